import type { Page } from '@playwright/test';
import {
  drawnQuestions,
  enter,
  newestAttempt,
  rightTokens,
  saveAnswers,
  sitExam,
  startExam,
  submitExam,
  withDatabase,
} from './attempts';
import { expect, PASSWORD, test } from './fixtures';
import { PEOPLE } from './page-list';

// A refused page is a failed request to the browser's console.
test.use({ quietExcept: ['the server responded with a status of'] });

test.describe('sign-in', () => {
  test('an empty form names its fields and keeps what was typed', async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByLabel('Mã cán bộ hoặc tên đăng nhập').fill('LG-024817');
    expect(await statusAfter(page, () => page.getByRole('button', { name: 'Đăng nhập' }).click())).toBe(400);
    const summary = page.getByRole('group', { name: 'Chưa đăng nhập được' });
    await expect(summary).toBeFocused();
    await summary.getByRole('link', { name: 'Mật khẩu' }).click();
    const password = page.getByLabel('Mật khẩu', { exact: true });
    await expect(password).toBeFocused();
    await expect(password).toHaveAttribute('aria-invalid', 'true');
    await expect(password).toHaveAccessibleDescription('Ghi mật khẩu.');
    await expect(page.getByLabel('Mã cán bộ hoặc tên đăng nhập')).toHaveValue('LG-024817');
  });

  test('an overlong name is refused and comes back cut', async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByLabel('Mã cán bộ hoặc tên đăng nhập').fill('x'.repeat(5000));
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    expect(await statusAfter(page, () => page.getByRole('button', { name: 'Đăng nhập' }).click())).toBe(400);
    await expect(page.getByText('Dài quá 200 ký tự')).toBeVisible();
    await expect(page.getByLabel('Mã cán bộ hoặc tên đăng nhập')).toHaveValue('x'.repeat(200));
  });

  test('a wrong password says so, alike for unknown names, and makes wait from the fifth on', async ({
    page,
    server,
  }) => {
    const answers: string[] = [];
    for (const name of [PEOPLE.leader, 'LG-999999', PEOPLE.leader, PEOPLE.leader, PEOPLE.leader]) {
      await page.goto('/sign-in');
      await page.getByLabel('Mã cán bộ hoặc tên đăng nhập').fill(name);
      await page.getByLabel('Mật khẩu', { exact: true }).fill('khong dung');
      expect(await statusAfter(page, () => page.getByRole('button', { name: 'Đăng nhập' }).click())).toBe(
        401,
      );
      answers.push(await page.locator('#error-summary').innerText());
      await expect(page.getByLabel('Mã cán bộ hoặc tên đăng nhập')).toHaveValue(name);
      await expect(page.getByLabel('Mật khẩu', { exact: true })).toHaveValue('');
    }
    expect(answers[0]).toContain('chưa đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt.');
    expect(answers[1]).toBe(answers[0]);
    expect(answers[4]).toContain('Xin chờ 15 giây trước lần thử sau.');

    // Even the right password waits now.
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    expect(await statusAfter(page, () => page.getByRole('button', { name: 'Đăng nhập' }).click())).toBe(429);
    await expect(page.locator('#error-summary')).toContainText(/Xin chờ \d+ giây rồi thử lại/);
    withDatabase(server.databasePath, (db) => db.prepare('delete from sign_in_throttle').run());
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    expect(await statusAfter(page, () => page.getByRole('button', { name: 'Đăng nhập' }).click())).toBe(302);
  });

  test('leads only to addresses of this site', async ({ page, server }) => {
    for (const to of [
      '//evil.example',
      'https://evil.example/',
      '/\\evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
    ]) {
      const response = await page.request.post(`/sign-in?to=${encodeURIComponent(to)}`, {
        form: { name: PEOPLE.learner, password: PASSWORD, to },
        maxRedirects: 0,
      });
      expect(response.headers().location, to).toBe('/');
    }
    await page.goto('/sign-in?to=//evil.example');
    expect(new URL(page.url()).origin).toBe(server.url);
    for (const redirectTo of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
      const response = await page.request.post('/preferences', {
        form: { lang: 'en', redirectTo },
        maxRedirects: 0,
      });
      expect(response.headers().location, redirectTo).toBe('/');
    }
  });

  test('a page asked for without a session comes after sign-in', async ({ page }) => {
    await page.goto('/exams/IU01?from=thu');
    await expect(page).toHaveURL(/\/sign-in\?to=/);
    await page.getByLabel('Mã cán bộ hoặc tên đăng nhập').fill(PEOPLE.learner);
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await expect(page).toHaveURL(/\/exams\/IU01\?from=thu$/);
  });
});

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
      (await page.request.post('/confirmations', { form: { staffCode: PEOPLE.learner } })).status(),
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
    expect((await page.request.post('/confirmations', { form: { staffCode: PEOPLE.leader } })).status()).toBe(
      403,
    );
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

