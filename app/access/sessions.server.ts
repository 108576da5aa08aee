import {
  deleteExpiredSessions,
  deleteSession,
  findAccountByName,
  findSession,
  insertSession,
  listGrants,
  touchSession,
} from '~db/queries/access';
import type { Db } from '~db/client.server';
import { writeTx } from '~db/write.server';
import { passwordMatches } from './adapters/password';
import { newToken, tokenHash } from './adapters/tokens';
import { writerOf, type Actor, type Ctx } from './context.server';
import { AppError } from './errors';
import { countWrongTry, forgetWrongTries, requireNoWait } from './throttles.server';

const IDLE_MS = 30 * 60 * 1000;
const LIFE_MS = 12 * 60 * 60 * 1000;
const TOUCH_MS = 60 * 1000;

/**
 * Checks name (user name or staff code) and password; answers a session token for the cookie.
 * Errors: too_many with `seconds` to wait, wrong_sign_in with `seconds` until the next try; alike for unknown names.
 */
export async function signIn(
  ctx: Omit<Ctx, 'actor'>,
  input: { name: string; password: string; address: string },
): Promise<{ token: string; accountId: number }> {
  const keys = [`name:${input.name.trim().toLowerCase()}`, `address:${input.address}`];
  requireNoWait(ctx.db, ctx.now, keys);
  const account = findAccountByName(ctx.db, input.name);
  const usable = account?.status === 'active' ? account.passwordHash : null;
  if (!(await passwordMatches(usable, input.password)) || !account) {
    throw new AppError('wrong_sign_in', { seconds: countWrongTry(ctx.db, ctx.now, keys) });
  }
  const token = newToken();
  const actor: Actor = {
    accountId: account.id,
    personId: account.personId,
    name: account.username,
    grants: [],
    system: false,
  };
  writeTx(ctx.db, ctx.now, writerOf(actor), 'sign-in', (tx) => {
    forgetWrongTries(ctx.db, keys);
    deleteExpiredSessions(ctx.db, ctx.now);
    insertSession(ctx.db, {
      hash: tokenHash(token),
      accountId: account.id,
      now: ctx.now,
      expiresAt: ctx.now + LIFE_MS,
    });
    tx.audit('signed_in', 'account', account.id);
  });
  return { token, accountId: account.id };
}

/** The actor of a session token, or null when it is unknown, idle for 30 minutes, or older than 12 hours. */
export function actorOfToken(db: Db, token: string, now: number): Actor | null {
  const hash = tokenHash(token);
  const session = findSession(db, hash, now, now - IDLE_MS);
  if (!session) return null;
  // Written at most once a minute: reading a page should rarely wait for a lock.
  if (now - session.lastSeenAt > TOUCH_MS) touchSession(db, hash, now);
  return {
    accountId: session.accountId,
    personId: session.personId,
    name: session.username,
    grants: listGrants(db, session.accountId),
    system: false,
  };
}

export function signOut(ctx: Ctx, token: string): void {
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'sign-out', (tx) => {
    deleteSession(ctx.db, tokenHash(token));
    tx.audit('signed_out', 'account', ctx.actor.accountId ?? 0);
  });
}
