import type { Page } from '@playwright/test';
import { newestAttempt, withDatabase } from './attempts';
import { begin, goTo, option, ready, saveState, storedAnswers } from './exam-page';
import { expect, test } from './fixtures';
import { PEOPLE } from './page-list';

/* A running exam. Each test has a candidate of its own. */

const DAY = 86_400_000;

test('each answer is saved as it is made, and a reload shows the same paper', async ({ page, server }) => {
  await page.route('**/answers', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  const publicId = await begin(page, PEOPLE.learner);
  await expect(saveState(page)).toContainText('Đã lưu');

  await option(page, 0).check();
  await expect(saveState(page)).toHaveText(/Đang lưu\s*câu 1/);
  await expect(saveState(page)).toHaveText(/Đã lưu\s*lúc \d\d:\d\d:\d\d/);
  await expect(page.getByRole('main').getByText(/^Đã lưu \d\d:\d\d:\d\d$/)).toBeVisible();

  // A change of mind while the first is on its way: the last one counts. Where several may be chosen, both stay.
  await option(page, 1).check();
  await expect(saveState(page)).toContainText('Đang lưu');
  await option(page, 0).check();
  await page.getByRole('button', { name: 'Đánh dấu xem lại' }).click();
  await page.getByRole('button', { name: 'Câu tiếp' }).click();
  await option(page, 1).check();
  await page.getByRole('button', { name: 'Câu tiếp' }).click();
  await option(page, 0).check();
  await page.getByRole('button', { name: 'Bỏ chọn' }).click();
  await expect(saveState(page)).toContainText('Đã lưu');
  await expect(page.getByRole('button', { name: 'Câu 1: Đã trả lời, Đánh dấu' })).toBeVisible();

  const before = await paperOf(page);
  await goTo(page, 1);
  const first = (await option(page, 0).getAttribute('type')) === 'checkbox' ? [0, 1] : [0];
  await page.reload();
  await ready(page);
  expect(await paperOf(page)).toEqual(before);
  expect(before.filter(({ chosen }) => chosen.length > 0).map(({ chosen }) => chosen)).toEqual([first, [1]]);
  await expect(page.getByRole('button', { name: 'Câu 1: Đã trả lời, Đánh dấu' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Câu 3: Chưa trả lời' })).toBeVisible();
  expect(storedAnswers(server.databasePath, publicId).size).toBe(3);
});

test('the time is the server’s, whatever the clock of the computer says', async ({ page, server }) => {
  const publicId = await begin(page, PEOPLE.operator);
  await page.addInitScript((ahead) => {
    const Real = Date;
    class Wrong extends Real {
      constructor(...given: unknown[]) {
        if (given.length === 0) super(Real.now() + ahead);
        else super(...(given as [number]));
      }
      static override now() {
        return Real.now() + ahead;
      }
    }
    window.Date = Wrong as DateConstructor;
  }, DAY + 3_600_000);
  await page.reload();
  await ready(page);
  expect(await page.evaluate(() => Date.now())).toBeGreaterThan(Date.now() + DAY);

  const left = async () => {
    const [, minutes = '', seconds = ''] =
      /(\d+):(\d\d)/.exec(await page.getByRole('timer').innerText()) ?? [];
    return Number(minutes) * 60_000 + Number(seconds) * 1000;
  };
  const deadline = deadlineOf(server.databasePath, publicId);
  expect(Math.abs((await left()) - (deadline - Date.now()))).toBeLessThan(3000);
  await option(page, 0).check();
  await expect(saveState(page)).toHaveText(/Đã lưu\s*lúc/);
  const at = /\d\d:\d\d/.exec(await saveState(page).innerText())?.[0];
  expect([clockOf(Date.now()), clockOf(Date.now() - 10_000)]).toContain(at);
  await page.waitForTimeout(2000);
  expect(Math.abs((await left()) - (deadline - Date.now()))).toBeLessThan(3000);
});

test('a second window takes over, the first says so and can take back', async ({ page, server }) => {
  const publicId = await begin(page, PEOPLE.leader);
  await option(page, 0).check();
  await expect(saveState(page)).toHaveText(/Đã lưu\s*lúc/);
  const other = await page.context().newPage();
  await other.goto(`/attempts/${publicId}`);
  await ready(other);
  await expect(other.getByText('1/25 đã trả lời')).toBeVisible();
  await goTo(other, 2);
  await option(other, 0).check();
  await expect(saveState(other)).toHaveText(/Đã lưu\s*lúc/);

  // The old window answers what the new one has answered, and one thing more.
  await goTo(page, 2);
  await option(page, 1).check();
  const dialog = page.getByRole('dialog', { name: 'Bài thi đang mở ở cửa sổ khác' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('link', { name: 'Làm tiếp ở cửa sổ này' }).click();
  await ready(page);
  await goTo(page, 2);
  await expect(option(page, 0)).toBeChecked();
  await goTo(other, 3);
  await option(other, 0).check();
  await expect(other.getByRole('dialog', { name: 'Bài thi đang mở ở cửa sổ khác' })).toBeVisible();
  // Both answers to question 2 are kept; the newer window's counts.
  const kept = withDatabase(server.databasePath, (db) =>
    db
      .prepare(
        `select count(*) from answer_event e join attempt a on a.id = e.attempt_id
         where a.public_id = ? and e.position = 2`,
      )
      .pluck()
      .get(publicId),
  );
  expect(kept).toBe(2);
});

test.describe('at the deadline', () => {
  test('the page submits by itself, with everything that was saved', async ({ page, server }) => {
    const publicId = await begin(page, PEOPLE.trainer);
    for (const position of [1, 2, 3]) {
      await goTo(page, position);
      await option(page, 0).check();
    }
    await expect(saveState(page)).toHaveText(/Đã lưu\s*lúc/);
    endIn(server.databasePath, publicId, 5000, 60_000);
    await goTo(page, 4);
    await option(page, 0).check();
    // Its answer tells the page how little is left.
    await expect(page.getByText('tự nộp khi hết giờ')).toBeVisible();
    await expect(page).toHaveURL(/\/result$/, { timeout: 20_000 });
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Chưa đạt lần này');
    await expect(page.getByText('4/25', { exact: true })).toBeVisible();
    expect(newestAttempt(server.databasePath, PEOPLE.trainer)?.state).toBe('graded');
  });

  test('an attempt nobody looks at is submitted by the server', async ({ page, server }) => {
    const publicId = await begin(page, PEOPLE.provinceHr);
    await page.goto('about:blank');
    endIn(server.databasePath, publicId, -2000, 1000);
    await expect
      .poll(() => newestAttempt(server.databasePath, PEOPLE.provinceHr)?.state, { timeout: 15_000 })
      .toBe('graded');
    await page.goto(`/attempts/${publicId}/result`);
    await expect(page.getByText('tự nộp khi hết giờ')).toBeVisible();
    await page.goto(`/attempts/${publicId}`);
    await expect(page).toHaveURL(/\/result$/);
  });
});

/** The paper as it is seen: stems, options in their order, and which are chosen. */
async function paperOf(page: Page): Promise<{ stem: string; options: string[]; chosen: number[] }[]> {
  const paper = [];
  for (let position = 1; position <= 25; position += 1) {
    await goTo(page, position);
    const stem = await page.locator('main legend').innerText();
    const options = await page.locator('main .option').allInnerTexts();
    const chosen = await page
      .locator('main fieldset input')
      .evaluateAll((inputs) =>
        inputs.flatMap((input, index) => ((input as HTMLInputElement).checked ? [index] : [])),
      );
    paper.push({ stem, options, chosen });
  }
  return paper;
}

function deadlineOf(databasePath: string, publicId: string): number {
  return withDatabase(databasePath, (db) =>
    db.prepare('select deadline from attempt where public_id = ?').pluck().get(publicId),
  ) as number;
}

/** Moves the end of an attempt to so many milliseconds from now. */
function endIn(databasePath: string, publicId: string, ms: number, graceMs: number): void {
  const deadline = Date.now() + ms;
  withDatabase(databasePath, (db) =>
    db
      .prepare('update attempt set deadline = ?, grace_until = ? where public_id = ?')
      .run(deadline, deadline + graceMs, publicId),
  );
}

function clockOf(at: number): string {
  return new Date(at + 7 * 3_600_000).toISOString().slice(11, 16);
}
