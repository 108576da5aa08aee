import {
  accountExists,
  deleteExpiredSessions,
  deleteSession,
  deleteSessionsOf,
  findAccountByName,
  findSession,
  insertSession,
  listGrants,
  touchSession,
} from '~db/queries/access';
import type { Db } from '~db/client.server';
import { writeTx } from '~db/write.server';
import { dateOf } from '~/office/dates';
import { passwordMatches } from './adapters/password';
import { newToken, tokenHash } from './adapters/tokens';
import { writerOf, type Actor, type Ctx } from './context.server';
import { AppError } from './errors';
import { may } from './policy';
import { networkOf } from './throttle';
import { countWrongTry, forgetWrongTries, requireNoWait } from './throttles.server';

const IDLE_MS = 30 * 60 * 1000;
const LIFE_MS = 12 * 60 * 60 * 1000;
const TOUCH_MS = 60 * 1000;

/**
 * Checks name (user name or staff code) and password; answers a session token for the cookie. `replaces` is the token
 * that the browser had before: its session ends, so that no browser leaves one behind.
 * Errors: too_many with `seconds` to wait, wrong_sign_in with `seconds` until the next try; alike for unknown names.
 */
export async function signIn(
  ctx: Omit<Ctx, 'actor'>,
  input: { name: string; password: string; address: string; replaces?: string | null },
): Promise<{ token: string; accountId: number }> {
  const nameKey = `name:${input.name.trim().toLowerCase()}`;
  const addressKey = `address:${networkOf(input.address)}`;
  const wait = takeTry(ctx, nameKey, addressKey);
  const account = findAccountByName(ctx.db, input.name);
  const usable = account?.status === 'active' ? account.passwordHash : null;
  if (!(await passwordMatches(usable, input.password)) || !account) {
    const seconds = Math.max(wait, countWrongTry(ctx.db, ctx.now, [addressKey]));
    throw new AppError('wrong_sign_in', { seconds });
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
    forgetWrongTries(ctx.db, [nameKey, addressKey]);
    deleteExpiredSessions(ctx.db, ctx.now);
    if (input.replaces) deleteSession(ctx.db, tokenHash(input.replaces));
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

/**
 * A try of a name counts before the password is compared: of many sent at once, only the free ones are compared at all.
 * An address is counted afterwards, because a whole agency behind one address may well sign in at the same moment.
 */
function takeTry({ db, now }: Omit<Ctx, 'actor'>, nameKey: string, addressKey: string): number {
  return db.sqlite
    .transaction(() => {
      requireNoWait(db, now, [nameKey, addressKey]);
      return countWrongTry(db, now, [nameKey]);
    })
    .immediate();
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

/**
 * Ends every session of an account, wherever it is signed in: one's own, or as an operator anybody's. Answers how many
 * there were. Errors: not_allowed; not_found for an operator.
 */
export function endSessions(ctx: Ctx, input: { accountId: number }): { ended: number } {
  const { accountId } = input;
  const { actor, db } = ctx;
  const isOwn = actor.accountId !== null && actor.accountId === accountId;
  if (!isOwn && !actor.system && !may(actor.grants, 'session.end', dateOf(ctx.now))) {
    throw new AppError('not_allowed');
  }
  if (!accountExists(db, accountId)) throw new AppError('not_found', { account: accountId });
  return writeTx(db, ctx.now, writerOf(actor), 'sessions end', (tx) => {
    const ended = deleteSessionsOf(db, accountId);
    tx.audit('sessions_ended', 'account', accountId, { ended });
    return { ended };
  });
}
