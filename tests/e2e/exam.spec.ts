import type { BrowserContext, Page } from '@playwright/test';
import { drawnQuestions, enter, newestAttempt, withDatabase } from './attempts';
import { expect, PASSWORD, test } from './fixtures';
import { PEOPLE } from './page-list';
import { serve, startServer } from './server';

/* A running exam against everything that happens to one. Each test has a candidate of its own. */

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

  // A change of mind while the first is on its way: the last one counts.
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
  await page.reload();
  await ready(page);
  expect(await paperOf(page)).toEqual(before);
  expect(before.filter(({ chosen }) => chosen.length > 0).map(({ chosen }) => chosen)).toEqual([[0], [1]]);
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

test.describe('when the line or the server goes', () => {
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

  test('an attempt nobody looks at is submitted by the server', async ({ page, server, playwright }) => {
    // The one account that is left has its attempt from before; its waiting time is over.
    const request = await playwright.request.newContext({ baseURL: server.url });
    await enter(request, PEOPLE.operator);
    const publicId =
      newestAttempt(server.databasePath, PEOPLE.operator)?.publicId ?? (await begin(page, PEOPLE.operator));
    endIn(server.databasePath, publicId, -2000, 1000);
    await expect
      .poll(() => newestAttempt(server.databasePath, PEOPLE.operator)?.state, { timeout: 15_000 })
      .toBe('graded');
    await enter(page.request, PEOPLE.operator);
    await page.goto(`/attempts/${publicId}/result`);
    await expect(page.getByText('tự nộp khi hết giờ')).toBeVisible();
    await page.goto(`/attempts/${publicId}`);
    await expect(page).toHaveURL(/\/result$/);
    await request.dispose();
  });
});

test('nothing that reaches the browser tells the key', async ({ page }) => {
  const own = await startServer();
  const bodies: Promise<{ url: string; text: string }>[] = [];
  page.on('response', (response) => {
    const type = response.headers()['content-type'] ?? '';
    if (!/html|json|text|javascript|turbo/.test(type)) return;
    bodies.push(
      response.text().then(
        (text) => ({ url: response.url(), text }),
        () => ({ url: response.url(), text: '' }),
      ),
    );
  });
  const publicId = await begin(page, PEOPLE.learner, own.url);
  const questions = drawnQuestions(own.databasePath, publicId);
  expect(questions).toHaveLength(25);
  const asked = [
    '',
    '.data',
    '/result',
    '/result.data',
    '/review',
    '/review.data',
    '/submit',
    '.json',
    '/answers',
    '/beat',
  ];
  for (const path of asked) {
    const answer = await page.request.get(`${own.url}/attempts/${publicId}${path}`);
    bodies.push(answer.text().then((text) => ({ url: path, text })));
    if (path.startsWith('/review')) expect(answer.status(), path).toBeGreaterThanOrEqual(400);
  }
  await page.reload();
  await ready(page);
  for (const { position, options } of questions) {
    await goTo(page, position);
    await page.locator(`#q${position}-${options[0]?.[0] ?? ''}`).check();
  }
  await expect(saveState(page)).toHaveText(/Đã lưu\s*lúc/);

  await test.step('the items hold what is shown, and nothing else', async () => {
    const items = await itemsOf(page);
    expect(items).toHaveLength(25);
    for (const item of items) {
      expect(Object.keys(item).sort()).toEqual(['lang', 'options', 'position', 'stem', 'type']);
      const question = questions[item.position - 1];
      const ids = question?.options.map(([, id]) => id) ?? [];
      for (const { token, text, fixed, ...more } of item.options) {
        expect(more).toEqual({});
        expect(ids).not.toContain(token);
        expect(token).toMatch(/^[\w-]{6,}$/);
        expect(fixed).toBe(question?.type === 'true_false' ? (text === '' ? fixed : null) : null);
      }
    }
  });

  await test.step('no answer of the server holds an explanation, a code, a weight or a word of being right', async () => {
    const received = await Promise.all(bodies);
    expect(received.length).toBeGreaterThan(30);
    const explanations = questions
      .flatMap(({ body }) => [body.explanation.vi, body.explanation.en])
      .filter(Boolean);
    expect(explanations.length).toBeGreaterThan(25);
    for (const { url, text } of received) {
      const plain = unescaped(text);
      expect(
        explanations.filter((words) => plain.includes(words)),
        url,
      ).toEqual([]);
      // The words of the page, which know such names, are data of their own.
      const data = plain.replace(/<script id="words"[^]*?<\/script>/, '');
      const tells =
        /IU01-X-\d|"(isRight|right|weight|weights|rightIds|explanation|difficulty|skill|correct)"/.exec(data);
      expect(tells?.[0], url).toBeUndefined();
    }
    // That the search can find something, the stems show.
    expect(received.some(({ text }) => unescaped(text).includes(questions[0]?.body.stem.vi ?? '?'))).toBe(
      true,
    );
  });
  await page.close();
  await own.stop();
});

