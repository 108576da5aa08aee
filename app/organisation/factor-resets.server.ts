import { findAccountById } from '~db/queries/access';
import { findAccountPerson } from '~db/queries/accounts';
import {
  decideFactorReset,
  findFactorReset,
  findOpenFactorReset,
  insertFactorReset,
  listFactorResets,
} from '~db/queries/factors';
import { writeTx } from '~db/write.server';
import { writerOf, type Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { hasFactor, removeAllFactors } from '~/access/factors.server';
import { requireAccountId } from '~/access/own-password.server';
import { endSessionsOf } from '~/access/sessions.server';
import { tell } from '~/notices/notices.server';
import { reachOf, requireOther, requireReason } from './account-reach.server';

/** Requests that are read for the list. */
const READ = 500;

export interface FactorReset {
  id: number;
  username: string;
  /** Null for an account without a person. */
  fullName: string | null;
  requestedByName: string;
  requestedAt: number;
  reason: string;
  decidedByName: string | null;
  decidedAt: number | null;
  decision: 'approved' | 'refused' | null;
  /** May the actor decide it? Not whoever asked, and not the owner. */
  mayDecide: boolean;
}

/**
 * Asks that somebody's second factor be taken away, because it is lost. Errors: as requireOther; invalid_input for the
 * reason; not_found without a factor; conflict while another request waits.
 */
export function askFactorReset(ctx: Ctx, input: { username: string; reason: string }): void {
  const requestedBy = requireAccountId(ctx);
  const account = requireOther(ctx, 'factor.reset', input.username);
  const reason = requireReason(input.reason);
  if (!hasFactor(ctx.db, account.id)) throw new AppError('not_found');
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'factor reset ask', (tx) => {
    if (findOpenFactorReset(tx.db, account.id)) throw new AppError('conflict');
    const id = insertFactorReset(tx.db, { accountId: account.id, requestedBy, requestedAt: ctx.now, reason });
    tx.audit('factor_reset_asked', 'account', account.id, { id, reason });
  });
}

/** Requests about accounts in the actor's scope, those that wait first. Error: not_allowed. */
export function listResets(ctx: Ctx): FactorReset[] {
  const reach = reachOf(ctx, 'factor.reset');
  const { today } = reach.scope;
  return listFactorResets(ctx.db, READ)
    .map((reset) => ({ reset, account: findAccountById(ctx.db, reset.accountId)! }))
    .filter(({ account }) => reach.covers(account))
    .map(({ reset, account }) => {
      const person = reset.personId === null ? null : findAccountPerson(ctx.db, reset.personId, today);
      const { id, username, requestedByName, requestedAt, reason, decidedByName, decidedAt, decision } =
        reset;
      return {
        ...{ id, username, requestedByName, requestedAt, reason, decidedByName, decidedAt, decision },
        fullName: person?.fullName ?? null,
        mayDecide:
          decision === null &&
          reset.requestedBy !== ctx.actor.accountId &&
          account.id !== ctx.actor.accountId &&
          !reach.isStronger(account),
      };
    });
}

/**
 * The second person's answer. Approved: every factor of the account goes, its sessions end, and at the next sign-in it
 * sets one up again. Errors: out_of_scope, the same for a request that is not there; own_account for whoever asked or
 * owns it; stronger_account; conflict for one that is decided.
 */
export function decideReset(ctx: Ctx, input: { id: number; decision: 'approved' | 'refused' }): void {
  const decidedBy = requireAccountId(ctx);
  const { whole } = reachOf(ctx, 'factor.reset').scope;
  const reset = findFactorReset(ctx.db, input.id);
  if (!reset) throw new AppError(whole ? 'not_found' : 'out_of_scope');
  const account = requireOther(ctx, 'factor.reset', reset.username);
  if (reset.requestedBy === decidedBy) throw new AppError('own_account');
  const { decision } = input;
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'factor reset decide', (tx) => {
    const isFirst = decideFactorReset(tx.db, { id: reset.id, decidedBy, decidedAt: ctx.now, decision });
    if (!isFirst) throw new AppError('conflict');
    const ended = decision === 'approved' ? endSessionsOf(tx, account.id, null) : 0;
    if (decision === 'approved') {
      removeAllFactors(tx, account.id);
      tell(tx, { accountId: account.id, kind: 'factor_reset' });
    }
    const { reason, requestedBy } = reset;
    tx.audit('factor_reset_decided', 'account', account.id, {
      id: reset.id,
      decision,
      reason,
      requestedBy,
      ended,
    });
  });
}
