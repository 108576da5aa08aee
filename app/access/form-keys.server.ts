import { findFormKey, insertFormKey } from '~db/queries/form-keys';
import type { Db } from '~db/client.server';
import type { Tx } from '~db/write.server';
import { tokenHash } from './adapters/tokens';
import { AppError } from './errors';

/**
 * A form that makes something carries a key that was made when the form was drawn. Posting it again (a double click,
 * "back" and send, a retry after the line broke) answers with what the first post made.
 */
export interface PostedForm {
  /** Whose form; whoever acts without an account (the command line) has no keys, and `once` simply does the work. */
  accountId: number | null;
  /** What the form makes, e.g. "confirmation.issue": keys of different forms never meet. */
  form: string;
  key: string;
  /** Everything that was posted and decides the result; JSON. */
  data: unknown;
}

interface Stored {
  fingerprint: string;
  result: unknown;
}

/** What a form field may carry as a key: random, or random with the name of the row that the form stands in. */
const KEY = /^[\w.-]{16,120}$/;

/** The key that was posted. Error: invalid_input where there is none, which no form of ours sends. */
export function readFormKey(posted: unknown): string {
  if (typeof posted !== 'string' || !KEY.test(posted)) throw new AppError('invalid_input', { field: 'key' });
  return posted;
}

/**
 * The result that the same form was answered with before, or null. Error: key_used where the key came with other data:
 * then somebody changed the form after sending it, and neither answer would be the right one.
 */
export function answeredBefore<T>(db: Db, posted: PostedForm): { result: T } | null {
  if (posted.accountId === null) return null;
  const text = findFormKey(db, posted.accountId, storedKey(posted));
  if (text === null) return null;
  const stored = JSON.parse(text) as Stored;
  if (stored.fingerprint !== fingerprintOf(posted)) throw new AppError('key_used');
  return { result: stored.result as T };
}

/** Remembers what a form was answered with; `at` is UTC milliseconds. The result must survive JSON. */
export function rememberAnswer(db: Db, posted: PostedForm, result: unknown, at: number): void {
  if (posted.accountId === null) return;
  const stored: Stored = { fingerprint: fingerprintOf(posted), result };
  insertFormKey(db, posted.accountId, storedKey(posted), JSON.stringify(stored), at);
}

/**
 * Does the work once for a form's key, inside an open write transaction: of two posts at the same moment the second
 * waits for the lock and gets the first one's result. The result must survive JSON. Errors: key_used; those of the work,
 * which then leaves the key free.
 */
export function once<T>(tx: Tx, posted: PostedForm, work: () => T): T {
  const before = answeredBefore<T>(tx.db, posted);
  if (before) return before.result;
  const result = work();
  rememberAnswer(tx.db, posted, result, tx.at);
  return result;
}

const storedKey = ({ form, key }: PostedForm) => `${form}:${key}`;
const fingerprintOf = ({ data }: PostedForm) => tokenHash(JSON.stringify(data));
