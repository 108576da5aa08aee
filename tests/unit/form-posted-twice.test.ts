import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { seededProvince, signInOver, startBuiltServer, type StartedServer } from '../running-server';

/** The ways in which people post a form twice, in the words of the case; a folder of cases may hold the list. */
const CASES = [
  'double click (2 requests 80 ms apart)',
  'reload of the result page and "send again"',
  'back button, then send the same form again',
  'same key, other data',
  'network error after the server stored it, then retry',
] as const;
const FILE = join(process.env.THAO_CASES ?? '', 'faults/63-form-posted-twice/requests.json');

let province: ReturnType<typeof seededProvince>;
let server: StartedServer;
let cookie: string;

beforeAll(async () => {
  province = seededProvince();
  server = await startBuiltServer(province.copy(), { WEB_WORKERS: '2' });
  // HR of the whole province.
  cookie = await signInOver(server, 'LG-000873');
}, 120_000);
afterAll(async () => {
  await server?.stop();
  province.remove();
});

interface Form {
  staffCode: string;
  key: string;
}
/** Forms of the page as a browser has them in front of it; each test takes people of its own. */
let forms: Form[];
beforeEach(async () => {
  const page = await (await fetch(`${server.url}/confirmations`, { headers: { cookie } })).text();
  forms = [
    ...page.matchAll(/name="staffCode" value="([^"]+)"\/?><input type="hidden" name="key" value="([^"]+)"/g),
  ].map(([, staffCode = '', key = '']) => ({ staffCode, key }));
  expect(forms.length).toBeGreaterThan(1);
});

const send = (form: Form, signal?: AbortSignal) =>
  fetch(`${server.url}/confirmations?index`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, Origin: server.url },
    body: new URLSearchParams({ ...form }),
    ...(signal ? { signal } : {}),
  });

/** Numbers of the register that a person has from today on. */
function numbersOf(staffCode: string): unknown[] {
  const db = new Database(server.databasePath, { readonly: true });
  const found = db
    .prepare(
      `select c.number from confirmation c join person p on p.id = c.person_id join tx on tx.id = c.tx_id
       where p.staff_code = ? and tx.command = 'confirmation issue' and tx.actor_name <> 'seed'`,
    )
    .pluck()
    .all(staffCode);
  db.close();
  return found;
}
const flashOf = (response: Response) =>
  decodeURIComponent(response.headers.getSetCookie().find((line) => line.startsWith('thao_flash')) ?? '');

it('knows every way that is listed', () => {
  if (existsSync(FILE)) {
    const { cases } = JSON.parse(readFileSync(FILE, 'utf8')) as { cases: string[] };
    expect(cases).toEqual(CASES);
  }
});

it.each([0, 1, 2])('%s: one confirmation, and the second answer is the first one’s', async (which) => {
  const [form] = forms;
  if (!form) throw new Error('nobody is due');
  const first = which === 0 ? null : await send(form);
  const [one, two] = first
    ? [first, await send(form)]
    : await Promise.all([send(form), later(80).then(() => send(form))]);
  expect([one.status, two.status, two.headers.get('location')]).toEqual([302, 302, '/confirmations']);
  expect(flashOf(two)).toBe(flashOf(one));
  expect(numbersOf(form.staffCode)).toHaveLength(1);
});

it('a form sent ten times in the same moment makes one', async () => {
  const [form] = forms;
  if (!form) throw new Error('nobody is due');
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(form)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([302]));
  expect(new Set(answers.map(flashOf)).size).toBe(1);
  expect(numbersOf(form.staffCode)).toHaveLength(1);
});

it('same key, other data: refused, and nothing is made', async () => {
  const [form, other] = forms;
  if (!form || !other) throw new Error('nobody is due');
  expect((await send(form)).status).toBe(302);
  const refused = await send({ ...other, key: form.key });
  expect([refused.status, await refused.text()]).toEqual([
    409,
    expect.stringContaining('Biểu mẫu này đã được gửi với nội dung khác') as string,
  ]);
  expect(numbersOf(other.staffCode)).toEqual([]);
});

it('network error after the server stored it, then retry: the retry gets the answer that was lost', async () => {
  const [form] = forms;
  if (!form) throw new Error('nobody is due');
  const lost = new AbortController();
  const sending = send(form, lost.signal).catch(() => null);
  while (numbersOf(form.staffCode).length === 0) await later(5);
  lost.abort();
  await sending;
  const retry = await send(form);
  expect([retry.status, flashOf(retry)]).toEqual([
    302,
    expect.stringContaining('confirmation_issued') as string,
  ]);
  expect(numbersOf(form.staffCode)).toHaveLength(1);
});

it('a form without its key is refused', async () => {
  const [form] = forms;
  expect((await send({ staffCode: form?.staffCode ?? '', key: '' })).status).toBe(400);
  expect(numbersOf(form?.staffCode ?? '')).toEqual([]);
});

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
