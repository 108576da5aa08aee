import type { Page } from '@playwright/test';
import {
  drawnQuestions,
  enter,
  newestAttempt,
  rightTokens,
  startExam,
  submitExam,
  withDatabase,
} from './attempts';
import { expect, test } from './fixtures';
import { PEOPLE } from './page-list';

/* What people may not see, and may not find out. */

const FORM_KEY = '00000000-0000-4000-8000-000000000001';

// A refused page is a failed request to the browser's console.
test.use({ quietExcept: ['the server responded with a status of'] });

test.describe('addresses', () => {
  test('nothing is found where nothing is', async ({ page }) => {
    await enter(page.request, PEOPLE.learner);
    for (const path of [
      '/khong-co',
      '/courses/IU99',
      '/courses/IU01/lessons/khong-co',
      '/exams/IU99',
      '/attempts/AAAAAAAAAAAAAAAA',
      '/attempts/AAAAAAAAAAAAAAAA/result',
      '/attempts/x',
      '/courses/IU01/lessons/phan-mem-doc-hai?section=99',
      '/courses/IU01/practice?skill=IU99',
    ]) {
      expect((await page.goto(path))?.status(), path).toBe(404);
      await expect(page.getByRole('heading', { level: 1 }), path).toHaveText('Không có trang ở địa chỉ này');
    }
  });

  test("another person's attempt, result and review are not found", async ({ page, server, playwright }) => {
    const other = await playwright.request.newContext({ baseURL: server.url });
    await enter(other, PEOPLE.leader);
    const running = await startExam(other);
    await enter(page.request, PEOPLE.learner);
    for (const path of ['', '/result', '/review']) {
      expect((await page.goto(`/attempts/${running}${path}`))?.status(), path).toBe(404);
    }
    const [question] = drawnQuestions(server.databasePath, running);
    const events = [{ sequence: 1, position: 1, answer: question && rightTokens(question), flagged: false }];
    for (const [path, data] of [
      ['answers', { epoch: 1, events }],
      ['beat', {}],
    ] as const) {
      const response = await page.request.post(`/attempts/${running}/${path}`, { data });
      expect(response.status(), path).toBe(404);
    }
    expect((await page.request.post(`/attempts/${running}/submit`)).status()).toBe(404);
    expect(newestAttempt(server.databasePath, PEOPLE.leader)?.state).toBe('running');
    await submitExam(other, running);
    expect((await page.goto(`/attempts/${running}/result`))?.status()).toBe(404);
    await other.dispose();
  });

  test('a learner has no way into the pages of others, and cannot tell who exists', async ({ page }) => {
    await enter(page.request, PEOPLE.learner);
    for (const path of [
      '/roster',
      '/roster/export.csv',
      '/roster/export.xlsx',
      '/confirmations',
      '/indicator',
      '/indicator/people',
      '/banks',
      '/banks/IU01-X',
      '/system',
    ]) {
      expect((await page.request.get(path)).status(), path).toBe(403);
    }
    expect(
      (
        await page.request.post('/confirmations', { form: { staffCode: PEOPLE.learner, key: FORM_KEY } })
      ).status(),
    ).toBe(403);
    expect((await page.request.post('/banks/IU01-X', { form: { code: 'IU01-X-001' } })).status()).toBe(403);
    const known = await bodyOf(page, `/people/${PEOPLE.leader}`);
    const unknown = await bodyOf(page, '/people/LG-999999');
    expect(known.status).toBe(403);
    expect(unknown).toEqual(known);
  });

  test('HR of a commune sees its own people only, and cannot tell who exists elsewhere', async ({
    page,
    server,
  }) => {
    await enter(page.request, PEOPLE.hr);
    expect((await page.goto(`/people/${PEOPLE.learner}`))?.status()).toBe(200);
    const known = await bodyOf(page, `/people/${PEOPLE.leader}`);
    expect(known.status).toBe(403);
    expect(known.text).toContain('Hồ sơ này ngoài phạm vi của anh/chị');
    expect(await bodyOf(page, '/people/LG-999999')).toEqual(known);
    expect(
      (
        await page.request.post('/confirmations', { form: { staffCode: PEOPLE.leader, key: FORM_KEY } })
      ).status(),
    ).toBe(403);
    expect((await page.request.get('/roster?unit=LG.101.01')).status()).not.toBe(500);

    const paper = withDatabase(server.databasePath, (db) =>
      db
        .prepare('select c.id from confirmation c join person p on p.id = c.person_id where p.staff_code = ?')
        .get(PEOPLE.leader),
    ) as { id: number };
    expect([403, 404]).toContain((await page.request.get(`/confirmations/${paper.id}.pdf`)).status());
    const csv = await (await page.request.get('/roster/export.csv')).text();
    expect(csv).toContain(PEOPLE.learner);
    expect(csv).not.toContain(PEOPLE.leader);
  });
});

/** What a person can see of an answer: status and words; the page also holds a nonce and an address of its own. */
async function bodyOf(page: Page, path: string): Promise<{ status: number; text: string }> {
  const response = await page.goto(path);
  return { status: response?.status() ?? 0, text: await page.locator('body').innerText() };
}
