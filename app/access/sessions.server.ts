import { findAccountById, findAccountByName } from '~db/queries/access';
import { listGrants } from '~db/queries/grants';
import {
  deleteExpiredSessions,
  deleteSession,
  deleteSessionsOf,
  findSession,
  insertSession,
  insertSignInEvent,
  sessionMethod,
  touchSession,
  type StoredSession,
} from '~db/queries/sessions';
import type { Db } from '~db/client.server';
import { writeTx, type Tx } from '~db/write.server';
import { passwordMatches } from './adapters/password';
import { newToken, randomId, tokenHash } from './adapters/tokens';
import { writerOf, type Actor, type Ctx } from './context.server';
import { AppError } from './errors';
import type { Client } from './device';
import { hasFactor, isFactorRequired, spendCode } from './factors.server';
import { openStep, readStep, takeStep } from './steps.server';
import type { Grant } from './policy';
import type { SignInMethod } from './terms';
import { takeTry } from './throttles.server';

const IDLE_MS = 30 * 60 * 1000;
const LIFE_MS = 12 * 60 * 60 * 1000;
const TOUCH_MS = 60 * 1000;

/** What a right password leads to: a session, or the question for the second factor. */
export type SignedIn =
  | { kind: 'done'; token: string; accountId: number }
  /** `step` is the token of the step that waits for the factor. */
  | { kind: 'factor'; step: string; accountId: number };

const FACTOR_MINUTES = 5;

/**
 * Checks name (user name or staff code) and password. Without a second factor it answers a session token for the
 * cookie; with one, a step for finishSignIn, or with `code` given at once the session. `replaces` is the token that the
 * browser had before: its session ends, so that no browser leaves one behind. Errors: too_many with `seconds` to wait,
 * wrong_sign_in with `seconds` until the next try, alike for unknown names; wrong_factor.
 */
export async function signIn(
  ctx: Omit<Ctx, 'actor'>,
  input: { name: string; password: string; client: Client; replaces?: string | null; code?: string },
): Promise<SignedIn> {
  const { db, now } = ctx;
  const { client, replaces = null } = input;
  const tries = takeTry(ctx, input.name, client.network);
  const account = findAccountByName(db, input.name);
  const usable = account?.status === 'active' ? account.passwordHash : null;
  if (!(await passwordMatches(usable, input.password)) || !account) {
    const outcome = account?.status === 'closed' ? 'refused' : 'wrong';
    // For unknown names as well, without the name: what is written must not tell by its time who exists.
    insertSignInEvent(db, {
      at: now,
      accountId: account?.id ?? null,
      method: 'password',
      outcome,
      ...client,
    });
    throw new AppError('wrong_sign_in', { seconds: tries.wrong() });
  }
  tries.right();
  const { id: accountId } = account;
  if (!hasFactor(db, accountId)) {
    const method = 'password' as const;
    return {
      kind: 'done',
      accountId,
      token: enter(ctx, account, { method, isStrong: false, client, replaces }),
    };
  }
  if (input.code === undefined) {
    return { kind: 'factor', accountId, step: askFactor(ctx, accountId) };
  }
  const method = shownFactor(ctx, { accountId, code: input.code, client });
  return {
    kind: 'done',
    accountId,
    token: enter(ctx, account, { method, isStrong: true, client, replaces }),
  };
}

/** Opens the step that waits for an account's second factor; answers its token for finishSignIn. */
export function askFactor({ db, now }: Pick<Ctx, 'db' | 'now'>, accountId: number): string {
  return openStep(db, { purpose: 'second_factor', accountId, data: {}, now, minutes: FACTOR_MINUTES });
}

/**
 * The second half of a sign-in: a code of the app or a recovery code for the step that the password opened. Errors:
 * closed for a step that is over; too_many, wrong_factor.
 */
export function finishSignIn(
  ctx: Omit<Ctx, 'actor'>,
  input: { step: string; code: string; client: Client; replaces?: string | null },
): { token: string; accountId: number } {
  const { db, now } = ctx;
  const ask = { token: input.step, purpose: 'second_factor', now } as const;
  const accountId = readStep(db, ask)?.accountId;
  const account = accountId == null ? null : findAccountById(db, accountId);
  if (!account || account.status !== 'active') throw new AppError('closed');
  const method = shownFactor(ctx, { accountId: account.id, code: input.code, client: input.client });
  if (!takeStep(db, ask)) throw new AppError('closed');
  const { client, replaces = null } = input;
  return { accountId: account.id, token: enter(ctx, account, { method, isStrong: true, client, replaces }) };
}

function shownFactor(
  ctx: Omit<Ctx, 'actor'>,
  { accountId, code, client }: { accountId: number; code: string; client: Client },
) {
  try {
    return spendCode(ctx, { accountId, code, network: client.network });
  } catch (error) {
    const outcome = error instanceof AppError && error.code === 'too_many' ? 'waiting' : 'wrong';
    insertSignInEvent(ctx.db, { at: ctx.now, accountId, method: 'totp', outcome, ...client });
    throw error;
  }
}

