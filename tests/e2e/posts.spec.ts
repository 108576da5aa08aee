import {
  drawnQuestions,
  enter,
  rightTokens,
  saveAnswers,
  sitExam,
  startExam,
  submitExam,
  withDatabase,
} from './attempts';
import { expect, test } from './fixtures';
import { PEOPLE } from './page-list';

/* What no page of ours would post. */

// A refused page is a failed request to the browser's console.
test.use({ quietExcept: ['the server responded with a status of'] });

test.describe('posts', () => {
  test('from another site are refused', async ({ page, server }) => {
    await enter(page.request, PEOPLE.learner);
    const key = '00000000-0000-4000-8000-000000000001';
    const strangers: Record<string, string>[] = [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { Origin: `${server.url}.evil.example` },
    ];
    for (const headers of strangers) {
      for (const path of [
        '/exams/IU01',
        '/preferences',
        '/sign-out',
        '/sign-in',
        '/attempts/AAAAAAAAAAAAAAAA/answers',
      ]) {
        const response = await page.request.post(path, { form: { key }, headers, maxRedirects: 0 });
        expect(response.status(), `${path} ${JSON.stringify(headers)}`).toBe(403);
      }
    }
    expect((await page.goto('/'))?.status()).toBe(200);
    await expect(page).not.toHaveURL(/sign-in/);
  });

  test('an exam started twice by the same form is one attempt', async ({ page, server }) => {
    await enter(page.request, PEOPLE.hr);
    await page.goto('/exams/IU01');
    const key = (await page.locator('input[name=key]').getAttribute('value')) ?? '';
    const answers = await Promise.all(
      [1, 2, 3].map(() => page.request.post('/exams/IU01', { form: { key }, maxRedirects: 0 })),
    );
    expect(new Set(answers.map((answer) => answer.headers().location)).size).toBe(1);
    expect(attemptsOf(server.databasePath, PEOPLE.hr)).toBe(1);
    // Nor does another form start a second one beside it.
    const again = await page.request.post('/exams/IU01', {
      form: { key: '00000000-0000-4000-8000-000000000002' },
      maxRedirects: 0,
    });
    expect(again.headers().location).toBe(answers[0]?.headers().location);
    expect(attemptsOf(server.databasePath, PEOPLE.hr)).toBe(1);
    expect((await page.request.post('/exams/IU01', { form: { key: 'not a key' } })).status()).toBe(400);
  });

  test('answers that no paper offers are refused whole', async ({ page, server }) => {
    await enter(page.request, PEOPLE.operator);
    const publicId = await startExam(page.request);
    const [one, two] = drawnQuestions(server.databasePath, publicId);
    const [token = ''] = one ? rightTokens(one) : [];
    const good = { sequence: 1, position: 1, answer: [token], flagged: false };
    const [stolen = ''] = two ? rightTokens(two) : [];
    for (const [what, status, body] of [
      ['an unknown token', 400, { epoch: 1, events: [good, { ...good, sequence: 2, answer: ['AAAAAAAA'] }] }],
      ['a token of another question', 400, { epoch: 1, events: [{ ...good, answer: [stolen] }] }],
      ['the stable id', 400, { epoch: 1, events: [{ ...good, answer: ['a'] }] }],
      ['an unknown position', 400, { epoch: 1, events: [{ ...good, position: 26 }] }],
      ['an epoch to come', 409, { epoch: 2, events: [good] }],
      ['no events', 400, { epoch: 1, events: [] }],
      ['a list', 400, []],
      ['no JSON', 400, 'epoch=1'],
    ] as const) {
      const response = await page.request.post(`/attempts/${publicId}/answers`, { data: body });
      expect(response.status(), what).toBe(status);
    }
    const large = await page.request.post(`/attempts/${publicId}/answers`, {
      data: `"${'x'.repeat(70_000)}"`,
    });
    expect(large.status()).toBe(413);
    expect(eventsOf(server.databasePath, publicId)).toBe(0);
    // The same numbers twice store once.
    for (let times = 0; times < 2; times += 1)
      expect(
        (
          await page.request.post(`/attempts/${publicId}/answers`, { data: { epoch: 1, events: [good] } })
        ).status(),
      ).toBe(200);
    expect(eventsOf(server.databasePath, publicId)).toBe(1);
  });

  test('saving after submission is refused, kept as late, and changes no mark', async ({ page, server }) => {
    await enter(page.request, PEOPLE.provinceHr);
    const publicId = await sitExam(page.request, server.databasePath, 5);
    const questions = drawnQuestions(server.databasePath, publicId);
    const mark = markOf(server.databasePath, publicId);
    const answers = questions.map((question) => ({
      position: question.position,
      answer: rightTokens(question),
    }));
    const refused = saveAnswers(page.request, server.databasePath, publicId, answers);
    await expect(refused).rejects.toThrow(/answered 409.*"closed"/);
    expect(markOf(server.databasePath, publicId)).toEqual(mark);
    await page.goto(`/attempts/${publicId}/result`);
    await expect(page.getByText('2,00 trên 10 điểm')).toBeVisible();
    // Submitting again answers the same result.
    await submitExam(page.request, publicId);
    // And a second attempt has to wait.
    const start = await page.request.post('/exams/IU01', {
      form: { key: '00000000-0000-4000-8000-000000000003' },
      maxRedirects: 0,
    });
    expect(start.status()).toBe(409);
  });

  test('a practice answer that no question offers is refused', async ({ page }) => {
    await enter(page.request, PEOPLE.learner);
    const wrong: Record<string, string>[] = [
      { question: 'IU01-P-001', answer: 'zzz' },
      { question: 'IU01-P-001' },
    ];
    for (const form of wrong) {
      expect((await page.request.post('/courses/IU01/practice', { form })).status()).toBe(400);
    }
    // The exam bank is no practice.
    const exam = await page.request.post('/courses/IU01/practice', {
      form: { question: 'IU01-X-001', answer: 'a' },
    });
    expect(exam.status()).toBe(404);
    const lesson = '/courses/IU01/lessons/phan-mem-doc-hai?section=1';
    expect((await page.request.post(lesson, { form: { intent: 'anything' } })).status()).toBe(400);
    expect(
      (
        await page.request.post(lesson, { form: { intent: 'step', exercise: 'khong-co', step: '1' } })
      ).status(),
    ).toBe(404);
  });
});

function attemptsOf(databasePath: string, staffCode: string): number {
  return withDatabase(databasePath, (db) =>
    db
      .prepare('select count(*) from attempt a join person p on p.id = a.person_id where p.staff_code = ?')
      .pluck()
      .get(staffCode),
  ) as number;
}

function eventsOf(databasePath: string, publicId: string): number {
  return withDatabase(databasePath, (db) =>
    db
      .prepare(
        'select count(*) from answer_event e join attempt a on a.id = e.attempt_id where a.public_id = ?',
      )
      .pluck()
      .get(publicId),
  ) as number;
}

function markOf(databasePath: string, publicId: string): unknown {
  return withDatabase(databasePath, (db) =>
    db.prepare('select right_count, marks, max_marks, passed from attempt where public_id = ?').get(publicId),
  );
}
