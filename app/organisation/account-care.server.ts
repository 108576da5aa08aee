import { setAccountStatus, setPassword } from '~db/queries/access';
import { listGrants } from '~db/queries/grants';
import { listSessionsOf, listSignInEvents, type SignInEventRow } from '~db/queries/sessions';
import { voidOpenCodes } from '~db/queries/access-codes';
import { findAccountPerson, listLeavers } from '~db/queries/accounts';
import { findOpenFactorReset } from '~db/queries/factors';
import { findUnitOfDay } from '~db/queries/organisation';
import { writeTx, type Tx } from '~db/write.server';
import { giveCode, openCodeOf, type GivenCode } from '~/access/access-codes.server';
import { writerOf, type Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { hasFactor } from '~/access/factors.server';
import type { Action } from '~/access/policy';
import type { Role } from '~/access/roles';
import { endSessionsOf, listedSession, type ListedSession } from '~/access/sessions.server';
import type { AccountState, CodePurpose } from '~/access/terms';
import { tell } from '~/notices/notices.server';
import { findReach, reachOf, requireAccount, requireOther, requireReason } from './account-reach.server';

/** One account as those see it who look after it. */
export interface AccountCard {
  username: string;
  /** Null for an account without a person. */
  staffCode: string | null;
  fullName: string | null;
  unitVi: string;
  unitEn: string;
  state: Exclude<AccountState, 'none'>;
  createdAt: number;
  passwordChosenAt: number | null;
  closedAt: number | null;
  closedReason: string | null;
  /** The slip that waits to be used. */
  code: { purpose: CodePurpose; expiresAt: number; isOver: boolean } | null;
  grants: { role: Role; unitVi: string; unitEn: string; validFrom: string; validTo: string }[];
  sessions: ListedSession[];
  events: SignInEventRow[];
  /** What the actor may do with it. */
  may: { reset: boolean; close: boolean; factor: boolean };
  /** A request to take the second factor away waits for somebody's decision. */
  factorResetAsked: boolean;
  isOwn: boolean;
}

/** Sign-ins that are shown. */
const EVENTS = 20;
const CHUNK = 100;

/** An account in the actor's scope. Errors: not_allowed; out_of_scope, the same where there is none; not_found. */
export function getAccount(ctx: Ctx, input: { username: string }): AccountCard {
  const reach = reachOf(ctx, 'account.read');
  const account = requireAccount(ctx, reach, input.username);
  const { today } = reach.scope;
  const person = account.personId === null ? null : findAccountPerson(ctx.db, account.personId, today);
  const unitOf = (unitId: number | null) => {
    const unit = unitId === null ? null : findUnitOfDay(ctx.db, unitId, today);
    return { unitVi: unit?.nameVi ?? '', unitEn: unit?.nameEn ?? '' };
  };
  const isOwn = account.id === ctx.actor.accountId;
  const asked = findOpenFactorReset(ctx.db, account.id) !== null;
  const can = (action: Action) => {
    const care = isOwn ? null : findReach(ctx, action);
    return care !== null && care.covers(account) && !care.isStronger(account);
  };
  return {
    username: account.username,
    staffCode: person?.staffCode ?? null,
    fullName: person?.fullName ?? null,
    ...unitOf(person?.unitId ?? null),
    state: account.status === 'closed' ? 'closed' : account.passwordHash === null ? 'waiting' : 'active',
    createdAt: account.createdAt,
    passwordChosenAt: account.passwordChosenAt,
    closedAt: account.closedAt,
    closedReason: account.closedReason,
    code: openCodeOf(ctx.db, account.id, ctx.now),
    grants: listGrants(ctx.db, account.id).map(({ role, unitId, validFrom, validTo }) => ({
      ...{ role, validFrom, validTo },
      ...unitOf(unitId),
    })),
    sessions: listSessionsOf(ctx.db, account.id, ctx.now).map(listedSession),
    events: listSignInEvents(ctx.db, account.id, EVENTS),
    may: {
      reset: can('account.reset'),
      close: can('account.close'),
      factor: can('factor.reset') && !asked && hasFactor(ctx.db, account.id),
    },
    factorResetAsked: asked,
    isOwn,
  };
}

/**
 * Somebody stands before the officer and has lost the password: it stops working, every session ends, and a code for a
 * new one is answered, good for 24 hours (14 days for an account that was never in use). Answers of a running attempt
 * are stored already; with the new password it goes on. Errors: as getAccount; own_account; stronger_account;
 * closed; invalid_input for the reason.
 */
export function resetAccess(ctx: Ctx, input: { username: string; reason: string }): GivenCode {
  const account = requireOther(ctx, 'account.reset', input.username);
  const reason = requireReason(input.reason);
  if (account.status !== 'active') throw new AppError('closed');
  const isNew = account.passwordHash === null;
  return writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'account reset', (tx) => {
    setPassword(tx.db, { accountId: account.id, passwordHash: null, chosenAt: null });
    const ended = endSessionsOf(tx, account.id, null);
    tx.audit('password_reset', 'account', account.id, { reason, ended });
    tell(tx, { accountId: account.id, kind: 'password_reset' });
    const purpose = isNew ? 'activation' : 'reset';
    return giveCode(tx, { accountId: account.id, purpose, keysPath: ctx.keysPath, now: ctx.now });
  });
}

