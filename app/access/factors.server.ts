import { randomBytes } from 'node:crypto';
import {
  confirmTotp as storeConfirmed,
  countRecoveryCodes,
  deletePasskeys,
  deleteRecoveryCodes,
  deleteTotp,
  findTotp,
  insertRecoveryCodes,
  listPasskeys,
  putTotp,
  setSessionStrong,
  spendRecoveryCode,
  spendTotpStep,
} from '~db/queries/factors';
import { getSettingText } from '~db/queries/trail';
import type { Db } from '~db/client.server';
import { writeTx, type Tx } from '~db/write.server';
import { keyedHash, seal, unseal } from './adapters/sealing';
import { newToken, tokenHash } from './adapters/tokens';
import { newTotpSecret, totpStep, totpUri } from './adapters/totp';
import { writerOf, type Ctx } from './context.server';
import { AppError } from './errors';
import { loadKeyring, loadSecret } from './keys.server';
import { requireAccountId, requirePassword, type TypedPassword } from './own-password.server';
import { readableCode, readCode } from './readable-code';
import { countWrongTry, forgetWrongTries, requireNoWait } from './throttles.server';
import type { SignInMethod } from './terms';

declare module './context.server' {
  interface Ports {
    /** Tells an account in its notices what was done to it. */
    accountTold: (tx: Tx, input: { accountId: number; kind: 'factor_changed' }) => void;
  }
}

const RECOVERY = { count: 10, length: 10 };
/** A secret that nobody confirmed within this time is asked for again. */
const PENDING_MS = 15 * 60_000;

/** Is a second factor asked of everybody who holds more than the role of a learner? */
export function isFactorRequired(db: Db): boolean {
  return getSettingText(db, 'secondFactor') !== '"off"';
}

export interface FactorState {
  totp: boolean;
  passkeys: { id: number; label: string; createdAt: number; lastUsedAt: number | null }[];
  recoveryLeft: number;
}

export function factorsOf(db: Db, accountId: number): FactorState {
  return {
    totp: findTotp(db, accountId)?.confirmedAt != null,
    passkeys: listPasskeys(db, accountId).map(({ id, label, createdAt, lastUsedAt }) => ({
      ...{ id, label, createdAt, lastUsedAt },
    })),
    recoveryLeft: countRecoveryCodes(db, accountId),
  };
}

export function hasFactor(db: Db, accountId: number): boolean {
  return findTotp(db, accountId)?.confirmedAt != null || listPasskeys(db, accountId).length > 0;
}

/** The two keys that wrong codes are counted by: the account, and the network that they come from. */
const keysOf = (accountId: number, network: string) => [`factor:${accountId}`, `address:${network}`];

/**
 * Checks a code of the app, or a recovery code; each counts once, and a wrong try counts in the same transaction. Answers
 * which it was. Errors: too_many and wrong_factor, both with `seconds`.
 */
export function spendCode(
  ctx: Pick<Ctx, 'db' | 'now' | 'keysPath'>,
  input: { accountId: number; code: string; network: string },
): Extract<SignInMethod, 'totp' | 'recovery'> {
  const { db, now, keysPath } = ctx;
  const keys = keysOf(input.accountId, input.network);
  const outcome = db.sqlite
    .transaction(() => {
      requireNoWait(db, now, keys);
      const method = codeMethod(ctx, input.accountId, input.code, keysPath);
      if (method === null) return countWrongTry(db, now, keys);
      forgetWrongTries(db, keys);
      return method;
    })
    .immediate();
  if (typeof outcome === 'number') throw new AppError('wrong_factor', { seconds: outcome });
  return outcome;
}

function codeMethod({ db, now }: Pick<Ctx, 'db' | 'now'>, accountId: number, code: string, keysPath: string) {
  const totp = findTotp(db, accountId);
  if (totp?.confirmedAt != null) {
    const step = totpStep(openSecret(keysPath, accountId, totp.sealed), code, now);
    if (step !== null && spendTotpStep(db, accountId, step)) return 'totp' as const;
  }
  const recovery = readCode(code, RECOVERY.length);
  // A code made before the lookup key was rotated has its hash under the earlier one.
  const keys = recovery ? loadKeyring(keysPath, 'lookup-key') : [];
  const isSpent = keys.some((key) =>
    spendRecoveryCode(db, accountId, recoveryHash(key, accountId, recovery ?? ''), now),
  );
  return isSpent ? ('recovery' as const) : null;
}

export interface PendingTotp {
  /** base32, to be typed where no camera reads the QR code. */
  secret: string;
  /** What the QR code holds. */
  uri: string;
}

/**
 * Begins to set up an authenticator app; the secret counts once confirmTotp has seen a code of it. Errors: as
 * requirePassword; conflict for an account that has one.
 */
export async function startTotp(ctx: Ctx, password: TypedPassword): Promise<void> {
  await requirePassword(ctx, password);
  const accountId = requireAccountId(ctx);
  if (findTotp(ctx.db, accountId)?.confirmedAt != null) throw new AppError('conflict');
  const key = loadSecret(ctx.keysPath, 'data-key');
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'factor begin', (tx) => {
    putTotp(tx.db, accountId, seal(key, `totp:${accountId}`, newTotpSecret()), ctx.now);
    tx.audit('factor_begun', 'account', accountId, { kind: 'totp' });
  });
}

