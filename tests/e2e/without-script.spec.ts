import type { Page } from '@playwright/test';
import { enter, withDatabase } from './attempts';
import { expect, PASSWORD, test } from './fixtures';
import { PEOPLE } from './page-list';

/* Reading, practising and looking things up need no script. */
test.use({ javaScriptEnabled: false, quietExcept: ['the server responded with a status of'] });

test('sign-in, home, a section to its end and a check', async ({ page }) => {
  await page.goto('/exams');
  await expect(page.getByText('Hiện', { exact: true })).toBeHidden();
  await page.getByLabel('Mã cán bộ hoặc tên đăng nhập').fill(PEOPLE.learner);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kỳ thi');
  await page.goto('/');
  await page.getByRole('link', { name: 'Học tiếp' }).click();
  await expect(page.getByText('Bài 4 · mục 2/5')).toBeVisible();
  await page.getByRole('button', { name: /^Mục 3/ }).click();
  await expect(page.getByText('Bài 4 · mục 3/5')).toBeVisible();
  await page.getByRole('button', { name: 'Tôi làm được' }).first().click();
  await expect(page.getByText('1/4 bước')).toBeVisible();
  await answerFirst(page);
  await expect(page.getByText(/^(Đúng|Chưa đúng)$/).first()).toBeVisible();
  await page.goto('/');
  await expect(page.getByText('dừng ở mục 3')).toBeVisible();
});

test('practice: no answer, an answer, the next question', async ({ page }) => {
  await enter(page.request, PEOPLE.learner);
  await page.goto('/courses/IU01/practice');
  await page.getByRole('button', { name: 'Trả lời' }).click();
  await expect(page.getByText('Chưa có câu trả lời. Chọn một phương án rồi bấm Trả lời.')).toBeVisible();
  const asked = await page.locator('main legend').innerText();
  await answerFirst(page);
  await expect(page.getByText(/^(Đúng|Chưa đúng)$/).first()).toBeVisible();
  await page.getByRole('link', { name: 'Câu tiếp' }).click();
  await expect(page.locator('main legend')).not.toHaveText(asked);
});

test('a confirmation is checked', async ({ page, server }) => {
  const code = withDatabase(server.databasePath, (db) =>
    db.prepare("select code from confirmation where valid_to < '9999' order by id limit 1").pluck().get(),
  ) as string;
  await page.goto('/verify');
  await page.getByLabel('Mã trên giấy').fill(code.toLowerCase().replace(/(.{4})(?=.)/g, '$1-'));
  await page.getByRole('button', { name: 'Kiểm tra' }).click();
  await expect(page.getByRole('heading', { level: 2 })).toContainText('Giấy xác nhận có thật');
  await page.getByLabel('Mã trên giấy').fill('ABCD');
  await page.getByRole('button', { name: 'Kiểm tra' }).click();
  await expect(page.getByText('Mã này có 4 ký tự')).toBeVisible();
});

test('the roster is filtered, the figure is opened, the language is switched', async ({ page }) => {
  await enter(page.request, PEOPLE.hr);
  await page.goto('/roster');
  await page.getByLabel('Tìm', { exact: true }).fill('hong van');
  await page
    .getByRole('button', { name: /^(Lọc|Tìm)$/ })
    .first()
    .click();
  await expect(page.getByText('Tìm: hong van')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Trần Thị Hồng Vân' })).toBeVisible();
  await page.getByText('Xuất danh sách').click();
  await expect(page.getByRole('link', { name: /Excel/ })).toBeVisible();

  await page.context().clearCookies();
  await enter(page.request, PEOPLE.leader);
  await page.goto('/indicator');
  await expect(page.getByText(/đạt trên/).first()).toBeVisible();
  await page.getByText('Xem dạng bảng').click();
  await expect(page.getByText('Tính đến hết ngày').first()).toBeVisible();
  await page.getByLabel('Tính đến ngày').fill('30/06/2026');
  await page.getByRole('button', { name: 'Xem', exact: true }).click();
  await expect(page.getByLabel('Tính đến ngày')).toHaveValue('30/06/2026');
  await page.getByRole('button', { name: 'English' }).first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('what cannot do without says so', async ({ page }) => {
  await enter(page.request, PEOPLE.trainer);
  await page.goto('/exams/IU01');
  const exam = 'Bài thi cần JavaScript. Hãy bật JavaScript cho trang này rồi tải lại.';
  await expect(page.locator('noscript p')).toHaveText(exam);
  await page.getByRole('button', { name: 'Bắt đầu làm bài' }).click();
  await expect(page.locator('noscript p')).toHaveText(exam);
  await expect(page.locator('noscript p')).toBeInViewport();
  await expect(page.locator('fieldset:disabled')).toBeVisible();
  await page.goto('/banks/IU01-X');
  await expect(page.locator('noscript p')).toHaveText(/^Sửa câu hỏi cần JavaScript/);
});

async function answerFirst(page: Page): Promise<void> {
  // Through the label: the box itself lies under it.
  await page.locator('main .option label').first().click();
  await page.getByRole('button', { name: 'Trả lời' }).first().click();
}
