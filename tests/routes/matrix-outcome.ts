import { readSheet } from 'read-excel-file/node';
import type { Db } from '~db/client.server';
import type { MatrixWorld } from './matrix-world';

/** What came of a request: what the browser would see of it. */
export interface Outcome {
  /** Status, 'sign-in', or 'to /address' for any other redirect. */
  kind: Expected;
  /** Everything that was sent, headers included, as text to look for names in. */
  text: string;
}

/** 200, 403, 404 …; 'sign-in' = redirected to the sign-in page; 'to /address' = redirected elsewhere. */
export type Expected = number | 'sign-in' | `to ${string}`;

/** Calls a loader or an action and puts everything back that it wrote. */
export async function outcomeOf(world: MatrixWorld, work: () => unknown): Promise<Outcome> {
  return undone(world.db, async () => {
    try {
      return await readAnswer(world, await work());
    } catch (thrown) {
      if (thrown instanceof Response) return readAnswer(world, thrown);
      throw thrown;
    }
  });
}

/** Each cell of the table starts from the same database: its writes are savepoints of a transaction rolled back. */
async function undone<T>(db: Db, work: () => Promise<T>): Promise<T> {
  db.sqlite.exec('begin immediate');
  try {
    return await work();
  } finally {
    db.sqlite.exec('rollback');
  }
}

async function readAnswer(world: MatrixWorld, answer: unknown): Promise<Outcome> {
  if (answer instanceof Response) {
    const headers = JSON.stringify([...answer.headers]);
    const location = answer.headers.get('location');
    const text = `${headers}\n${await textOf(answer)}`;
    // A post without a session is kept for after sign-in; a page is come back to.
    if (answer.status === 401 && text.includes('sign_in_required')) return { kind: 'sign-in', text };
    if (location === null) return { kind: answer.status, text };
    return { kind: location.startsWith('/sign-in?to=') ? 'sign-in' : `to ${named(world, location)}`, text };
  }
  const { data, init } = isDataWithInit(answer) ? answer : { data: answer, init: null };
  const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  return { kind: init?.status ?? 200, text: JSON.stringify({ data, headers: init?.headers }, plain) };
}

function isDataWithInit(answer: unknown): answer is { data: unknown; init: ResponseInit | null } {
  return typeof answer === 'object' && answer !== null && 'type' in answer && 'init' in answer;
}

async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.includes('spreadsheetml')) return response.text();
  return JSON.stringify(await readSheet(Buffer.from(await response.arrayBuffer())));
}

/** Attempts have random addresses: they stand in the table under their names in the world. */
function named(world: MatrixWorld, location: string): string {
  const known = Object.entries(world.attempt).find(([, publicId]) => location.includes(publicId));
  if (known) return location.replace(known[1], known[0]);
  return location
    .replace(/^\/attempts\/[\w-]{16}/, '/attempts/new')
    .replace(/^\/grants\/\d+$/, '/grants/new-one');
}
