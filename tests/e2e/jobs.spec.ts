import { enter, withDatabase } from './attempts';
import { expect, test } from './fixtures';
import { PEOPLE } from './page-list';

test('the operator starts the check, may close the page, sees it done and gets a notice', async ({
  page,
  signIn,
}) => {
  await signIn(page, PEOPLE.operator);
  await page.goto('/system');
  await page.getByRole('button', { name: 'Chạy kiểm tra ở nền' }).click();
  await expect(page).toHaveURL(/\/jobs\/[\w-]{16}$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kiểm tra toàn vẹn dữ liệu');
  const address = page.url();

  // The page moves on by itself, and what is spoken is the state alone.
  await expect(page.locator('#job-status').getByText('Đã xong')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('status').filter({ hasText: /^Đã xong$/ })).toBeAttached();
  await expect(page.getByRole('table', { name: 'Quy tắc toàn vẹn' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Dừng' })).toHaveCount(0);

  await page.goto('/system');
  const bell = page.getByRole('link', { name: 'Thông báo, 1 chưa đọc' });
  await bell.click();
  await page.getByRole('button', { name: /^Mở thông báo: Việc đã xong: Kiểm tra toàn vẹn dữ liệu/ }).click();
  await expect(page).toHaveURL(address);
  await expect(page.getByRole('link', { name: 'Thông báo', exact: true })).toBeVisible();

  await page.goto('/jobs');
  const row = page.getByRole('row').filter({ hasText: 'Kiểm tra toàn vẹn dữ liệu' });
  await expect(row.getByText('Đã xong')).toBeVisible();
});

test('a job that waits is stopped and run again', async ({ page, signIn, server }) => {
  await signIn(page, PEOPLE.operator);
  // Of a kind that this server has no handler for, so that it waits until the test is through.
  withDatabase(server.databasePath, (db) =>
    db
      .prepare(
        `insert into job (public_id, kind, input, state, created_at, run_after, max_tries)
         values ('job-that-waits__', 'later', '{}', 'queued', 0, 0, 5)`,
      )
      .run(),
  );
  await page.goto('/jobs?state=queued');
  const row = page.getByRole('row').filter({ hasText: 'later' });
  await row.getByRole('button', { name: /^Dừng việc/ }).click();
  await expect(page.getByText('Đã dừng việc. Chạy lại được ở cùng dòng.')).toBeVisible();
  await row.getByRole('button', { name: /^Chạy lại việc/ }).click();
  await expect(page.getByText('Việc đã vào lại hàng chờ.')).toBeVisible();
  await expect(row.getByText('Đang chờ')).toBeVisible();
});

test('somebody else’s job is refused, there or not', async ({ page, request, signIn, server }) => {
  await enter(request, PEOPLE.operator);
  const made = await request.post('/jobs', { form: { intent: 'start', kind: 'clean-up' }, maxRedirects: 0 });
  const theirs = made.headers().location ?? '';
  expect(theirs).toMatch(/^\/jobs\//);
  await signIn(page, PEOPLE.learner);
  for (const path of [theirs, '/jobs/aaaaaaaaaaaaaaaa']) {
    expect((await page.request.get(`${server.url}${path}`)).status()).toBe(403);
  }
});

test('without script the page of a job is reloaded by a link', async ({ browser, server }) => {
  withDatabase(server.databasePath, (db) =>
    db
      .prepare(
        `insert into job (public_id, kind, input, state, created_at, run_after, started_at, lease_until, tries,
           max_tries, done, total)
         values ('job-without-end_', 'later', '{}', 'running', 0, 0, 0, 9999999999999, 1, 5, 131, 208)`,
      )
      .run(),
  );
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false });
  await enter(context.request, PEOPLE.operator);
  const page = await context.newPage();
  await page.goto('/jobs/job-without-end_');
  await expect(page.getByText('Đã làm 131 trên 208, còn 77')).toBeVisible();
  withDatabase(server.databasePath, (db) =>
    db.prepare("update job set done = 200 where public_id = 'job-without-end_'").run(),
  );
  await page.getByRole('link', { name: 'Tải lại trang' }).click();
  await expect(page.getByText('Đã làm 200 trên 208, còn 8')).toBeVisible();
  await context.close();
});
