import {
  countGrantsIn,
  findGrant,
  listGrantsIn,
  type GrantFilter,
  type StoredGrant,
} from '~db/queries/grants';
import { unitCode } from '~db/queries/organisation';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { grantState, mayGive, type GrantState } from '~/access/grants';
import { grantsFor } from '~/access/policy';
import type { Role } from '~/access/roles';
import { findFileFacts } from '~/files/files.server';
import { foldForSearch } from './names';
import { scopeOf } from './scope.server';
import { pathOf, type UnitTree } from './tree';
import { treeOfDay } from './units.server';

const PAGE_SIZE = 50;

export interface ListedGrant {
  id: number;
  username: string;
  fullName: string | null;
  role: Role;
  unitCode: string | null;
  /** Empty for the installation; for a unit that is not there any more only its code is known. */
  unitVi: string;
  unitEn: string;
  /** The unit that the right stands on is gone: the right gives nothing. */
  unitGone: boolean;
  delegatedByName: string | null;
  document: string | null;
  /** Its scan. */
  scan: { fileId: number; name: string } | null;
  validFrom: string;
  validTo: string;
  state: GrantState;
  mayEnd: boolean;
}

export interface GrantList {
  rows: ListedGrant[];
  total: number;
  page: number;
  pageSize: number;
}

/** Rights that stand on units of the actor's scope, for those who give them and for auditors. Error: not_allowed. */
export function listGrantsInScope(
  ctx: Ctx,
  input: { role?: Role; state?: GrantState; text?: string; page?: number },
): GrantList {
  const scope = scopeOf(ctx, 'grant.read');
  const text = input.text?.trim() ?? '';
  const words = foldForSearch(text).split(' ').filter(Boolean);
  const filter: GrantFilter = {
    today: scope.today,
    unitIds: scope.whole ? null : scope.unitIds,
    ...(input.role ? { role: input.role } : {}),
    ...(input.state ? { state: input.state } : {}),
    ...(words.length > 0 ? { words, username: text.toLowerCase() } : {}),
  };
  const page = Math.max(1, input.page ?? 1);
  const found = listGrantsIn(ctx.db, filter, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
  return {
    rows: found.map(listing(ctx, scope.today)),
    total: countGrantsIn(ctx.db, filter),
    ...{ page, pageSize: PAGE_SIZE },
  };
}

/** One right in the actor's scope. Errors: not_allowed; out_of_scope, the same where there is none; not_found. */
export function getGrant(ctx: Ctx, input: { id: number }): ListedGrant {
  const scope = scopeOf(ctx, 'grant.read');
  const grant = findGrant(ctx.db, input.id, scope.today);
  if (!grant && scope.whole) throw new AppError('not_found');
  const isInside =
    grant !== null && (scope.whole || (grant.unitId !== null && scope.unitIds.includes(grant.unitId)));
  if (!grant || !isInside) throw new AppError('out_of_scope');
  return listing(ctx, scope.today)(grant);
}

/** Lists grants as of a day; the organisation is read once for all of them. */
function listing(ctx: Ctx, today: string): (grant: StoredGrant) => ListedGrant {
  const tree = treeOfDay(ctx.db, today);
  const gives = giverOf(ctx, tree, today);
  return ({ unitId, accountId, documentFileId, ...grant }) => {
    const { id, username, fullName, role, delegatedByName, document, validFrom, validTo } = grant;
    const unit = unitId === null ? undefined : tree.units.get(unitId);
    const code = unitId === null ? null : (unit?.code ?? unitCode(ctx.db, unitId));
    const state = grantState(grant, today);
    return {
      ...{ id, username, fullName, role, delegatedByName, document, validFrom, validTo, state },
      scan: scanOf(ctx, documentFileId),
      unitCode: code,
      unitVi: unit?.nameVi ?? code ?? '',
      unitEn: unit?.nameEn ?? code ?? '',
      unitGone: unitId !== null && unit === undefined,
      mayEnd: state !== 'ended' && accountId !== ctx.actor.accountId && gives(role, unitId),
    };
  };
}

function scanOf(ctx: Ctx, fileId: number | null): ListedGrant['scan'] {
  const found = findFileFacts(ctx, fileId);
  return found && { fileId: found.fileId, name: found.name };
}

/**
 * What the actor may give, and therefore end: a role on a unit of the day, null for the installation. The system account
 * gives the role of an operator only.
 */
export function giverOf(
  ctx: Ctx,
  tree: UnitTree,
  today: string,
): (role: Role, unitId: number | null) => boolean {
  const { system, grants } = ctx.actor;
  return (role, unitId) => {
    if (system) return role === 'operator' && unitId === null;
    if (unitId === null || tree.units.has(unitId)) {
      return mayGive(grants, { role, path: unitId === null ? null : pathOf(tree, unitId) }, today);
    }
    // Of a unit that is gone, only an operator may still clear up what stands on it.
    return grantsFor(grants, 'grant.give', today).some((held) => held.role === 'operator');
  };
}