/** Starts the exam as the candidate does, and waits until the page takes answers. */
async function begin(page: Page, who: string, url = ''): Promise<string> {
  await signInAt(page.context(), who, url);
  await page.goto(`${url}/exams/IU01`);
  await page.getByRole('button', { name: 'Bắt đầu làm bài' }).click();
  await ready(page);
  return new URL(page.url()).pathname.split('/')[2] ?? '';
}

async function signInAt(context: BrowserContext, name: string, url: string): Promise<void> {
  const form = { name, password: PASSWORD, to: '/' };
  const response = await context.request.post(`${url}/sign-in`, { form, maxRedirects: 0 });
  expect(response.status()).toBe(302);
}

async function ready(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: /^Câu \d+ \/ 25$/ })).toBeVisible();
  await expect(page.locator('fieldset:disabled')).toHaveCount(0);
}

const saveState = (page: Page) => page.locator('[data-save-state]');
const option = (page: Page, index: number) => page.locator('main fieldset input').nth(index);

async function goTo(page: Page, position: number): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^Câu ${position}:`) }).click();
  await expect(page.getByRole('heading', { name: `Câu ${position} / 25` })).toBeVisible();
}

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

interface ShownItem {
  position: number;
  options: { token: string; text: string; fixed: string | null }[];
}

/** What the page was given, read where Remix keeps it. */
function itemsOf(page: Page): Promise<ShownItem[]> {
  return page.evaluate(() => {
    const { loaderData } = (window as unknown as { __remixRouter: { state: { loaderData: object } } })
      .__remixRouter.state;
    return Object.values(loaderData as Record<string, { items?: ShownItem[] }>).flatMap(
      (data) => data?.items ?? [],
    );
  });
}

/** Text of a body with what HTML and JSON escape put back. */
function unescaped(text: string): string {
  return text
    .replace(/\\+u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\+"/g, '"')
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

/** Positions with an answer event, each with its newest answer. */
function storedAnswers(databasePath: string, publicId: string): Map<number, string> {
  const rows = withDatabase(databasePath, (db) =>
    db
      .prepare(
        `select e.position, e.answer from answer_event e join attempt a on a.id = e.attempt_id
         where a.public_id = ? order by e.position, e.epoch, e.sequence`,
      )
      .all(publicId),
  ) as { position: number; answer: string }[];
  return new Map(rows.map(({ position, answer }) => [position, answer]));
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

/** The process that holds the writer's lease. */
function writerOf(databasePath: string): number {
  const holder = withDatabase(databasePath, (db) =>
    db.prepare('select holder from writer_lease').pluck().get(),
  );
  return Number(String(holder).split('@')[0]);
}

function clockOf(at: number): string {
  return new Date(at + 7 * 3_600_000).toISOString().slice(11, 16);
}
