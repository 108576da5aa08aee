import {
  countStaffAccounts,
  listLoneAccounts,
  listStaffAccounts,
  listStaffAccountsByUnit,
  type AccountFilter,
  type StaffAccountRow,
} from '~db/queries/accounts';
import type { Db } from '~db/client.server';
import { findAccountByName } from '~db/queries/access';
import { writeTx } from '~db/write.server';
import { giveCode } from '~/access/access-codes.server';
import { addAccount } from '~/access/accounts.server';
import { writerOf, type Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import type { Action } from '~/access/policy';
import type { AccountState } from '~/access/terms';
import { reachOf } from './account-reach.server';
import { foldForSearch } from './names';
import { normaliseStaffCode, scopeOf, type Scope } from './scope.server';
import { descendantsOf, unitByCode, type UnitTree } from './tree';
import { treeOfDay } from './units.server';

/** Accounts written in one transaction: about 20 ms of the lock. */
const CHUNK = 100;
/** Slips in one file: what a person folds in a morning. */
export const SLIPS_AT_ONCE = 500;
const PAGE_SIZE = 50;

export interface StaffAccount extends Omit<StaffAccountRow, 'personId' | 'accountId' | 'unitId'> {
  fullName: string;
  unitVi: string;
  unitEn: string;
}

export interface StaffAccountList {
  rows: StaffAccount[];
  total: number;
  /** People by state under the same filters but the state's own. */
  counts: Record<AccountState, number>;
  page: number;
  pageSize: number;
  /** Accounts without a person; only for whoever looks after all of them. */
  lone: { username: string; state: AccountState; roles: string }[];
}

/** People in the actor's scope with the state of their accounts, in the order of names. Errors: as unitsUnder. */
export function listAccounts(
  ctx: Ctx,
  input: { unitCode?: string; state?: AccountState; text?: string; page?: number },
): StaffAccountList {
  const view = viewAccounts(ctx, 'account.read', input.text);
  const { tree, scope } = view;
  const unitIds = input.unitCode ? unitsUnder(view, input.unitCode) : null;
  const filter = { ...view.filter, unitIds };
  const counts = countStaffAccounts(ctx.db, filter);
  const { state } = input;
  const page = Math.max(1, input.page ?? 1);
  const total = state ? counts[state] : Object.values(counts).reduce((sum, n) => sum + n, 0);
  const found = listStaffAccounts(
    ctx.db,
    { ...filter, ...(state ? { state } : {}) },
    { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE },
  );
  return {
    rows: found.map((row) => staffAccount(row, tree)),
    ...{ total, counts, page, pageSize: PAGE_SIZE },
    lone: scope.whole && page === 1 && !input.unitCode && !input.text ? listLoneAccounts(ctx.db) : [],
  };
}

/** What stands before making accounts or slips for a unit and everything below it. Errors: as unitsUnder. */
export function previewAccounts(ctx: Ctx, input: { unitCode: string }): Record<AccountState, number> {
  const view = viewAccounts(ctx, 'account.make');
  return countStaffAccounts(ctx.db, { ...view.filter, unitIds: unitsUnder(view, input.unitCode) });
}

/**
 * Makes an account with the role of a learner for everybody with a primary post in the unit or below who has none. In
 * short transactions, each of which looks again: asked twice, or by two people, it makes none twice. Errors: as
 * unitsUnder.
 */
export function makeAccounts(ctx: Ctx, input: { unitCode: string }): { made: number } {
  const view = viewAccounts(ctx, 'account.make');
  const filter = { ...view.filter, unitIds: unitsUnder(view, input.unitCode), state: 'none' } as const;
  let made = 0;
  for (;;) {
    const before = made;
    writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'accounts make', (tx) => {
      const people = listStaffAccountsByUnit(tx.db, filter, { limit: CHUNK, offset: 0 });
      for (const { staffCode, personId, unitId } of people) {
        addAccount(tx, {
          ...{ personId, username: freeUsername(tx.db, staffCode) },
          ...{ passwordHash: null, isDemo: false },
          grants: [{ role: 'learner', unitId, validFrom: filter.today }],
        });
      }
      made += people.length;
    });
    if (made === before) return { made };
  }
}

