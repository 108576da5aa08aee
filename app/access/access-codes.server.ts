import { randomBytes } from 'node:crypto';
import { findOpenCode, insertCode, listCodes, voidOpenCodes } from '~db/queries/access-codes';
import type { Db } from '~db/client.server';
import type { Tx } from '~db/write.server';
import { keyedHash } from './adapters/sealing';
import { loadKeyring, loadSecret } from './keys.server';
import { readableCode, readCode } from './readable-code';
import type { CodePurpose } from './terms';

/** Signs of a code: 40 random bits, tried through the brake of sign-in, of use for days only. */
export const CODE_LENGTH = 8;

const HOUR_MS = 3_600_000;
const LIFE_MS: Record<CodePurpose, number> = { activation: 14 * 24 * HOUR_MS, reset: 24 * HOUR_MS };

/** Codes that are looked at when somebody types one: who holds an older slip is told that it is over. */
const REMEMBERED = 5;

export interface GivenCode {
  /** In plain, for the paper. Kept nowhere. */
  code: string;
  /** UTC milliseconds. */
  expiresAt: number;
}

/** Makes a code inside an open transaction; the one before it is void. `now` is the clock's time. */
export function giveCode(
  tx: Tx,
  input: { accountId: number; purpose: CodePurpose; keysPath: string; now: number; reason?: string },
): GivenCode {
  const { accountId, purpose, keysPath, now, reason } = input;
  const code = readableCode(randomBytes(CODE_LENGTH));
  const expiresAt = now + LIFE_MS[purpose];
  const voided = voidOpenCodes(tx.db, accountId, now);
  const codeHash = hashOf(loadSecret(keysPath, 'lookup-key'), accountId, code);
  insertCode(tx.db, { accountId, purpose, codeHash, createdAt: now, expiresAt, txId: tx.id });
  tx.audit('code_given', 'account', accountId, { purpose, expiresAt, voided, ...(reason ? { reason } : {}) });
  return { code, expiresAt };
}

export type CodeVerdict =
  | { kind: 'open'; id: number; purpose: CodePurpose }
  /** Only whoever holds the slip learns this. */
  | { kind: 'over'; why: 'used' | 'expired' | 'voided' }
  | { kind: 'wrong' };

/** What a typed code is worth for an account at `now`. */
export function judgeCode(
  db: Db,
  input: { accountId: number; typed: string; keysPath: string; now: number },
): CodeVerdict {
  const { accountId, typed, keysPath, now } = input;
  const code = readCode(typed, CODE_LENGTH);
  if (code === null) return { kind: 'wrong' };
  // A slip from before the lookup key was rotated has its hash under the earlier one.
  const hashes = loadKeyring(keysPath, 'lookup-key').map((key) => hashOf(key, accountId, code));
  const found = listCodes(db, accountId, REMEMBERED).find(({ codeHash }) => hashes.includes(codeHash));
  if (!found) return { kind: 'wrong' };
  if (found.usedAt !== null) return { kind: 'over', why: 'used' };
  if (found.voidedAt !== null) return { kind: 'over', why: 'voided' };
  // A clock that went back does not make a code last longer than it was made for.
  if (now >= found.expiresAt || now < found.createdAt - HOUR_MS) return { kind: 'over', why: 'expired' };
  return { kind: 'open', id: found.id, purpose: found.purpose };
}

/** The code that waits to be used, without the code. */
export function openCodeOf(db: Db, accountId: number, now: number) {
  const open = findOpenCode(db, accountId);
  return open && { purpose: open.purpose, expiresAt: open.expiresAt, isOver: now >= open.expiresAt };
}

function hashOf(key: Buffer, accountId: number, code: string): string {
  return keyedHash(key, `access-code:${accountId}`, code);
}
