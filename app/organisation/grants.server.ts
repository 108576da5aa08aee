import { findAccountByName, type AccountRow } from '~db/queries/access';
import { findAccountPerson } from '~db/queries/accounts';
import {
  closeGrant,
  countPeopleIn,
  findGrant,
  findOverlap,
  insertGrant,
  type StoredGrant,
} from '~db/queries/grants';
import { OPEN_END } from '~db/schema/time';
import { writeTx } from '~db/write.server';
import { writerOf, type Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { givableRoles, grantPeriod, grantState } from '~/access/grants';
import type { Role } from '~/access/roles';
import { keepFile, nameFile } from '~/files/files.server';
import { addDays, dateOf } from '~/office/dates';
import { tell } from '~/notices/notices.server';
import { findReach, requireReason } from './account-reach.server';
import { getGrant, giverOf } from './grant-list.server';
import { scopeOf } from './scope.server';
import { descendantsOf, unitByCode } from './tree';
import { treeOfDay } from './units.server';

const DOCUMENT_MAX = 200;

export interface GrantInput {
  username: string;
  role: Role;
  /** Null for an operator. */
  unitCode: string | null;
  /** ISO dates; the last day is included, null = open. */
  from: string;
  lastDay: string | null;
}

export interface GrantPreview {
  username: string;
  fullName: string | null;
  role: Role;
  unitVi: string;
  unitEn: string;
  validFrom: string;
  validTo: string | null;
  /** People with a primary post in the unit and below today; null where the right is not about people. */
  people: number | null;
}

/**
 * What a right would mean, before it is given. Errors: not_allowed; own_account; out_of_scope for an account or a unit
 * outside, the same where there is none; closed; invalid_input with the fault of `from` or `lastDay`; conflict with
 * `from` and `to` of a right that is there already.
 */
export function previewGrant(ctx: Ctx, input: GrantInput): GrantPreview {
  const { account, tree, unitId, validFrom, validTo } = prepare(ctx, input);
  const today = dateOf(ctx.now);
  const unit = unitId === null ? undefined : tree.units.get(unitId);
  const { personId } = account;
  const person = personId === null ? null : findAccountPerson(ctx.db, personId, today);
  return {
    ...{
      username: account.username,
      fullName: person?.fullName ?? null,
      role: input.role,
      validFrom,
      validTo,
    },
    unitVi: unit?.nameVi ?? '',
    unitEn: unit?.nameEn ?? '',
    people: unitId === null ? null : countPeopleIn(ctx.db, descendantsOf(tree, unitId), today),
  };
}

/**
 * Gives a right. The scan of the decision is kept before the right is written. Errors: as previewGrant; invalid_input for
 * `reason`, and for `file` and too_large as keepFile.
 */
export function giveGrant(
  ctx: Ctx,
  input: GrantInput & {
    document: string;
    reason: string;
    scan?: { bytes: Uint8Array; name: string } | null;
  },
): { id: number } {
  const reason = requireReason(input.reason);
  const document = input.document.normalize('NFC').trim().slice(0, DOCUMENT_MAX) || null;
  // Nobody who may not give the right leaves bytes behind.
  if (input.scan) prepare(ctx, input);
  const kept = input.scan ? keepFile(ctx, input.scan) : null;
  return writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'grant give', (tx) => {
    const { account, unitId, validFrom, validTo } = prepare(ctx, input);
    const { role } = input;
    const documentFileId = kept && nameFile(tx, ctx.files, kept);
    const grant = {
      ...{ accountId: account.id, role, unitId, delegatedBy: null },
      ...{ document, documentFileId, validFrom, validTo },
    };
    const id = insertGrant(tx.db, { ...grant, txId: tx.id });
    tx.audit('grant_given', 'grant', id, { ...grant, accountId: account.id, reason });
    tell(tx, { accountId: account.id, kind: 'grant_given', params: { role }, link: '/account' });
    return { id };
  });
}

/**
 * Ends a right on a last day, today at the earliest, or the day before for at once. Whoever may give it may end it, and
 * whoever lent it. Errors: as getGrant; own_account; conflict for one that has ended; invalid_input.
 */
