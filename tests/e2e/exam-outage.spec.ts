import { withDatabase } from './attempts';
import { begin, option, ready, saveState, storedAnswers } from './exam-page';
import { expect, PASSWORD, test } from './fixtures';
import { PEOPLE } from './page-list';
import { serve, startServer } from './server';

/* A running exam when the line, the server or the session goes. */

test.use({ quietExcept: ['Failed to load resource'] });

test('answers wait, say so, and are sent when the server is back', async ({ page }) => {
  const first = await startServer();
  const publicId = await begin(page, PEOPLE.learner, first.url);
  await option(page, 0).check();
  await expect(saveState(page)).toContainText('Đã lưu');
  await first.stop();

  await page.getByRole('button', { name: 'Câu tiếp' }).click();
  await option(page, 1).check();
  await expect(saveState(page)).toHaveText(/Chưa lưu \(1\)\s*sẽ tự gửi lại/);
  await expect(page.getByText('Câu này chưa lưu lên máy chủ.')).toBeVisible();
  await expect(page.getByText(/Mất kết nối từ \d\d:\d\d:\d\d\. Anh\/chị cứ làm tiếp\./)).toBeVisible();
  await page.getByRole('button', { name: 'Câu tiếp' }).click();
  await option(page, 0).check();
  await expect(saveState(page)).toContainText('Chưa lưu (2)');
  await expect(page.getByRole('button', { name: 'Câu 3: Đã trả lời, Chưa lưu' })).toBeVisible();
  // Submitting waits for what has not been sent.
  await page.locator('header').getByRole('button', { name: 'Nộp bài' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('gửi xong mới nộp');
  await expect(dialog.getByRole('button', { name: 'Nộp bài' })).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('button', { name: 'Nộp bài' }).press('Enter');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');

  const second = await serve(first.databasePath, { PORT: new URL(first.url).port });
  await expect(saveState(page)).toHaveText(/Đã lưu\s*lúc/, { timeout: 40_000 });
  await expect(page.getByText(/Mất kết nối từ/)).toHaveCount(0);
  const stored = storedAnswers(second.databasePath, publicId);
  expect([...stored.keys()]).toEqual([1, 2, 3]);
  await page.reload();
  await ready(page);
  await expect(page.getByText('3/25 đã trả lời')).toBeVisible();
  await page.close();
  await second.stop();
});

test('the writer killed in mid-save loses no answer that was called saved', async ({ page, server }) => {
  const publicId = await begin(page, PEOPLE.provinceHr);
  let called = 0;
  for (let position = 1; position <= 12; position += 1) {
    if (position === 5 || position === 9) process.kill(writerOf(server.databasePath), 'SIGKILL');
    await option(page, 0).check();
    if (position % 4 === 0) {
      await expect(saveState(page)).toHaveText(/Đã lưu\s*lúc/, { timeout: 40_000 });
      called = position;
      const stored = storedAnswers(server.databasePath, publicId);
      expect([...stored.keys()]).toEqual(Array.from({ length: called }, (_, index) => index + 1));
    }
    await page.getByRole('button', { name: 'Câu tiếp' }).click();
  }
  expect(called).toBe(12);
});

test('a session that ended is renewed in place, and what waited is saved', async ({ page, server }) => {
  const publicId = await begin(page, PEOPLE.hr);
  await option(page, 0).check();
  await expect(saveState(page)).toHaveText(/Đã lưu\s*lúc/);
  withDatabase(server.databasePath, (db) => db.prepare('delete from session').run());
  await page.getByRole('button', { name: 'Câu tiếp' }).click();
  await option(page, 1).check();
  const dialog = page.getByRole('dialog', { name: 'Đăng nhập lại để thi tiếp' });
  await expect(dialog).toContainText('1 câu chờ lưu sẽ gửi ngay sau đó');
  const password = dialog.getByLabel(`Mật khẩu của ${PEOPLE.hr}`);
  await expect(password).toBeFocused();
  // There is no way round it.
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await password.fill('khong dung');
  await password.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('Mật khẩu chưa đúng');
  await password.fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Đăng nhập và thi tiếp' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(saveState(page)).toHaveText(/Đã lưu\s*lúc/);
  await expect(page.getByRole('heading', { name: 'Câu 2 / 25' })).toBeVisible();
  await expect(option(page, 1)).toBeChecked();
  expect([...storedAnswers(server.databasePath, publicId).keys()]).toEqual([1, 2]);
});

/** The process that holds the writer's lease. */
function writerOf(databasePath: string): number {
  const holder = withDatabase(databasePath, (db) =>
    db.prepare('select holder from writer_lease').pluck().get(),
  );
  return Number(String(holder).split('@')[0]);
}
