import { findAccountByName, type AccountRow } from '~db/queries/access';
import { findAccountPerson } from '~db/queries/accounts';
import { listGrants } from '~db/queries/grants';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { grantsFor, type Action } from '~/access/policy';
import { findScope, isPersonInScope, type Scope } from './scope.server';

/** Words of a reason, at least and at most, in characters. */
export const REASON = { min: 5, max: 300 };

/** What an action on accounts reaches: worked out once, then asked about as many accounts as there are. */
export interface AccountReach {
  scope: Scope;
  /**
   * Is the account inside? Reading goes by any post of today, everything else by the primary one; an account without a
   * person belongs to those who look after all of them.
   */
  covers: (account: Pick<AccountRow, 'personId'>) => boolean;
  /**
   * Does the account hold a right that the actor could not have given? An operator looks after all of them, HR after
   * those whose rights lie within its scope; operators and auditors are nobody's but an operator's.
   */
  isStronger: (account: { id: number }) => boolean;
}

/** Error: not_allowed. */
export function reachOf(ctx: Ctx, action: Action): AccountReach {
  const reach = findReach(ctx, action);
  if (!reach) throw new AppError('not_allowed');
  return reach;
}

/** As reachOf, null for an actor to whom the action is not allowed. */
export function findReach(ctx: Ctx, action: Action): AccountReach | null {
  const scope = findScope(ctx, action);
  if (!scope) return null;
  const { today, whole } = scope;
  const units = new Set(scope.unitIds);
  const operates =
    ctx.actor.system || grantsFor(ctx.actor.grants, action, today).some(({ role }) => role === 'operator');
  return {
    scope,
    covers: ({ personId }) => {
      if (whole) return true;
      if (personId === null) return false;
      if (action === 'account.read') return isPersonInScope(ctx, scope, personId);
      const unitId = findAccountPerson(ctx.db, personId, today)?.unitId ?? null;
      return unitId !== null && units.has(unitId);
    },
    isStronger: ({ id }) =>
      !operates &&
      listGrants(ctx.db, id)
        .filter(({ role, validTo }) => role !== 'learner' && validTo > today)
        .some(({ role, unitId }) => {
          if (unitId === null || role === 'operator' || role === 'auditor') return true;
          return !whole && !units.has(unitId);
        }),
  };
}

/** An account within reach. Errors: not_allowed; out_of_scope, the same where there is none; not_found. */
export function requireAccount(ctx: Ctx, reach: AccountReach, username: string): AccountRow {
  const account = findAccountByName(ctx.db, username);
  if (!account && reach.scope.whole) throw new AppError('not_found');
  if (!account || !reach.covers(account)) throw new AppError('out_of_scope');
  return account;
}

/**
 * Nobody takes his own password away or closes himself, and no officer takes over an account that may do more than he:
 * with its code he would be that account. Errors: as requireAccount; own_account; stronger_account.
 */
export function requireOther(ctx: Ctx, action: Action, username: string): AccountRow {
  const reach = reachOf(ctx, action);
  const account = requireAccount(ctx, reach, username);
  if (account.id === ctx.actor.accountId) throw new AppError('own_account');
  if (reach.isStronger(account)) throw new AppError('stronger_account');
  return account;
}

/** The reason as it is kept. Error: invalid_input with `reason` missing or too_long. */
export function requireReason(typed: string): string {
  const reason = typed.normalize('NFC').trim();
  if (reason.length < REASON.min) throw new AppError('invalid_input', {}, { reason: 'missing' });
  if (reason.length > REASON.max) throw new AppError('invalid_input', {}, { reason: 'too_long' });
  return reason;
}
