import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enter } from './attempts';
import { expect, PASSWORD, test } from './fixtures';
import { PEOPLE } from './page-list';

/* From a slip of paper to a password, and how one is taken away again. */

test.use({ quietExcept: ['the server responded with a status of'] });

const NEW_PASSWORD = 'cây đa bến nước sân đình';

/** The text of the PDF as a program of others reads it. */
function pdfText(path: string): string {
  return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
}

test('a slip opens an account once; HR resets it in person; both trails end at sign-in', async ({
  page,
  browser,
  server,
}) => {
  await enter(page.request, PEOPLE.hr);
  await page.goto('/accounts');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tài khoản');
  await page.getByRole('link', { name: 'Cấp tài khoản, in phiếu' }).click();
  const unit = page.getByLabel('Đơn vị (gồm cả đơn vị trực thuộc)');
  const code = await unit.locator('option').nth(1).getAttribute('value');
  await unit.selectOption(code);
  await page.getByRole('button', { name: 'Xem số người' }).click();
  await expect(page.getByText('Xem trước: chưa ghi gì vào hệ thống')).toBeVisible();
  // The seed gives everybody an account, and a password to a few.
  await expect(page.getByText('Mọi người trong đơn vị đều đã có tài khoản.')).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: /^Tải phiếu/ })
      .first()
      .click(),
  ]);
  const file = join(mkdtempSync(join(tmpdir(), 'thao-slips-')), 'slips.pdf');
  await download.saveAs(file);
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
  const text = pdfText(file);
  expect(text).toContain(`${server.url}/activate`);
  const [username = ''] = /LG-\d{6}/.exec(text) ?? [];
  const [slipCode = ''] = /\b[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}\b/.exec(text) ?? [];
  expect([username, slipCode]).not.toContain('');

  // The owner, on another machine.
  const own = await browser.newContext({ baseURL: server.url, locale: 'vi-VN' });
  const theirs = await own.newPage();
  await theirs.goto('/sign-in');
  await theirs.getByRole('link', { name: 'Kích hoạt bằng mã trên phiếu' }).click();
  const activate = async (withCode: string, password: string) => {
    await theirs.goto('/activate');
    await theirs.getByLabel('Tên đăng nhập').fill(username);
    await theirs.getByLabel('Mã dùng một lần').fill(withCode.toLowerCase());
    await theirs.getByLabel('Mật khẩu mới', { exact: true }).fill(password);
    await theirs.getByRole('button', { name: 'Kích hoạt và đăng nhập' }).click();
  };
  await activate(slipCode, 'matkhau');
  await expect(theirs.getByText('Ngắn quá. Cần ít nhất 10 ký tự.')).toBeVisible();
  await activate(slipCode, NEW_PASSWORD);
  await expect(theirs).toHaveURL(`${server.url}/`);
  await activate(slipCode, NEW_PASSWORD);
  await expect(theirs.getByText('Mã này đã dùng rồi.', { exact: false })).toBeVisible();

  // In person, at the officer's desk.
  await page.goto(`/accounts/${username.toLowerCase()}`);
  await page.getByRole('button', { name: 'Đặt lại mật khẩu' }).click();
  await expect(page.getByText('Ghi lý do, ít nhất 5 chữ.')).toBeVisible();
  await page.locator('#reset-reason').fill('Quên mật khẩu, đã xem thẻ công chức');
  await page.getByRole('button', { name: 'Đặt lại mật khẩu' }).click();
  const given = (await page.locator('.callout p.text-title').textContent()) ?? '';
  expect(given).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
  // The session of before is over, and so is its password.
  await theirs.goto('/account');
  await expect(theirs).toHaveURL(/\/sign-in/);
  await theirs.getByLabel('Mã nhân sự').or(theirs.locator('#name')).first().fill(username);
  await theirs.locator('#password').fill(NEW_PASSWORD);
  await theirs.locator('form button[type=submit]').last().click();
  await expect(theirs.locator('#error-summary')).toBeVisible();
  await activate(given, `${NEW_PASSWORD} mới`);
  await expect(theirs).toHaveURL(`${server.url}/`);
  await own.close();
});

