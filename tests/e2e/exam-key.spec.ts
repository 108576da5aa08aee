import type { Page } from '@playwright/test';
import { drawnQuestions } from './attempts';
import { begin, goTo, ready, saveState } from './exam-page';
import { expect, test } from './fixtures';
import { PEOPLE } from './page-list';

test('nothing that reaches the browser tells the key', async ({ page, server }) => {
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
  const publicId = await begin(page, PEOPLE.learner);
  const questions = drawnQuestions(server.databasePath, publicId);
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
    const answer = await page.request.get(`/attempts/${publicId}${path}`);
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
});

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