/** Closes an account: no sign-in, no session, no open code; nothing else about the person changes. Errors: as resetAccess. */
export function closeAccount(ctx: Ctx, input: { username: string; reason: string }): void {
  const account = requireOther(ctx, 'account.close', input.username);
  const reason = requireReason(input.reason);
  if (account.status !== 'active') throw new AppError('closed');
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'account close', (tx) =>
    close(tx, ctx.now, account.id, reason),
  );
}

/** Opens a closed account again, with the password it had. Errors: as resetAccess; conflict for one that is open. */
export function reopenAccount(ctx: Ctx, input: { username: string; reason: string }): void {
  const account = requireOther(ctx, 'account.close', input.username);
  const reason = requireReason(input.reason);
  if (account.status !== 'closed') throw new AppError('conflict');
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'account reopen', (tx) => {
    setAccountStatus(tx.db, { accountId: account.id, status: 'active', closedAt: null, reason: null });
    tx.audit('account_reopened', 'account', account.id, { reason, before: account.closedReason });
  });
}

/** Ends one session of somebody's account, or all. Errors: as getAccount; not_found for a session that is over. */
export function endAccountSessions(
  ctx: Ctx,
  input: { username: string; session: string | 'all' },
): { ended: number } {
  const account = requireOther(ctx, 'session.end', input.username);
  return writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'sessions end', (tx) => {
    const one = input.session === 'all' ? undefined : input.session;
    const ended = endSessionsOf(tx, account.id, null, one);
    if (ended === 0 && one !== undefined) throw new AppError('not_found');
    tx.audit('sessions_ended', 'account', account.id, { ended });
    return { ended };
  });
}

/**
 * Closes the accounts of people whose last post has ended. Done each night; asked again it finds nothing to do, and it
 * opens none again. For the system account. Error: not_allowed.
 */
export function closeLeavers(
  ctx: Ctx,
  input: { today: string; isCancelled?: () => boolean },
): { closed: number } {
  if (!ctx.actor.system) throw new AppError('not_allowed');
  let closed = 0;
  for (;;) {
    const leavers = listLeavers(ctx.db, input.today, CHUNK);
    if (leavers.length === 0 || input.isCancelled?.()) return { closed };
    writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'leavers close', (tx) => {
      for (const { accountId } of leavers) close(tx, ctx.now, accountId, LEFT);
    });
    closed += leavers.length;
  }
}

/** Stands for a reason that the system gives; pages put it into words. */
export const LEFT = 'left';

function close(tx: Tx, now: number, accountId: number, reason: string): void {
  setAccountStatus(tx.db, { accountId, status: 'closed', closedAt: now, reason });
  const ended = endSessionsOf(tx, accountId, null);
  voidOpenCodes(tx.db, accountId, now);
  tx.audit('account_closed', 'account', accountId, { reason, ended });
}