/** The staff code, or where an account of somebody else is called so already, with a number behind it. */
function freeUsername(db: Db, staffCode: string): string {
  for (let ordinal = 1; ; ordinal += 1) {
    const name = ordinal === 1 ? staffCode : `${staffCode}-${ordinal}`;
    if (!findAccountByName(db, name)) return name;
  }
}

export interface Slip {
  staffCode: string;
  username: string;
  fullName: string;
  unitVi: string;
  unitEn: string;
  code: string;
  /** UTC milliseconds. */
  expiresAt: number;
}

/**
 * New one-time codes for people of a unit and below who have not chosen a password yet, in the order of units and
 * names: for all of them, or for those named. At most 500 at once; `left` says how many more wait. The codes are in the
 * answer and nowhere else; codes of earlier slips are void. `withheld` counts accounts that hold rights beyond the
 * actor's scope: their slips come from whoever looks after those. Errors: as unitsUnder; invalid_input for none.
 */
export function makeSlips(
  ctx: Ctx,
  input: { unitCode: string; staffCodes?: readonly string[]; skip?: number; limit?: number },
): { slips: Slip[]; withheld: number; left: number } {
  const view = viewAccounts(ctx, 'account.make');
  const filter = { ...view.filter, unitIds: unitsUnder(view, input.unitCode), state: 'waiting' } as const;
  const named = input.staffCodes && new Set(input.staffCodes.map(normaliseStaffCode));
  const all = listStaffAccountsByUnit(ctx.db, filter, { limit: -1, offset: 0 });
  const chosen = named ? all.filter(({ staffCode }) => named.has(staffCode)) : all;
  const skip = Math.max(0, input.skip ?? 0);
  const limit = Math.min(SLIPS_AT_ONCE, Math.max(1, input.limit ?? SLIPS_AT_ONCE));
  const part = chosen.slice(skip, skip + limit);
  const { isStronger } = reachOf(ctx, 'account.make');
  const people = part.filter(({ accountId }) => !isStronger({ id: accountId! }));
  if (people.length === 0) throw new AppError('invalid_input', {}, { people: 'none' });
  const slips: Slip[] = [];
  for (let from = 0; from < people.length; from += CHUNK) {
    writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'slips make', (tx) => {
      for (const person of people.slice(from, from + CHUNK)) {
        const { keysPath, now } = ctx;
        const given = giveCode(tx, { accountId: person.accountId!, purpose: 'activation', keysPath, now });
        const { staffCode, fullName, unitVi, unitEn } = staffAccount(person, view.tree);
        slips.push({ staffCode, username: staffCode, fullName, unitVi, unitEn, ...given });
      }
    });
  }
  return { slips, withheld: part.length - people.length, left: chosen.length - skip - part.length };
}

function staffAccount(row: StaffAccountRow, tree: UnitTree): StaffAccount {
  const unit = row.unitId === null ? undefined : tree.units.get(row.unitId);
  const { staffCode, state, codeUntil } = row;
  return {
    ...{ staffCode, state, codeUntil },
    fullName: row.fullName ?? staffCode,
    unitVi: unit?.nameVi ?? '',
    unitEn: unit?.nameEn ?? '',
  };
}

interface View {
  filter: AccountFilter;
  tree: UnitTree;
  scope: Scope;
}

/** What an action on accounts reaches, narrowed by words of a name or the beginning of a staff code. */
function viewAccounts(ctx: Ctx, action: Action, typed = ''): View {
  const scope = scopeOf(ctx, action);
  const text = typed.trim();
  const words = foldForSearch(text).split(' ').filter(Boolean);
  const filter: AccountFilter = {
    today: scope.today,
    scope: scope.whole ? null : scope,
    unitIds: null,
    ...(words.length > 0 ? { words } : {}),
    ...(text === '' ? {} : { staffCode: normaliseStaffCode(text) }),
  };
  return { filter, tree: treeOfDay(ctx.db, scope.today), scope };
}

/**
 * A unit and everything below it. Errors: out_of_scope for a unit elsewhere, the same where there is none; not_found
 * for those who may see every unit.
 */
function unitsUnder({ tree, scope }: View, unitCode: string): number[] {
  const unit = unitByCode(tree, unitCode.trim());
  if (!unit && scope.whole) throw new AppError('not_found');
  if (!unit || !(scope.whole || scope.unitIds.includes(unit.unitId))) throw new AppError('out_of_scope');
  return descendantsOf(tree, unit.unitId);
}
