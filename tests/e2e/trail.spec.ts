import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { enter, withDatabase } from './attempts';
import { expect, test } from './fixtures';
import { expectSeen, tabTo } from './focus';
import { PEOPLE } from './page-list';

const VAN = 'Trần Thị Hồng Vân';
const HR = 'Lương Thị Kim Oanh';

async function as(page: Page, name: string): Promise<void> {
  await page.context().clearCookies();
  await enter(page.request, name);
}

test('a look and an export leave a trace that the person and the auditor can read', async ({
  page,
  server,
}) => {
  await test.step('HR opens a person and exports the roster', async () => {
    await as(page, PEOPLE.hr);
    await page.goto(`/people/${PEOPLE.learner}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(VAN);
    await page.goto('/roster');
    await page.getByText('Xuất danh sách').first().click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /^CSV/ }).click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toContain(VAN);
  });

  await test.step('she sees who looked, as what, and in which file she was', async () => {
    await as(page, PEOPLE.learner);
    await page.goto('/account');
    await page.getByRole('link', { name: 'Ai đã xem hồ sơ' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ai đã xem hồ sơ của tôi');
    const pages = page.getByRole('region', { name: 'Trang đã xem' }).getByRole('row');
    await expect(pages.filter({ hasText: 'Hồ sơ cá nhân' })).toContainText(HR);
    await expect(pages.filter({ hasText: 'Hồ sơ cá nhân' })).toContainText('Nhân sự');
    const files = page.getByRole('region', { name: 'Tệp đã xuất' }).getByRole('row');
    await expect(files.filter({ hasText: 'Danh sách năng lực (CSV)' })).toContainText(HR);
  });

  await test.step('her own visits leave none', async () => {
    const before = await page.getByRole('region', { name: 'Trang đã xem' }).getByRole('row').count();
    await page.goto('/record');
    await page.goto('/account/views');
    await expect(page.getByRole('region', { name: 'Trang đã xem' }).getByRole('row')).toHaveCount(before);
  });

  await test.step('the auditor finds the export in words, opens it and sees that the seal fits', async () => {
    await as(page, PEOPLE.auditor);
    await page.goto('/trail');
    await page.getByLabel('Việc').selectOption({ label: 'Xuất danh sách năng lực' });
    await page.getByRole('button', { name: 'Lọc' }).click();
    const line = page.getByRole('row').filter({ hasText: HR });
    await expect(line).toContainText('Xuất danh sách năng lực');
    await expect(line).toContainText('Lần xuất tệp');
    await line.getByRole('link', { name: /^Mở giao dịch/ }).click();
    await expect(page.getByText('Dấu niêm phong khớp')).toBeVisible();
    await expect(page.getByText('csv', { exact: true })).toBeVisible();
  });

  await test.step('the auditor looks up who saw her, which is noted too', async () => {
    await page.goto('/trail/views');
    await page.getByLabel('Mã cán bộ').fill(PEOPLE.learner.toLowerCase());
    await page.getByRole('button', { name: 'Tra' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(VAN);
    await expect(page.getByRole('row').filter({ hasText: 'Hồ sơ cá nhân' })).toContainText(HR);
    await as(page, PEOPLE.learner);
    await page.goto('/account/views');
    await expect(page.getByRole('row').filter({ hasText: 'Ai đã xem hồ sơ' })).toContainText(
      'Đinh Thị Thu Hà',
    );
  });

  await test.step('the file of the trail holds the words', async () => {
    await as(page, PEOPLE.auditor);
    await page.goto('/trail?action=roster_exported');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Xuất CSV' }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toContain('Xuất danh sách năng lực');
    expect(download.suggestedFilename()).toMatch(/^Nhật ký \d{4}-\d{2}-\d{2}\.csv$/);
  });

  await test.step('the seals hold; a seal noted before is found; a changed row is named', async () => {
    await page.goto('/trail/verify');
    await page.getByRole('button', { name: 'Kiểm tra niêm phong' }).click();
    await expect(page.getByRole('status')).toContainText('Nhật ký nguyên vẹn');
    const seal = (await page.locator('main .font-mono.break-all').last().innerText()).trim();
    expect(seal).toMatch(/^[0-9a-f]{64}$/);
    await page.getByLabel(/^Dấu đã ghi ở nơi khác/).fill(seal);
    await page.getByRole('button', { name: 'Kiểm tra niêm phong' }).click();
    await expect(page.getByRole('status')).toContainText('Dấu đã ghi ở nơi khác có trong nhật ký');
    const report = JSON.parse(
      execFileSync(
        process.execPath,
        [
          join(import.meta.dirname, '../../build/processes/thao.js'),
          'audit',
          'verify',
          '--head',
          seal,
          '--json',
        ],
        { env: { ...process.env, DATABASE_PATH: server.databasePath }, stdio: ['ignore', 'pipe', 'inherit'] },
      ).toString(),
    ) as { ok: boolean; headAt: object | null };
    expect(report).toMatchObject({ ok: true, headAt: { txId: expect.any(Number) as unknown } });
    withDatabase(server.databasePath, (db) => {
      db.exec('drop trigger tx_no_update');
      db.exec("update tx set actor_name = 'ai-do' where id = 2");
    });
    await page.getByRole('button', { name: 'Kiểm tra niêm phong' }).click();
    await expect(page.getByRole('status')).toContainText('giao dịch số 2');
  });
});

test('with the keys alone', async ({ page, quietExcept }) => {
  quietExcept.push('status of 400');
  await as(page, PEOPLE.auditor);
  await page.goto('/trail');
  await tabTo(page, 'Từ ngày');
  await page.keyboard.type('31/02/2026');
  await page.keyboard.press('Enter');
  await expect(page.locator('#error-summary')).toBeFocused();
  // The summary leads to the field.
  await tabTo(page, 'Từ ngày');
  await page.keyboard.press('Enter');
  await expect(page.locator('#from')).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('1/1/2025');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Từ 01/01/2025')).toBeVisible();
  await tabTo(page, 'Cũ hơn', 200);
  await page.keyboard.press('Enter');
  await page.waitForURL(/[?&]before=/);
  await tabTo(page, 'Về dòng mới nhất', 200);
  await expectSeen(page, 'Về dòng mới nhất');
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => !address.searchParams.has('before'));
  await tabTo(page, /^Mở giao dịch số/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Giao dịch số');
});

test('on paper without frame and filters', async ({ page }) => {
  await as(page, PEOPLE.auditor);
  await page.goto('/trail');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Lọc' })).toBeHidden();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
});
