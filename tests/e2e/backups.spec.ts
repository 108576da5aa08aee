import AxeBuilder from '@axe-core/playwright';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { withDatabase } from './attempts';
import { expect, test as base } from './fixtures';
import { PEOPLE } from './page-list';
import { serve, startServer } from './server';

/* The operator's page of backups, and what a restore leaves to see in the register. */

const cli = join(import.meta.dirname, '../../build/processes/thao.js');

function thao(databasePath: string, ...args: string[]) {
  const env = { ...process.env, DATABASE_PATH: databasePath };
  const result = spawnSync(process.execPath, [cli, ...args, '--json'], { env, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout) as { path: string; [field: string]: unknown };
}

const test = base.extend<object, { folder: string }>({
  folder: [
    async ({ server }, use) => use(join(dirname(server.databasePath), 'backups')),
    { scope: 'worker' },
  ],
  server: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const more = { BACKUP_KEEP: '7' };
      const server = await startServer(more);
      await server.stop();
      const folder = join(dirname(server.databasePath), 'backups');
      const again = await serve(server.databasePath, { ...more, BACKUP_DIR: folder });
      await use(again);
      await again.stop();
    },
    { scope: 'worker' },
  ],
});

test.use({ quietExcept: ['the server responded with a status of'] });

async function barriersOf(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
}

test('an operator sees the archives and what is known of them, asks for one and only one', async ({
  page,
  server,
  folder,
  signIn,
}) => {
  await signIn(page, PEOPLE.operator);
  await page.goto('/system');
  await page.getByRole('link', { name: 'Sao lưu' }).click();
  await expect(page.getByText('Thư mục chưa có bản sao lưu nào.', { exact: false })).toBeVisible();
  const { path } = thao(server.databasePath, 'backup', 'create', folder);
  await page.reload();
  const row = page.getByRole('row').filter({ hasText: path.slice(folder.length + 1) });
  await expect(row).toContainText('Chưa kiểm tra');
  await expect(page.locator('code').filter({ hasText: `thao restore ${path} --replace` })).toBeVisible();

  const ask = page.getByRole('button', { name: 'Sao lưu ngay' });
  await ask.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Đã đưa vào hàng đợi.', { exact: false })).toBeVisible();
  const jobs = () =>
    withDatabase(server.databasePath, (db) =>
      db.prepare("select count(*) from job where kind = 'backup'").pluck().get(),
    );
  expect(jobs()).toBe(1);

  for (const width of [1366, 360]) {
    await page.setViewportSize({ width, height: 740 });
    expect(await barriersOf(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }
});

test('nobody else is shown the page', async ({ page, signIn }) => {
  await signIn(page, PEOPLE.provinceHr);
  const response = await page.goto('/backups');
  expect(response?.status()).toBe(403);
});

test('after a restore the register says which numbers stay empty, and so does the check of a paper', async ({
  page,
  server,
  folder,
  signIn,
}) => {
  const { path } = thao(server.databasePath, 'backup', 'create', folder);
  await server.stop();
  const { book, highest, year } = withDatabase(server.databasePath, (db) =>
    db
      .prepare(
        `select issuer_code || '/' || year as book, max(number) as highest, year from confirmation
         group by issuer_code, year order by year desc`,
      )
      .get(),
  ) as { book: string; highest: number; year: number };
  thao(server.databasePath, 'restore', path, '--replace', '--highest-number', `${book}=${highest + 3}`);
  const again = await serve(server.databasePath, { PORT: new URL(server.url).port });
  try {
    await signIn(page, PEOPLE.provinceHr);
    await page.goto('/confirmations');
    const padded = (number: number) => String(number).padStart(4, '0');
    const range = new RegExp(
      `${padded(highest + 1)}/${year}/\\S+ đến ${padded(highest + 3)}/${year}/\\S+ \\(3 số\\)`,
    );
    await expect(page.getByText(range)).toBeVisible();
    expect(await barriersOf(page)).toEqual([]);
    await page.goto('/verify/ABCD-EFGH-JKLM-NPQR');
    await expect(page.getByText(range)).toBeVisible();
    expect(await barriersOf(page)).toEqual([]);
  } finally {
    await again.stop();
  }
});