/** Opens the session of an account that has proved who it is, in a transaction of its own; answers the token. */
export function enter(
  ctx: Omit<Ctx, 'actor'>,
  account: { id: number; personId: number | null; username: string },
  how: { method: SignInMethod; isStrong: boolean; client: Client; replaces: string | null },
): string {
  const writer = writerOf(actorOf(account, []));
  return writeTx(ctx.db, ctx.now, writer, 'sign-in', (tx) =>
    openSession(tx, { now: ctx.now, accountId: account.id, ...how }),
  );
}

/**
 * Opens a session inside an open transaction, whichever way its owner proved who he is; answers the token for the
 * cookie. The session that the browser had before ends.
 */
export function openSession(
  tx: Tx,
  input: {
    /** The clock's time, by which a session lives; the transaction's own may run ahead of it. */
    now: number;
    accountId: number;
    method: SignInMethod;
    /** Was a second factor shown? */
    isStrong: boolean;
    client: Client;
    replaces: string | null;
  },
): string {
  const { now, accountId, method, isStrong, client } = input;
  const token = newToken();
  deleteExpiredSessions(tx.db, now);
  if (input.replaces) deleteSession(tx.db, tokenHash(input.replaces));
  insertSession(tx.db, {
    hash: tokenHash(token),
    publicId: randomId(),
    ...{ accountId, method, isStrong, ...client },
    now,
    expiresAt: now + LIFE_MS,
  });
  insertSignInEvent(tx.db, { at: tx.at, accountId, method, outcome: 'done', ...client });
  tx.audit('signed_in', 'account', accountId, { method, isStrong });
  return token;
}

function actorOf(account: { id: number; personId: number | null; username: string }, grants: Grant[]): Actor {
  const { id: accountId, personId, username: name } = account;
  return { accountId, personId, name, grants, system: false };
}

/**
 * The actor of a session token, or null when it is unknown, idle for 30 minutes, or older than 12 hours. Where a second
 * factor is required, a session that has shown none carries the rights of a learner only; the others are withheld.
 */
export function actorOfToken(db: Db, token: string, now: number): Actor | null {
  const hash = tokenHash(token);
  const session = findSession(db, hash, now, now - IDLE_MS);
  if (!session) return null;
  // Written at most once a minute: reading a page should rarely wait for a lock.
  const isTouched = now - session.lastSeenAt > TOUCH_MS;
  if (isTouched) touchSession(db, hash, now);
  const grants = listGrants(db, session.accountId);
  const actor = {
    ...actorOf({ ...session, id: session.accountId }, grants),
    signedInAt: session.createdAt,
    sessionEndsAt: Math.min((isTouched ? now : session.lastSeenAt) + IDLE_MS, session.expiresAt),
  };
  const withheld = grants.filter(({ role }) => role !== 'learner');
  if (session.isStrong === 1 || withheld.length === 0 || !isFactorRequired(db)) return actor;
  return { ...actor, grants: grants.filter(({ role }) => role === 'learner'), withheld };
}

/** Keeps a session for another half hour, up to its longest life; answers when it ends, null for one that is over. */
export function renewSession(db: Db, token: string, now: number): number | null {
  const hash = tokenHash(token);
  const session = findSession(db, hash, now, now - IDLE_MS);
  if (!session) return null;
  touchSession(db, hash, now);
  return Math.min(now + IDLE_MS, session.expiresAt);
}

/** Ends one's session; answers how it had been opened. */
export function signOut(ctx: Ctx, token: string): { method: string | null } {
  const method = sessionMethod(ctx.db, tokenHash(token));
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'sign-out', (tx) => {
    deleteSession(ctx.db, tokenHash(token));
    tx.audit('signed_out', 'account', ctx.actor.accountId ?? 0);
  });
  return { method };
}

/** A session as its owner, HR or an operator sees it. */
export interface ListedSession {
  publicId: string;
  method: SignInMethod | null;
  isStrong: boolean;
  device: string;
  network: string;
  createdAt: number;
  lastSeenAt: number;
}

export function listedSession(session: StoredSession): ListedSession {
  const { publicId, method, device, network, createdAt, lastSeenAt } = session;
  return {
    publicId: publicId ?? '',
    method,
    isStrong: session.isStrong === 1,
    device,
    network,
    createdAt,
    lastSeenAt,
  };
}

/**
 * Ends sessions of an account inside an open transaction: all but the one whose token's hash is `except`, or only the
 * one with that public id. Answers how many there were. Answers of a running attempt are stored as they come: none is
 * lost with the session.
 */
export function endSessionsOf(tx: Tx, accountId: number, except: string | null, publicId?: string): number {
  return deleteSessionsOf(tx.db, accountId, { except, publicId: publicId ?? null });
}
