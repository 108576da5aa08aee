import { findAccountByName } from '~db/queries/access';
import { insertGrant, listDelegations, listGrantRows, type StoredGrant } from '~db/queries/grants';
import { findUnitOfDay } from '~db/queries/organisation';
import { writeTx } from '~db/write.server';
import { writerOf, type Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { requireAccountId } from '~/access/own-password.server';
import { DELEGABLE, DELEGATION_DAYS, grantPeriod, grantState, type GrantState } from '~/access/grants';
import type { Role } from '~/access/roles';
import { dateOf } from '~/office/dates';
import { tell } from '~/notices/notices.server';
import { requireReason } from './account-reach.server';
import { requireNoOverlap } from './grants.server';

const DOCUMENT_MAX = 200;

export interface Delegation {
  id: number;
  role: Role;
  unitVi: string;
  unitEn: string;
  /** The other side: whom it is lent to, or who lent it. */
  username: string;
  fullName: string | null;
  document: string | null;
  validFrom: string;
  validTo: string;
  state: GrantState;
}

export interface OwnDelegations {
  lent: Delegation[];
  borrowed: Delegation[];
  /** Rights of one's own that may be lent. */
  lendable: { grantId: number; role: Role; unitVi: string; unitEn: string; validTo: string }[];
  mostDays: number;
}

/** What one has lent to others and holds as lent, and what one could lend. Error: not_allowed without an account. */
export function listOwnDelegations(ctx: Ctx): OwnDelegations {
  const accountId = requireAccountId(ctx);
  const today = dateOf(ctx.now);
  const all = listDelegations(ctx.db, accountId, today);
  const unitOf = (unitId: number | null) => {
    const unit = unitId === null ? null : findUnitOfDay(ctx.db, unitId, today);
    return { unitVi: unit?.nameVi ?? '', unitEn: unit?.nameEn ?? '' };
  };
  const shown = (grant: StoredGrant, other: { username: string; fullName: string | null }): Delegation => {
    const { id, role, document, validFrom, validTo } = grant;
    return {
      id,
      role,
      ...unitOf(grant.unitId),
      ...other,
      document,
      validFrom,
      validTo,
      state: grantState(grant, today),
    };
  };
  return {
    lent: all
      .filter(({ delegatedBy }) => delegatedBy === accountId)
      .map((grant) => shown(grant, { username: grant.username, fullName: grant.fullName })),
    borrowed: all
      .filter((grant) => grant.accountId === accountId)
      .map((grant) => shown(grant, { username: grant.delegatedByName ?? '', fullName: null })),
    lendable: listGrantRows(ctx.db, accountId)
      .filter((grant) => isLendable(grant, today))
      .map(({ id, role, unitId, validTo }) => ({ grantId: id, role, ...unitOf(unitId), validTo })),
    mostDays: DELEGATION_DAYS,
  };
}

/**
 * Lends a right of one's own to somebody who acts in one's place until a day. It ends with one's own right, and cannot
 * be lent on. Errors: not_found for a right that is not one's own, is lent itself or is of a kind that is not lent;
 * own_account; unknown_account, alike for closed ones; invalid_input for `from`, `lastDay`, `document`, `reason`;
 * conflict.
 */
export function delegateGrant(
  ctx: Ctx,
  input: {
    grantId: number;
    username: string;
    from: string;
    lastDay: string;
    document: string;
    reason: string;
  },
): void {
  const accountId = requireAccountId(ctx);
  const today = dateOf(ctx.now);
  const reason = requireReason(input.reason);
  const document = input.document.normalize('NFC').trim().slice(0, DOCUMENT_MAX);
  if (document === '') throw new AppError('invalid_input', {}, { document: 'missing' });
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'grant delegate', (tx) => {
    const own = listGrantRows(ctx.db, accountId).find(({ id }) => id === input.grantId);
    if (!own || !isLendable(own, today)) throw new AppError('not_found');
    const account = findAccountByName(tx.db, input.username);
    if (!account || account.status !== 'active') throw new AppError('unknown_account');
    if (account.id === accountId) throw new AppError('own_account');
    const period = grantPeriod(input, today, DELEGATION_DAYS);
    if (period.kind === 'refused') {
      throw new AppError('invalid_input', {}, period.faults as Record<string, string>);
    }
    const { role, unitId } = own;
    const { validFrom, validTo } = period;
    requireNoOverlap(ctx, { account, role, unitId, validFrom, validTo });
    const grant = {
      accountId: account.id,
      role,
      unitId,
      delegatedBy: accountId,
      document,
      validFrom,
      validTo,
    };
    const id = insertGrant(tx.db, { ...grant, txId: tx.id });
    tx.audit('grant_delegated', 'grant', id, { ...grant, accountId: account.id, reason });
    tell(tx, { accountId: account.id, kind: 'grant_given', params: { role }, link: '/account/delegation' });
  });
}

function isLendable(
  grant: { role: Role; delegatedBy: number | null; validFrom: string; validTo: string },
  today: string,
) {
  const isOfKind = (DELEGABLE as readonly Role[]).includes(grant.role);
  return isOfKind && grant.delegatedBy === null && grantState(grant, today) === 'in_force';
}
