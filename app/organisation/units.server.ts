import { findUnitOfDay, LATEST, listUnitsOfDay } from '~db/queries/organisation';
import type { Db } from '~db/client.server';
import type { Ctx } from '~/access/context.server';
import type { Action } from '~/access/policy';
import type { Role } from '~/access/roles';
import { getSettings } from '~/access/settings.server';
import { i18nFor } from '~/locales/i18n.server';
import { dateOf } from '~/office/dates';
import { coversEverything, scopeOf } from './scope.server';
import type { Level } from './terms';
import { buildTree, descendantsOf, treeOrder, type UnitTree } from './tree';

/** The organisation of a day, as known at a tx (by default now). About 2 ms for 2,000 units: ask once a call. */
export function treeOfDay(db: Db, day: string, txId: number = LATEST): UnitTree {
  return buildTree(listUnitsOfDay(db, day, txId));
}

export interface UnitLabel {
  code: string;
  nameVi: string;
  nameEn: string;
}

/**
 * Whose people the pages of a role show, in words for their heads: all of the province, or the units of the grants with
 * everything below them. Empty without a grant of that role.
 */
export function scopeLabel(ctx: Ctx, role: Role, lang: 'vi' | 'en'): string {
  const today = dateOf(ctx.now);
  const { t } = i18nFor(lang);
  const grants = ctx.actor.grants.filter((grant) => grant.validFrom <= today && today < grant.validTo);
  const rootIds = [
    ...new Set(grants.filter((grant) => grant.role === role).flatMap((grant) => grant.unitId ?? [])),
  ];
  if (ctx.actor.system || role === 'operator' || coversEverything(ctx.db, rootIds, today)) {
    const { nameVi, nameEn } = getSettings(ctx.db).province;
    return t('common:scope_all', { province: lang === 'vi' ? nameVi : nameEn });
  }
  return rootIds
    .map((unitId) => findUnitOfDay(ctx.db, unitId, today))
    .filter((unit) => unit !== null)
    .map((unit) => t('common:scope_below', { unit: lang === 'vi' ? unit.nameVi : unit.nameEn }))
    .join(', ');
}

export interface ScopeUnit extends UnitLabel {
  unitId: number;
  level: Level;
  /** Steps below the top of the scope, from 0. */
  depth: number;
}

/** Units of the scope on a day (by default today), parents before children, for a choice of units. */
export function listScopeUnits(ctx: Ctx, action: Action, day?: string): ScopeUnit[] {
  const scope = scopeOf(ctx, action);
  const tree = treeOfDay(ctx.db, day ?? scope.today);
  const ids = scope.whole
    ? treeOrder(tree)
    : topsOf(tree, scope.rootIds).flatMap((id) => descendantsOf(tree, id));
  const inside = new Set(ids);
  const depths = new Map<number, number>();
  return ids.map((unitId) => {
    const unit = tree.units.get(unitId)!;
    const depth =
      unit.parentId !== null && inside.has(unit.parentId) ? (depths.get(unit.parentId) ?? 0) + 1 : 0;
    depths.set(unitId, depth);
    const { code, nameVi, nameEn, level } = unit;
    return { unitId, code, nameVi, nameEn, level, depth };
  });
}

/** The units of the list that stand below no other unit of the list. */
function topsOf(tree: UnitTree, unitIds: readonly number[]): number[] {
  const below = new Set(unitIds.flatMap((id) => descendantsOf(tree, id).slice(1)));
  return unitIds.filter((id) => !below.has(id));
}