test.describe('the question editor', () => {
  const ADDRESS = '/banks/IU01-X?question=IU01-X-001';

  test('an empty question, two options alike and no key are named, and what was typed stays', async ({
    page,
    server,
  }) => {
    await enter(page.request, PEOPLE.trainer);
    const before = versionOf(server.databasePath);
    await page.goto(ADDRESS);
    await page.getByLabel('Câu hỏi', { exact: true }).fill('');
    await page.getByRole('textbox', { name: 'Phương án A' }).fill('Giống nhau');
    await page.getByRole('textbox', { name: 'Phương án C' }).fill('Giống nhau');
    await page.getByLabel('Giải thích sau khi trả lời').fill('Giải thích mới gõ.');
    expect(await statusAfter(page, () => page.getByRole('button', { name: /^Lưu bản/ }).click())).toBe(400);
    const summary = page.locator('#error-summary');
    await expect(summary).toContainText('Chưa lưu. Có 2 chỗ cần sửa:');
    await expect(page.getByText('Ô này còn trống. Ghi nội dung tiếng Việt.')).toBeVisible();
    await expect(page.getByText(/trùng/).first()).toBeVisible();
    await expect(page.getByLabel('Câu hỏi', { exact: true })).toHaveValue('');
    await expect(page.getByRole('textbox', { name: 'Phương án A' })).toHaveValue('Giống nhau');
    await expect(page.getByRole('textbox', { name: 'Phương án C' })).toHaveValue('Giống nhau');
    await expect(page.getByLabel('Giải thích sau khi trả lời')).toHaveValue('Giải thích mới gõ.');
    expect(versionOf(server.databasePath)).toBe(before);
  });

  test('a question without a key is refused', async ({ page, server }) => {
    await enter(page.request, PEOPLE.trainer);
    await page.goto(ADDRESS);
    // Several choices: all may be taken back, unlike with one choice.
    await editor(page).getByLabel('Dạng câu').selectOption('multiple');
    await expect(page.getByRole('checkbox', { name: /là đáp án$/ })).toHaveCount(4);
    for (const box of await page.getByRole('checkbox', { name: /là đáp án$/ }).all()) await box.uncheck();
    expect(await statusAfter(page, () => page.getByRole('button', { name: /^Lưu bản/ }).click())).toBe(400);
    await expect(page.locator('#error-summary')).toContainText('Phương án và đáp án');
    await expect(page.locator('#options-error')).toBeVisible();
    await expect(editor(page).getByLabel('Dạng câu')).toHaveValue('multiple');
    expect(versionOf(server.databasePath)).toBe(1);
  });

  test('the second of two who edit at once is told, and loses nothing', async ({ page, browser, server }) => {
    await enter(page.request, PEOPLE.trainer);
    await page.goto(ADDRESS);
    const colleague = await (await browser.newContext({ locale: 'vi-VN', baseURL: server.url })).newPage();
    await enter(colleague.request, PEOPLE.trainer);
    await colleague.goto(ADDRESS);
    await colleague.getByLabel('Câu hỏi', { exact: true }).fill('Câu hỏi do đồng nghiệp sửa trước?');
    await colleague.getByRole('button', { name: /^Lưu bản/ }).click();
    await expect(colleague.getByText('Đã lưu IU01-X-001, bản 2')).toBeVisible();

    await page.getByLabel('Câu hỏi', { exact: true }).fill('Câu hỏi do tôi sửa sau?');
    expect(await statusAfter(page, () => page.getByRole('button', { name: /^Lưu bản/ }).click())).toBe(409);
    await expect(page.locator('#error-summary')).toContainText('Chưa lưu. Câu hỏi đã có bản mới hơn');
    await expect(page.getByLabel('Câu hỏi', { exact: true })).toHaveValue('Câu hỏi do tôi sửa sau?');
    expect(versionOf(server.databasePath)).toBe(2);
    await colleague.context().close();
  });
});

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

const editor = (page: Page) => page.locator('form[method=post]').filter({ hasText: 'bản 1' });

/** Status of the first answer to a post made by an act on the page. */
async function statusAfter(page: Page, act: () => Promise<void>): Promise<number> {
  const [response] = await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === 'POST'),
    act(),
  ]);
  await page.waitForLoadState('load');
  return response.status();
}

/** What a person can see of an answer: status and words; the page also holds a nonce and an address of its own. */
async function bodyOf(page: Page, path: string): Promise<{ status: number; text: string }> {
  const response = await page.goto(path);
  return { status: response?.status() ?? 0, text: await page.locator('body').innerText() };
}

function versionOf(databasePath: string): number {
  return withDatabase(databasePath, (db) =>
    db.prepare("select version from question where code = 'IU01-X-001'").pluck().get(),
  ) as number;
}

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