/** The secret that waits for its first code; null where there is none, or it has waited too long. */
export function pendingTotp(ctx: Ctx, input: { issuer: string }): PendingTotp | null {
  const accountId = requireAccountId(ctx);
  const totp = findTotp(ctx.db, accountId);
  if (!totp || totp.confirmedAt !== null || ctx.now - totp.createdAt > PENDING_MS) return null;
  const secret = openSecret(ctx.keysPath, accountId, totp.sealed);
  return { secret, uri: totpUri(secret, input.issuer, ctx.actor.name) };
}

/**
 * The first code of the app: from now on it is asked for at sign-in, and this session counts as strong. Answers ten
 * recovery codes, shown once, and the session's new token. Errors: not_found for nothing pending; wrong_factor.
 */
export function confirmTotp(
  ctx: Ctx,
  input: { code: string; token: string },
): { recoveryCodes: string[]; token: string } {
  const accountId = requireAccountId(ctx);
  const pending = pendingTotp(ctx, { issuer: '' });
  if (!pending) throw new AppError('not_found');
  const step = totpStep(pending.secret, input.code, ctx.now);
  if (step === null) throw new AppError('wrong_factor', { seconds: 0 });
  return writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'factor confirm', (tx) => {
    storeConfirmed(tx.db, accountId, ctx.now, step);
    const token = strengthen(tx, input.token);
    tx.audit('factor_added', 'account', accountId, { kind: 'totp' });
    ctx.ports.accountTold(tx, { accountId, kind: 'factor_changed' });
    return { recoveryCodes: renewRecovery(tx, ctx, accountId), token };
  });
}

/** Shows a code in a session that was opened without one; answers its new token. Errors: as spendCode. */
export function raiseSession(
  ctx: Ctx,
  input: { code: string; token: string; network: string },
): { token: string } {
  const accountId = requireAccountId(ctx);
  const method = spendCode(ctx, { accountId, code: input.code, network: input.network });
  return writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'factor shown', (tx) => {
    const token = strengthen(tx, input.token);
    tx.audit('factor_shown', 'account', accountId, { kind: method });
    return { token };
  });
}

/** A session that may do more goes on under a new token: one that leaked before is worth nothing. Answers the new one. */
export function strengthen(tx: Tx, token: string): string {
  const next = newToken();
  setSessionStrong(tx.db, tokenHash(token), tokenHash(next));
  return next;
}

/** Takes the app away. Errors: as requirePassword; last_factor where a role needs one and no passkey is left. */
export async function removeTotp(ctx: Ctx, password: TypedPassword): Promise<void> {
  await requirePassword(ctx, password);
  const accountId = requireAccountId(ctx);
  requireNotLast(ctx, accountId, { without: 'totp' });
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'factor remove', (tx) => {
    deleteTotp(tx.db, accountId);
    if (listPasskeys(tx.db, accountId).length === 0) deleteRecoveryCodes(tx.db, accountId);
    tx.audit('factor_removed', 'account', accountId, { kind: 'totp' });
    ctx.ports.accountTold(tx, { accountId, kind: 'factor_changed' });
  });
}

/** Ten new recovery codes; the old ones are void. Errors: as requirePassword; not_found without a factor. */
export async function newRecoveryCodes(
  ctx: Ctx,
  password: TypedPassword,
): Promise<{ recoveryCodes: string[] }> {
  await requirePassword(ctx, password);
  const accountId = requireAccountId(ctx);
  if (!hasFactor(ctx.db, accountId)) throw new AppError('not_found');
  return writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'recovery codes', (tx) => {
    tx.audit('recovery_codes_made', 'account', accountId);
    return { recoveryCodes: renewRecovery(tx, ctx, accountId) };
  });
}

/** Takes every factor of an account away, inside the transaction of whoever decided so. */
export function removeAllFactors(tx: Tx, accountId: number): void {
  deleteTotp(tx.db, accountId);
  deletePasskeys(tx.db, accountId);
  deleteRecoveryCodes(tx.db, accountId);
}

/** Error: last_factor where a role needs a factor and nothing would be left without this one. */
export function requireNotLast(
  ctx: Ctx,
  accountId: number,
  { without }: { without: 'totp' | 'passkey' },
): void {
  if (!isFactorRequired(ctx.db)) return;
  const held = [...ctx.actor.grants, ...(ctx.actor.withheld ?? [])];
  if (held.every(({ role }) => role === 'learner')) return;
  const { totp, passkeys } = factorsOf(ctx.db, accountId);
  const left = without === 'totp' ? passkeys.length : passkeys.length - 1 + (totp ? 1 : 0);
  if (left < 1) throw new AppError('last_factor');
}

/** Ten recovery codes in the place of those that an account had. */
export function renewRecovery(tx: Tx, ctx: Pick<Ctx, 'keysPath' | 'now'>, accountId: number): string[] {
  const codes = Array.from({ length: RECOVERY.count }, () => readableCode(randomBytes(RECOVERY.length)));
  deleteRecoveryCodes(tx.db, accountId);
  const key = loadSecret(ctx.keysPath, 'lookup-key');
  const hashes = codes.map((code) => recoveryHash(key, accountId, code));
  insertRecoveryCodes(tx.db, accountId, hashes, ctx.now);
  return codes;
}

const openSecret = (keysPath: string, accountId: number, sealed: string) =>
  unseal(loadKeyring(keysPath, 'data-key'), `totp:${accountId}`, sealed);
const recoveryHash = (key: Buffer, accountId: number, code: string) =>
  keyedHash(key, `recovery:${accountId}`, code);
