import type { Page } from '@playwright/test';
import { enter, withDatabase } from './attempts';
import { expect, PASSWORD, test } from './fixtures';
import { PEOPLE } from './page-list';

// A refused page is a failed request to the browser's console.
test.use({ quietExcept: ['the server responded with a status of'] });

test.describe('sign-in', () => {
  test('an empty form names its fields and keeps what was typed', async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByLabel('Mã cán bộ hoặc tên đăng nhập').fill('LG-024817');
    expect(await statusAfter(page, () => page.getByRole('button', { name: 'Đăng nhập' }).click())).toBe(400);
    const summary = page.getByRole('group', { name: 'Chưa đăng nhập được' });
    await expect(summary).toBeFocused();
    await summary.getByRole('link', { name: 'Mật khẩu' }).click();
    const password = page.getByLabel('Mật khẩu', { exact: true });
    await expect(password).toBeFocused();
    await expect(password).toHaveAttribute('aria-invalid', 'true');
    await expect(password).toHaveAccessibleDescription('Ghi mật khẩu.');
    await expect(page.getByLabel('Mã cán bộ hoặc tên đăng nhập')).toHaveValue('LG-024817');
  });

  test('an overlong name is refused and comes back cut', async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByLabel('Mã cán bộ hoặc tên đăng nhập').fill('x'.repeat(5000));
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    expect(await statusAfter(page, () => page.getByRole('button', { name: 'Đăng nhập' }).click())).toBe(400);
    await expect(page.getByText('Dài quá 200 ký tự')).toBeVisible();
    await expect(page.getByLabel('Mã cán bộ hoặc tên đăng nhập')).toHaveValue('x'.repeat(200));
  });

  test('a wrong password says so, alike for unknown names, and makes wait after the fifth for a name', async ({
    page,
    server,
  }) => {
    const answers: string[] = [];
    for (const name of [PEOPLE.leader, 'LG-999999', ...Array<string>(4).fill(PEOPLE.leader)]) {
      await page.goto('/sign-in');
      await page.getByLabel('Mã cán bộ hoặc tên đăng nhập').fill(name);
      await page.getByLabel('Mật khẩu', { exact: true }).fill('khong dung');
      expect(await statusAfter(page, () => page.getByRole('button', { name: 'Đăng nhập' }).click())).toBe(
        401,
      );
      answers.push(await page.locator('#error-summary').innerText());
      await expect(page.getByLabel('Mã cán bộ hoặc tên đăng nhập')).toHaveValue(name);
      await expect(page.getByLabel('Mật khẩu', { exact: true })).toHaveValue('');
    }
    expect(answers[0]).toContain('chưa đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt.');
    expect(new Set(answers.slice(0, 5)).size).toBe(1);
    expect(answers.at(-1)).toContain('Xin chờ 15 giây trước lần thử sau.');

    // Even the right password waits now.
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    expect(await statusAfter(page, () => page.getByRole('button', { name: 'Đăng nhập' }).click())).toBe(429);
    await expect(page.locator('#error-summary')).toContainText(/Xin chờ \d+ giây rồi thử lại/);
    withDatabase(server.databasePath, (db) => db.prepare('delete from sign_in_throttle').run());
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    expect(await statusAfter(page, () => page.getByRole('button', { name: 'Đăng nhập' }).click())).toBe(302);
  });

  test('leads only to addresses of this site', async ({ page, server }) => {
    for (const to of [
      '//evil.example',
      'https://evil.example/',
      '/\\evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
    ]) {
      const response = await page.request.post(`/sign-in?to=${encodeURIComponent(to)}`, {
        form: { name: PEOPLE.learner, password: PASSWORD, to },
        maxRedirects: 0,
      });
      expect(response.headers().location, to).toBe('/');
    }
    await page.goto('/sign-in?to=//evil.example');
    expect(new URL(page.url()).origin).toBe(server.url);
    for (const redirectTo of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
      const response = await page.request.post('/preferences', {
        form: { lang: 'en', redirectTo },
        maxRedirects: 0,
      });
      expect(response.headers().location, redirectTo).toBe('/');
    }
  });

  test('a page asked for without a session comes after sign-in', async ({ page }) => {
    await page.goto('/exams/IU01?from=thu');
    await expect(page).toHaveURL(/\/sign-in\?to=/);
    await page.getByLabel('Mã cán bộ hoặc tên đăng nhập').fill(PEOPLE.learner);
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await expect(page).toHaveURL(/\/exams\/IU01\?from=thu$/);
  });
});

