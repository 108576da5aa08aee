import { readFileSync } from 'node:fs';
import { PDF } from '../sample-files';
import { enter } from './attempts';
import { expect, test } from './fixtures';
import { PEOPLE } from './page-list';

/* A right is given, lent and ended; nobody gives one to himself. */

test.use({ quietExcept: ['the server responded with a status of'] });

const day = (ahead: number) => {
  const date = new Date(Date.now() + 7 * 3_600_000 + ahead * 86_400_000);
  const [year, month, dayOf] = date.toISOString().slice(0, 10).split('-');
  return `${dayOf}/${month}/${year}`;
};

test('an operator gives a right until a day; its holder works with it, lends it, and loses it', async ({
  page,
  browser,
  server,
}) => {
  const at = async (name: string) => {
    const context = await browser.newContext({
      baseURL: server.url,
      locale: 'vi-VN',
      reducedMotion: 'reduce',
    });
    await enter(context.request, name, server.url);
    return { context, page: await context.newPage() };
  };
  await enter(page.request, PEOPLE.operator);
  await page.goto('/grants');
  await page.getByRole('link', { name: 'Cấp quyền' }).click();

  // To oneself first, which is refused.
  await page.locator('#account').focus();
  await page.keyboard.type(PEOPLE.operator);
  await page.locator('#role').selectOption('hr');
  await page.locator('#unit').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Xem trước' }).press('Enter');
  await expect(page.getByText('Không ai tự cấp quyền cho mình.', { exact: false }).first()).toBeVisible();

  await page.locator('#account').fill(PEOPLE.learner);
  await page.locator('#lastDay').fill(day(10));
  await page.getByRole('button', { name: 'Xem trước' }).click();
  await expect(page.getByText(/sẽ có vai trò Nhân sự/)).toBeVisible();
  await expect(page.getByText('Chưa ghi gì vào hệ thống.', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Cấp quyền' }).click();
  await expect(page.locator('#reason-error')).toBeVisible();
  await expect(page.locator('#account-error')).toHaveCount(0);
  // A page is no scan, whatever its name; the field says so, and what was typed stays.
  await page.locator('#reason').fill('Thay người nghỉ thai sản');
  const scan = (bytes: Buffer) => ({ name: 'Quyết định 12.pdf', mimeType: 'application/pdf', buffer: bytes });
  await page.locator('#scan').setInputFiles(scan(Buffer.from('<script>alert(1)</script>')));
  await page.getByRole('button', { name: 'Cấp quyền' }).click();
  await expect(page.locator('#scan-error')).toContainText('không phải PDF, PNG hay JPEG');
  await expect(page.locator('#reason')).toHaveValue('Thay người nghỉ thai sản');
  await page.locator('#scan').setInputFiles(scan(Buffer.alloc(10 * 1024 * 1024 + 1)));
  const isTooLarge = () =>
    page.locator('#scan').evaluate((input: HTMLInputElement) => input.validationMessage);
  await expect.poll(isTooLarge).toContain('Tệp lớn hơn 10 MB');
  await page.locator('#scan').setInputFiles(scan(PDF));
  await page.getByRole('button', { name: 'Cấp quyền' }).click();
  await expect(page.getByRole('status').first()).toContainText('Đã cấp quyền');
  await expect(page.getByText('Đang hiệu lực')).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Quyết định 12.pdf' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('Quyết định 12.pdf');
  expect(readFileSync(await download.path()).equals(PDF)).toBe(true);
  const address = new URL(download.url()).pathname;

  const holder = await at(PEOPLE.learner);
  expect((await holder.page.goto('/roster'))?.status()).toBe(200);
  // Whose right it is reads the decision; a colleague does not learn that there is one.
  expect((await holder.page.request.get(address)).status()).toBe(200);
  await holder.page.goto('/account/delegation');
  await holder.page.locator('#account').fill(PEOPLE.trainer);
  await holder.page.locator('#lastDay').fill(day(200));
  await holder.page.locator('#document').fill('45/QĐ-UBND');
  await holder.page.locator('#reason').fill('Đi công tác');
  await holder.page.getByRole('button', { name: 'Uỷ quyền', exact: true }).click();
  await expect(holder.page.getByText('Uỷ quyền tối đa 90 ngày.')).toBeVisible();
  await holder.page.locator('#lastDay').fill(day(30));
  await holder.page.getByRole('button', { name: 'Uỷ quyền', exact: true }).click();
  await expect(holder.page.getByText('Anh/chị đã uỷ quyền')).toBeVisible();

  const acting = await at(PEOPLE.trainer);
  expect((await (await at(PEOPLE.leader)).page.request.get(address)).status()).toBe(404);
  expect((await acting.page.goto('/roster'))?.status()).toBe(200);

  // The right ends at once, and what was lent from it with it.
  await page.locator('#end-lastDay').fill(day(-1));
  await page.locator('#end-reason').fill('Đã có người khác');
  await page.getByRole('button', { name: 'Kết thúc quyền' }).click();
  await expect(page.getByRole('status').first()).toContainText('Đã ghi ngày kết thúc');
  expect((await holder.page.goto('/roster'))?.status()).toBe(403);
  expect((await acting.page.goto('/roster'))?.status()).toBe(403);
  for (const { context } of [holder, acting]) await context.close();
});
