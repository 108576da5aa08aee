import { enter } from './attempts';
import { expect, PASSWORD, test } from './fixtures';
import { expectSeen, tabTo } from './focus';
import { PEOPLE } from './page-list';

/*
 * Everything here is done with the keys alone; each stop on the way must be seen to have the focus.
 */

test('sign-in, wrong and right', async ({ page, quietExcept }) => {
  quietExcept.push('status of 401');
  await page.goto('/sign-in');
  await expect(page.getByLabel('Mã cán bộ hoặc tên đăng nhập')).toBeFocused();
  await page.keyboard.type(PEOPLE.learner);
  await tabTo(page, 'Mật khẩu');
  await page.keyboard.type('khong dung');
  await page.keyboard.press('Enter');
  // The summary takes the focus; on from there to the field.
  await expect(page.locator('#error-summary')).toBeFocused();
  await tabTo(page, 'Mật khẩu');
  await page.keyboard.type(PASSWORD);
  await tabTo(page, 'Hiện');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Mật khẩu', { exact: true })).toHaveAttribute('type', 'text');
  await tabTo(page, 'Đăng nhập');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Chị Vân');
});

test('from home through a section with its check to the next', async ({ page }) => {
  await enter(page.request, PEOPLE.learner);
  await page.goto('/');
  await page.keyboard.press('Tab');
  await expectSeen(page, 'Đến nội dung chính');
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
  await tabTo(page, 'Học tiếp');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Bài 4 · mục 2/5')).toBeVisible();
  await tabTo(page, /^Mục 3/);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Bài 4 · mục 3/5')).toBeVisible();

  await test.step('a glossary term leads to its meaning', async () => {
    await tabTo(page, 'xác thực hai lớp');
    await page.keyboard.press('Enter');
    await expect(page.locator('#term-xac-thuc-hai-lop')).toBeInViewport();
    await page.keyboard.press('Alt+ArrowLeft');
  });

  await test.step('a step is marked as done', async () => {
    await tabTo(page, 'Tôi làm được');
    await page.keyboard.press('Enter');
    await expect(page.getByText('1/4 bước')).toBeVisible();
  });

  await test.step('the check is answered', async () => {
    await tabTo(page, (stop) => stop.type === 'radio' || stop.type === 'checkbox');
    await page.keyboard.press('Space');
    await tabTo(page, 'Trả lời');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^(Đúng|Chưa đúng)$/).first()).toBeVisible();
  });

  await tabTo(page, /^Mục 4/);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Bài 4 · mục 4/5')).toBeVisible();
});

test('the exam from start to result', async ({ page }) => {
  await enter(page.request, PEOPLE.operator);
  await page.goto('/exams/IU01');
  await tabTo(page, 'Bắt đầu làm bài');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Câu 1 / 25' })).toBeVisible();
  await expect(page.locator('fieldset:disabled')).toHaveCount(0);

  await test.step('letters choose, arrows move, F marks', async () => {
    for (let position = 1; position <= 3; position += 1) {
      await page.keyboard.press('b');
      const second = page.locator('fieldset input').nth(1);
      await expect(second).toBeChecked();
      await page.keyboard.press('ArrowRight');
      await expect(page.getByRole('heading', { name: `Câu ${position + 1} / 25` })).toBeFocused();
    }
    await page.keyboard.press('f');
    await expect(page.getByRole('button', { name: 'Đánh dấu xem lại' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expect(page.getByRole('button', { name: 'Câu 4: Chưa trả lời, Đánh dấu' })).toBeVisible();
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByRole('heading', { name: 'Câu 3 / 25' })).toBeVisible();
    await expect(page.locator('fieldset input').nth(1)).toBeChecked();
    await expect(page.locator('[data-save-state]')).toContainText('Đã lưu');
  });

  await test.step('an option is reached by Tab and chosen by Space, and shows the focus', async () => {
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await tabTo(page, (stop) => stop.type === 'radio' || stop.type === 'checkbox');
    await page.keyboard.press('Space');
    await expect(page.locator('fieldset input').first()).toBeChecked();
  });

  await test.step('the dialog starts on the safe button; Escape gives the focus back', async () => {
    await page.evaluate(() => document.getElementById('question-title')?.focus());
    await page.keyboard.press('Shift+Tab');
    await expectSeen(page, 'Nộp bài');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toContainText('Nộp bài khi còn');
    await expectSeen(page, 'Làm tiếp');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(page.locator('main :focus')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expectSeen(page, 'Nộp bài');
  });

  await test.step('a link in the dialog leads to its question', async () => {
    await page.keyboard.press('Enter');
    await tabTo(page, 'Câu 25');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('heading', { name: 'Câu 25 / 25' })).toBeFocused();
    await page.keyboard.press('a');
    await expect(page.locator('[data-save-state]')).toContainText('Đã lưu');
  });

  await test.step('submitting', async () => {
    // On the last question the way on is to submit.
    await tabTo(page, 'Nộp bài');
    await page.keyboard.press('Enter');
    await expectSeen(page, 'Làm tiếp');
    await page.keyboard.press('Tab');
    await expectSeen(page, 'Nộp bài');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/Đạt|Chưa đạt/);
  });
});

test('HR finds somebody and issues a confirmation', async ({ page }) => {
  await enter(page.request, PEOPLE.provinceHr);
  await page.goto('/confirmations');
  await tabTo(page, /^Cấp giấy cho /);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText(/Đã cấp giấy xác nhận số \d{4}\/\d{4}\/GXN-SNV/);
  await page.goto('/roster');
  await tabTo(page, 'Tìm');
  await page.keyboard.type('hong van');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Tìm: hong van')).toBeVisible();
  await tabTo(page, 'Trần Thị Hồng Vân');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Trần Thị Hồng Vân');
});

test('menus open with Enter, move with arrows and close with Escape', async ({ page }) => {
  await enter(page.request, PEOPLE.hr);
  await page.goto('/roster');
  const menu = page.locator('details[data-menu]').filter({ hasText: 'Xuất danh sách' });
  await tabTo(page, 'Xuất danh sách');
  await page.keyboard.press('Enter');
  await expect(menu).toHaveAttribute('open', '');
  await page.keyboard.press('ArrowDown');
  await expectSeen(page, /^Excel/);
  await page.keyboard.press('ArrowDown');
  await expectSeen(page, /^CSV/);
  await page.keyboard.press('Escape');
  await expect(menu).not.toHaveAttribute('open', '');
  await expectSeen(page, 'Xuất danh sách');

  await page.goto('/');
  await tabTo(page, 'Cỡ chữ');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expectSeen(page, 'Cỡ chữ 130%');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-size', '130');
});

test('the language is switched and stays', async ({ page }) => {
  await enter(page.request, PEOPLE.learner);
  await page.goto('/courses');
  await tabTo(page, 'English');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page).toHaveURL(/\/courses$/);
  await page.goto('/record');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await tabTo(page, 'Tiếng Việt');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
});

test('on a phone the drawer of a work page opens, leads on and closes', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await enter(page.request, PEOPLE.hr);
  await page.goto('/roster');
  await tabTo(page, 'Mở mục chính');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Giấy xác nhận');
  await page.keyboard.press('Escape');
  await expectSeen(page, 'Mở mục chính');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Giấy xác nhận');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Giấy xác nhận');
});