test.describe('the question editor', () => {
  const ADDRESS = '/banks/IU01-X?question=IU01-X-001';

  test('an empty question, two options alike and no key are named, and what was typed stays', async ({
    page,
    server,
  }) => {
    await enter(page.request, PEOPLE.trainer);
    const before = versionOf(server.databasePath);
    await page.goto(ADDRESS);
    await page.getByLabel('Câu hỏi', { exact: true }).fill('');
    await page.getByRole('textbox', { name: 'Phương án A' }).fill('Giống nhau');
    await page.getByRole('textbox', { name: 'Phương án C' }).fill('Giống nhau');
    await page.getByLabel('Giải thích sau khi trả lời').fill('Giải thích mới gõ.');
    expect(await statusAfter(page, () => page.getByRole('button', { name: /^Lưu bản/ }).click())).toBe(400);
    const summary = page.locator('#error-summary');
    await expect(summary).toContainText('Chưa lưu. Có 2 chỗ cần sửa:');
    await expect(page.getByText('Ô này còn trống. Ghi nội dung tiếng Việt.')).toBeVisible();
    await expect(page.getByText(/trùng/).first()).toBeVisible();
    await expect(page.getByLabel('Câu hỏi', { exact: true })).toHaveValue('');
    await expect(page.getByRole('textbox', { name: 'Phương án A' })).toHaveValue('Giống nhau');
    await expect(page.getByRole('textbox', { name: 'Phương án C' })).toHaveValue('Giống nhau');
    await expect(page.getByLabel('Giải thích sau khi trả lời')).toHaveValue('Giải thích mới gõ.');
    expect(versionOf(server.databasePath)).toBe(before);
  });

  test('a question without a key is refused', async ({ page, server }) => {
    await enter(page.request, PEOPLE.trainer);
    await page.goto(ADDRESS);
    // Several choices: all may be taken back, unlike with one choice.
    await editor(page).getByLabel('Dạng câu').selectOption('multiple');
    await expect(page.getByRole('checkbox', { name: /là đáp án$/ })).toHaveCount(4);
    for (const box of await page.getByRole('checkbox', { name: /là đáp án$/ }).all()) await box.uncheck();
    expect(await statusAfter(page, () => page.getByRole('button', { name: /^Lưu bản/ }).click())).toBe(400);
    await expect(page.locator('#error-summary')).toContainText('Phương án và đáp án');
    await expect(page.locator('#options-error')).toBeVisible();
    await expect(editor(page).getByLabel('Dạng câu')).toHaveValue('multiple');
    expect(versionOf(server.databasePath)).toBe(1);
  });

  test('the second of two who edit at once is told, and loses nothing', async ({ page, browser, server }) => {
    await enter(page.request, PEOPLE.trainer);
    await page.goto(ADDRESS);
    const colleague = await (await browser.newContext({ locale: 'vi-VN', baseURL: server.url })).newPage();
    await enter(colleague.request, PEOPLE.trainer);
    await colleague.goto(ADDRESS);
    await colleague.getByLabel('Câu hỏi', { exact: true }).fill('Câu hỏi do đồng nghiệp sửa trước?');
    await colleague.getByRole('button', { name: /^Lưu bản/ }).click();
    await expect(colleague.getByText('Đã lưu IU01-X-001, bản 2')).toBeVisible();

    await page.getByLabel('Câu hỏi', { exact: true }).fill('Câu hỏi do tôi sửa sau?');
    expect(await statusAfter(page, () => page.getByRole('button', { name: /^Lưu bản/ }).click())).toBe(409);
    await expect(page.locator('#error-summary')).toContainText('Chưa lưu. Câu hỏi đã có bản mới hơn');
    await expect(page.getByLabel('Câu hỏi', { exact: true })).toHaveValue('Câu hỏi do tôi sửa sau?');
    await expect(page.getByRole('link', { name: 'Mở bản 2 ở thẻ mới' })).toBeVisible();
    // Pressing again does not overwrite what the colleague wrote.
    expect(await statusAfter(page, () => page.getByRole('button', { name: /^Lưu bản/ }).click())).toBe(409);
    expect(versionOf(server.databasePath)).toBe(2);
    await colleague.context().close();
  });
});

const editor = (page: Page) => page.locator('form[method=post]').filter({ hasText: 'bản 1' });

/** Status of the first answer to a post made by an act on the page. */
async function statusAfter(page: Page, act: () => Promise<void>): Promise<number> {
  const [response] = await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === 'POST'),
    act(),
  ]);
  await page.waitForLoadState('load');
  return response.status();
}

function versionOf(databasePath: string): number {
  return withDatabase(databasePath, (db) =>
    db.prepare("select version from question where code = 'IU01-X-001'").pluck().get(),
  ) as number;
}
