import type { APIRequestContext } from '@playwright/test';
import Database from 'better-sqlite3';
import { PASSWORD } from './fixtures';

/*
 * A candidate without a browser, for tests that need an attempt in some state before they open a page; and what no
 * browser may know, read from the database.
 */

export interface DrawnQuestion {
  position: number;
  type: string;
  skill: string;
  /** [token, option id] in the order shown. */
  options: [string, string][];
  body: {
    stem: { vi: string; en: string };
    options: { id: string; text: { vi: string; en: string }; right: boolean }[];
    explanation: { vi: string; en: string };
  };
}

/** Runs with a second connection to the server's database, which is closed again at once. */
export function withDatabase<T>(databasePath: string, work: (db: Database.Database) => T): T {
  const db = new Database(databasePath);
  db.pragma('busy_timeout = 5000');
  try {
    return work(db);
  } finally {
    db.close();
  }
}

export function drawnQuestions(databasePath: string, publicId: string): DrawnQuestion[] {
  const items = withDatabase(databasePath, (db) =>
    db
      .prepare(
        `select i.position, i.options, v.type, v.skill, v.body from attempt_item i join attempt a on a.id = i.attempt_id
         join question_version v on v.id = i.question_version_id where a.public_id = ? order by i.position`,
      )
      .all(publicId),
  ) as { position: number; options: string; type: string; skill: string; body: string }[];
  return items.map(({ position, type, skill, options, body }) => ({
    position,
    type,
    skill,
    options: JSON.parse(options) as DrawnQuestion['options'],
    body: JSON.parse(body) as DrawnQuestion['body'],
  }));
}

export function rightTokens({ options, body }: DrawnQuestion): string[] {
  const right = body.options.filter((option) => option.right).map(({ id }) => id);
  return options.filter(([, id]) => right.includes(id)).map(([token]) => token);
}

/** A choice that gives no mark. */
export function wrongTokens(question: DrawnQuestion): string[] {
  const right = rightTokens(question);
  return question.options.flatMap(([token]) => (right.includes(token) ? [] : [token])).slice(0, 1);
}

/** Signs in by the form's own post; the session's cookie lands in the jar of the request's context. */
export async function enter(request: APIRequestContext, name: string, url = ''): Promise<void> {
  const form = { name, password: PASSWORD, to: '/' };
  const response = await request.post(`${url}/sign-in`, { form, maxRedirects: 0 });
  if (response.status() !== 302) throw new Error(`sign-in of ${name} answered ${response.status()}`);
}

/** Starts the exam as its page does; answers the attempt's public id. */
export async function startExam(request: APIRequestContext, code = 'IU01'): Promise<string> {
  const page = await (await request.get(`/exams/${code}`)).text();
  const key = /name="key" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const response = await request.post(`/exams/${code}`, { form: { key }, maxRedirects: 0 });
  const found = /^\/attempts\/([\w-]{16})$/.exec(response.headers().location ?? '');
  if (!found?.[1]) throw new Error(`starting ${code} answered ${response.status()}`);
  return found[1];
}

export interface GivenAnswer {
  position: number;
  answer: string[] | null;
  flagged?: boolean;
}

/** Saves answers in the epoch there is, going on with its numbers. */
export async function saveAnswers(
  request: APIRequestContext,
  databasePath: string,
  publicId: string,
  answers: GivenAnswer[],
): Promise<void> {
  const { epoch, sequence } = withDatabase(databasePath, (db) =>
    db.prepare('select epoch, last_sequence as sequence from attempt where public_id = ?').get(publicId),
  ) as { epoch: number; sequence: number };
  const events = answers.map(({ position, answer, flagged = false }, index) => ({
    sequence: sequence + index + 1,
    position,
    answer,
    flagged,
  }));
  const response = await request.post(`/attempts/${publicId}/answers`, { data: { epoch, events } });
  if (!response.ok()) throw new Error(`saving answered ${response.status()}: ${await response.text()}`);
}

/** An attempt from start to result: the first `right` questions right, the others wrong. */
export async function sitExam(
  request: APIRequestContext,
  databasePath: string,
  right: number,
): Promise<string> {
  const publicId = await startExam(request);
  const answers = drawnQuestions(databasePath, publicId).map((question) => ({
    position: question.position,
    answer: question.position <= right ? rightTokens(question) : wrongTokens(question),
  }));
  await saveAnswers(request, databasePath, publicId, answers);
  await submitExam(request, publicId);
  return publicId;
}

export async function submitExam(request: APIRequestContext, publicId: string): Promise<void> {
  const response = await request.post(`/attempts/${publicId}/submit`, { maxRedirects: 0 });
  if (response.headers().location !== `/attempts/${publicId}/result`)
    throw new Error(`submitting answered ${response.status()}`);
}

/** The newest attempt of a person, by staff code; null where there is none. */
export function newestAttempt(
  databasePath: string,
  staffCode: string,
): { publicId: string; state: string } | null {
  return withDatabase(
    databasePath,
    (db) =>
      (db
        .prepare(
          `select a.public_id as publicId, a.state from attempt a join person p on p.id = a.person_id
           where p.staff_code = ? order by a.id desc limit 1`,
        )
        .get(staffCode) as { publicId: string; state: string } | undefined) ?? null,
  );
}
