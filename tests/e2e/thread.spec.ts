import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import readXlsxFile from 'read-excel-file/node';
import { expect, test } from './fixtures';

const LEARNER = { code: 'LG-024817', name: 'Trần Thị Hồng Vân' };
const HR = 'LG-017701';
const LEADER = 'LG-000012';
const TRAINER = 'LG-001126';

/** The main job of the product, end to end, as each of its users would do it. */
test('from a missing module to the figure, the confirmation and the roster', async ({
  browser,
  server,
  signIn,
}) => {
  test.setTimeout(300_000);
  const page = await browser.newPage();

  const before = await numeratorOf(page, signIn);

  await test.step('the learner sees what is missing and reads on where she stopped', async () => {
    await switchTo(page, signIn, LEARNER.code);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Chị Vân còn một mô đun phải đạt: IU01');
    await page.getByRole('link', { name: 'Học tiếp' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Mật khẩu và kiểm soát truy cập');
    await expect(page.getByText('Bài 4 · mục 2/5')).toBeVisible();
    await page.getByRole('button', { name: /Mục 3/ }).click();
    await expect(page.getByText('Bài 4 · mục 3/5')).toBeVisible();
    await page.goto('/');
    await expect(page.getByText('dừng ở mục 3')).toBeVisible();
  });

  await test.step('she practises with immediate feedback', async () => {
    await page.goto('/courses/IU01/practice');
    await page
      .getByRole('main')
      .getByRole('radio')
      .or(page.getByRole('main').getByRole('checkbox'))
      .first()
      .check();
    await page.getByRole('button', { name: 'Trả lời' }).click();
    await expect(page.getByText(/^(Đúng|Chưa đúng)/).first()).toBeVisible();
  });

  const publicId = await test.step('she sits the exam; each answer is saved as she makes it', async () => {
    await page.goto('/exams/IU01');
    await page.getByRole('button', { name: 'Bắt đầu làm bài' }).click();
    await expect(page.getByRole('heading', { name: 'Câu 1 / 25' })).toBeVisible();
    const id = new URL(page.url()).pathname.split('/')[2] ?? '';
    const key = rightTokens(server.databasePath, id);
    for (let position = 1; position <= 25; position += 1) {
      await expect(page.getByRole('heading', { name: `Câu ${position} / 25` })).toBeVisible();
      for (const token of key[position] ?? []) await page.locator(`#q${position}-${token}`).check();
      await expect(page.locator('[data-save-state]')).toContainText('Đã lưu');
      if (position === 12) {
        await page.reload();
        await expect(page.getByText('12/25 đã trả lời')).toBeVisible();
        await page.getByRole('button', { name: /^Câu 12:/ }).click();
        for (const token of key[12] ?? []) await expect(page.locator(`#q12-${token}`)).toBeChecked();
      }
      if (position < 25) await page.getByRole('button', { name: 'Câu tiếp' }).click();
    }
    await page.getByRole('main').getByRole('button', { name: 'Nộp bài' }).first().click();
    await expect(page.getByRole('dialog')).toContainText('25 câu');
    await page.getByRole('dialog').getByRole('button', { name: 'Nộp bài' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Đạt. Chị Vân đã đủ 6 mô đun');
    await expect(page.getByText('10,00 trên 10 điểm')).toBeVisible();
    return id;
  });

  const number =
    await test.step('HR sees her among those due and issues the confirmation with one press', async () => {
      await switchTo(page, signIn, HR);
      await page.goto('/confirmations');
      await page
        .getByRole('row', { name: new RegExp(LEARNER.name) })
        .getByRole('button')
        .click();
      const note = page.getByRole('status').filter({ hasText: LEARNER.name });
      await expect(note).toBeVisible();
      const found = /\d{4,}\/\d{4}\/GXN-SNV/.exec(await note.innerText())?.[0] ?? '';
      expect(found).not.toBe('');
      return found;
    });

  const verifyUrl = await test.step('she opens it as a PDF with a QR code', async () => {
    await switchTo(page, signIn, LEARNER.code);
    await page.goto('/record');
    const href = await page.getByRole('link', { name: /PDF/ }).first().getAttribute('href');
    const response = await page.request.get(href ?? '');
    expect(response.headers()['content-type']).toContain('application/pdf');
    const folder = mkdtempSync(join(tmpdir(), 'thao-pdf-'));
    const file = join(folder, 'confirmation.pdf');
    writeFileSync(file, await response.body());
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    for (const words of [
      LEARNER.name,
      number,
      'GIẤY XÁC NHẬN',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'IU01. Hiểu biết về CNTT cơ bản',
      '10,00',
    ]) {
      expect(text).toContain(words);
    }
    return readQr(file, folder);
  });

  await test.step('anybody can check it without signing in', async () => {
    expect(verifyUrl.startsWith(`${server.url}/verify/`)).toBe(true);
    const stranger = await browser.newContext({ locale: 'vi-VN' });
    const open = await stranger.newPage();
    await open.goto(verifyUrl);
    await expect(open.getByText('Giấy xác nhận có thật, còn hiệu lực')).toBeVisible();
    await expect(open.getByText(number)).toBeVisible();
    await expect(open.getByText(LEARNER.name)).toBeVisible();
    await expect(open.getByText('1982')).toBeVisible();
    await expect(open.getByText('17/08/1982')).toHaveCount(0);
    await stranger.close();
  });

  await test.step('the figure is one higher and opens down to her name and her evidence', async () => {
    expect(await numeratorOf(page, signIn)).toBe(before + 1);
    await page.getByRole('link', { name: String(before + 1), exact: true }).click();
    await page.getByLabel('Đơn vị').selectOption('LG.101.02.01');
    await page.getByRole('button', { name: 'Lọc' }).click();
    await page.getByRole('link', { name: LEARNER.name }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(LEARNER.name);
    await expect(page.getByText(/IU01/).first()).toBeVisible();
  });

  await test.step('HR exports the roster of today as XLSX and CSV and she is in it', async () => {
    await switchTo(page, signIn, HR);
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    await page.goto('/roster');
    await page.getByText('Xuất danh sách').click();
    const [xlsx] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /Excel/ }).click(),
    ]);
    const sheets = await readXlsxFile(readFileSync(await xlsx.path()));
    const rows = (
      Array.isArray(sheets[0]) ? sheets : (sheets[0] as unknown as { data: unknown[][] }).data
    ) as unknown[][];
    const row = rows.find((cells) => cells.includes(LEARNER.code));
    expect(row).toContain(LEARNER.name);
    expect(row?.some((cell) => cell instanceof Date && cell.toISOString().startsWith(today))).toBe(true);
    const csv = await page.request.get('/roster/export.csv');
    const line = (await csv.text()).split('\r\n').find((text) => text.includes(LEARNER.code));
    const [year, month, day] = today.split('-');
    expect(line).toContain(`${day}/${month}/${year}`);
  });

  await test.step('a trainer edits a question; the attempt still shows the old text', async () => {
    const { code, stem } = firstQuestion(server.databasePath, publicId);
    await switchTo(page, signIn, TRAINER);
    await page.goto(`/banks/IU01-X?question=${code}`);
    await page.getByLabel('Câu hỏi', { exact: true }).fill('Câu hỏi vừa được sửa trong trình duyệt?');
    await page.getByRole('button', { name: /Lưu bản/ }).click();
    await expect(page.getByText(`Đã lưu ${code}, bản 2`)).toBeVisible();
    await switchTo(page, signIn, LEARNER.code);
    await page.goto(`/attempts/${publicId}/review`);
    await expect(page.getByText(stem)).toBeVisible();
    await expect(page.getByText('Câu hỏi vừa được sửa trong trình duyệt?')).toHaveCount(0);
  });
  await page.close();
});

type SignIn = (page: Page, name: string) => Promise<void>;

async function switchTo(page: Page, signIn: SignIn, name: string): Promise<void> {
  await page.context().clearCookies();
  await signIn(page, name);
}

async function numeratorOf(page: Page, signIn: SignIn): Promise<number> {
  await switchTo(page, signIn, LEADER);
  await page.goto('/indicator');
  const text = await page
    .getByText(/đạt trên/)
    .first()
    .innerText();
  return Number(/\d[\d.]*/.exec(text)?.[0].replaceAll('.', ''));
}

/** Tokens of the right options by position, read from the database as no browser could. */
function rightTokens(databasePath: string, publicId: string): Record<number, string[]> {
  const db = new Database(databasePath, { readonly: true });
  const items = db
    .prepare(
      `select i.position, i.options, v.body from attempt_item i join attempt a on a.id = i.attempt_id
       join question_version v on v.id = i.question_version_id where a.public_id = ?`,
    )
    .all(publicId) as { position: number; options: string; body: string }[];
  db.close();
  return Object.fromEntries(
    items.map(({ position, options, body }) => {
      const right = (JSON.parse(body) as { options: { id: string; right: boolean }[] }).options.filter(
        (o) => o.right,
      );
      const order = JSON.parse(options) as [string, string][];
      return [
        position,
        order.filter(([, id]) => right.some((option) => option.id === id)).map(([token]) => token),
      ];
    }),
  );
}

function firstQuestion(databasePath: string, publicId: string): { code: string; stem: string } {
  const db = new Database(databasePath, { readonly: true });
  const found = db
    .prepare(
      `select q.code, json_extract(v.body, '$.stem.vi') as stem from attempt_item i
       join attempt a on a.id = i.attempt_id join question_version v on v.id = i.question_version_id
       join question q on q.id = v.question_id where a.public_id = ? and i.position = 1`,
    )
    .get(publicId) as { code: string; stem: string };
  db.close();
  return found;
}

function readQr(file: string, folder: string): string {
  execFileSync('pdftoppm', ['-png', '-r', '200', file, join(folder, 'page')]);
  const png = PNG.sync.read(readFileSync(join(folder, 'page-1.png')));
  return jsQR(new Uint8ClampedArray(png.data), png.width, png.height)?.data ?? '';
}