export function endGrant(ctx: Ctx, input: { id: number; lastDay: string; reason: string }): void {
  const today = dateOf(ctx.now);
  const grant = findGrant(ctx.db, input.id, today);
  const isLender = grant?.delegatedBy != null && grant.delegatedBy === ctx.actor.accountId;
  if (!isLender) getGrant(ctx, { id: input.id });
  if (!grant) throw new AppError('not_found');
  if (grant.accountId === ctx.actor.accountId) throw new AppError('own_account');
  const gives = giverOf(ctx, treeOfDay(ctx.db, today), today);
  if (!isLender && !gives(grant.role, grant.unitId)) throw new AppError('not_allowed');
  const reason = requireReason(input.reason);
  const validTo = endOf(input.lastDay, grant, today);
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'grant end', (tx) => {
    if (!closeGrant(tx.db, grant.id, tx.id)) throw new AppError('conflict');
    const { accountId, role, unitId, delegatedBy, document, documentFileId, validFrom } = grant;
    // A right that never began leaves nothing behind but its trace.
    if (validTo > validFrom) {
      insertGrant(tx.db, {
        ...{ accountId, role, unitId, delegatedBy, document, documentFileId, validFrom, validTo },
        txId: tx.id,
      });
    }
    const before = { validFrom, validTo: grant.validTo };
    tx.audit('grant_ended', 'grant', grant.id, {
      accountId,
      role,
      unitId,
      before,
      after: validTo,
      reason,
    });
    tell(tx, { accountId, kind: 'grant_ended', params: { role }, link: '/account' });
  });
}

/** First day out. Errors: invalid_input; conflict for a right that has ended, or would end no earlier. */
function endOf(lastDay: string, grant: StoredGrant, today: string): string {
  if (grantState(grant, today) === 'ended') throw new AppError('conflict');
  const read = grantPeriod({ from: addDays(today, -1), lastDay }, addDays(today, -1));
  if (read.kind === 'refused')
    throw new AppError('invalid_input', {}, { lastDay: read.faults.lastDay ?? 'past' });
  if (read.validTo === null || read.validTo >= grant.validTo) throw new AppError('conflict');
  return read.validTo;
}

function prepare(ctx: Ctx, input: GrantInput) {
  const today = dateOf(ctx.now);
  scopeOf(ctx, 'grant.give');
  const account = requireGrantee(ctx, input.username);
  const tree = treeOfDay(ctx.db, today);
  const unit = input.unitCode === null ? null : unitByCode(tree, input.unitCode.trim());
  const isOperators = input.role === 'operator';
  // A unit that is not there and one outside are refused alike.
  if ((input.unitCode !== null && !unit) || isOperators !== (unit === null))
    throw new AppError('out_of_scope');
  const unitId = unit?.unitId ?? null;
  if (!giverOf(ctx, tree, today)(input.role, unitId)) throw new AppError('out_of_scope');
  const period = grantPeriod(input, today);
  if (period.kind === 'refused') {
    throw new AppError('invalid_input', {}, period.faults as Record<string, string>);
  }
  const { validFrom, validTo } = period;
  requireNoOverlap(ctx, { account, role: input.role, unitId, validFrom, validTo });
  return { account, tree, unitId, validFrom, validTo };
}

/** Error: conflict with the period of the right that is there already. */
export function requireNoOverlap(
  ctx: Pick<Ctx, 'db'>,
  input: {
    account: AccountRow;
    role: Role;
    unitId: number | null;
    validFrom: string;
    validTo: string | null;
  },
): void {
  const { account, role, unitId, validFrom } = input;
  const validTo = input.validTo ?? OPEN_END;
  const there = findOverlap(ctx.db, { accountId: account.id, role, unitId, validFrom, validTo });
  if (there)
    throw new AppError('conflict', { reason: 'grant_there', from: there.validFrom, to: there.validTo });
}

/** The account that is to get a right. Errors: own_account; out_of_scope, the same where there is none; closed. */
function requireGrantee(ctx: Ctx, username: string): AccountRow {
  const account = findAccountByName(ctx.db, username);
  if (!account || !findReach(ctx, 'account.read')?.covers(account)) throw new AppError('out_of_scope');
  if (account.id === ctx.actor.accountId) throw new AppError('own_account');
  if (account.status !== 'active') throw new AppError('closed');
  return account;
}

/** Roles that the actor may give at all. Error: not_allowed. */
export function listGivableRoles(ctx: Ctx): Role[] {
  const { today } = scopeOf(ctx, 'grant.give');
  return givableRoles(ctx.actor.grants, today);
}