test('a session is ended from another browser, and by HR', async ({ page, browser, server }) => {
  const away = await browser.newContext({ baseURL: server.url, locale: 'vi-VN' });
  const third = await browser.newContext({ baseURL: server.url, locale: 'vi-VN' });
  for (const context of [away, third]) await enter(context.request, PEOPLE.learner, server.url);
  await enter(page.request, PEOPLE.learner);
  await page.goto('/account');
  await expect(page.getByText('Máy này')).toBeVisible();
  await page
    .getByRole('button', { name: /^Kết thúc phiên/ })
    .first()
    .click();
  await expect(page.getByRole('status').first()).toContainText('Đã kết thúc 1 phiên');
  const open = async () => {
    const pages = await Promise.all(
      [away, third].map(async (context) => (await context.request.get(`${server.url}/account`)).url()),
    );
    return pages.filter((url) => url.endsWith('/account')).length;
  };
  expect(await open()).toBe(1);

  // By keyboard alone: the old password, the new one, Enter.
  await page.locator('#current').focus();
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type(NEW_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').first()).toContainText('Đã đổi mật khẩu');
  expect(await open()).toBe(0);

  const officer = await browser.newContext({ baseURL: server.url, locale: 'vi-VN' });
  await enter(officer.request, PEOPLE.provinceHr, server.url);
  const desk = await officer.newPage();
  await desk.goto(`/accounts/${PEOPLE.learner.toLowerCase()}`);
  await desk.getByRole('button', { name: 'Kết thúc mọi phiên' }).click();
  await expect(desk.getByText('Không có phiên nào đang mở.')).toBeVisible();
  await page.goto('/account');
  await expect(page).toHaveURL(/\/sign-in/);
  for (const context of [away, third, officer]) await context.close();
});

test('a session that ends warns before, keeps what is typed, and a form sent too late is kept', async ({
  browser,
  server,
}) => {
  const end = () => {
    const db = new Database(server.databasePath);
    db.prepare('delete from session').run();
    db.close();
  };
  const context = await browser.newContext({ baseURL: server.url, locale: 'vi-VN' });
  const page = await context.newPage();
  await page.clock.install();
  await enter(page.request, PEOPLE.hr);
  await page.goto('/accounts/LG-024866');
  const form = page.locator('form', { has: page.getByRole('button', { name: 'Khoá tài khoản' }) });
  await form.getByLabel('Lý do').fill('Chuyển công tác & nghỉ');
  const soon = page.getByText('Còn không tới 5 phút là hết phiên.');
  await page.clock.fastForward('24:00');
  await expect(soon).toBeHidden();
  await page.clock.fastForward('01:30');
  await expect(soon).toBeVisible();
  await page.getByRole('button', { name: 'Ở lại' }).click();
  await expect(soon).toBeHidden();
  await page.clock.fastForward('31:00');
  await expect(page.getByText('Phiên đã hết.')).toBeVisible();
  await expect(form.getByLabel('Lý do')).toHaveValue('Chuyển công tác & nghỉ');

  end();
  await form.getByRole('button', { name: 'Khoá tài khoản' }).click();
  await expect(page.getByRole('heading', { name: 'Phiên đã hết trước khi gửi' })).toBeVisible();
  await page.getByLabel('Tên đăng nhập').fill(PEOPLE.hr);
  await page.getByLabel('Mật khẩu', { exact: true }).fill('sai mật khẩu');
  await page.getByRole('button', { name: 'Đăng nhập và gửi' }).click();
  await expect(page.getByRole('alert')).toContainText('chưa đúng');
  await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập và gửi' }).click();
  await expect(page.getByText('Đã khoá tài khoản', { exact: false })).toBeVisible();
  await expect(page.getByText('Chuyển công tác & nghỉ')).toBeVisible();
  const reopened = page.url();
  await context.close();

  // Without script it goes in two steps.
  const plain = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url, locale: 'vi-VN' });
  const left = await plain.newPage();
  await enter(left.request, PEOPLE.hr);
  await left.goto(reopened);
  await left
    .locator('form', { has: left.getByRole('button', { name: 'Mở lại tài khoản' }) })
    .getByLabel('Lý do')
    .fill('Trở lại cơ quan');
  end();
  await left.getByRole('button', { name: 'Mở lại tài khoản' }).click();
  const [tab] = await Promise.all([
    plain.waitForEvent('page'),
    left.getByRole('link', { name: 'Đăng nhập ở thẻ mới' }).click(),
  ]);
  await tab.getByLabel('Tên đăng nhập').fill(PEOPLE.hr);
  await tab.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
  await tab.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await expect(tab.getByRole('heading', { level: 1 })).toBeVisible();
  await left.getByRole('button', { name: 'Đã đăng nhập, gửi lại' }).click();
  await expect(left.getByText('Đã mở lại tài khoản', { exact: false })).toBeVisible();
  await plain.close();
});
