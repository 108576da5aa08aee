import {
  findPersonByStaffCode,
  LATEST,
  listAssignments,
  listPredecessors,
  listRootUnits,
  listUnitsBelow,
  type PersonRow,
} from '~db/queries/organisation';
import type { Db } from '~db/client.server';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { grantsFor, scopeRoots, type Action } from '~/access/policy';
import { dateOf } from '~/office/dates';

/** What an actor may see for an action today. */
export interface Scope {
  /** Everything, people and units of the past included. */
  whole: boolean;
  /** Units that the grants name. */
  rootIds: number[];
  /** Those units and everything below them today. */
  unitIds: number[];
  /** Those units and the ones they succeed: whoever left from there is theirs. */
  pastUnitIds: number[];
  today: string;
}

/**
 * The actor's scope for an action. A person is inside by any post of today; somebody without one, by the last post and
 * the units that succeeded its unit. So history goes with the person. Error: not_allowed without any grant for the action on a
 * unit that is there today.
 */
export function scopeOf(ctx: Ctx, action: Action): Scope {
  const scope = findScope(ctx, action);
  if (!scope) throw new AppError('not_allowed');
  return scope;
}

/** As scopeOf, null where the actor has none. */
export function findScope(ctx: Ctx, action: Action): Scope | null {
  const today = dateOf(ctx.now);
  const everything = { whole: true, rootIds: [], unitIds: [], pastUnitIds: [], today };
  if (ctx.actor.system) return everything;
  const grants = grantsFor(ctx.actor.grants, action, today);
  // The grant of an operator names no unit: what he may do to accounts he may do to all of them.
  if (grants.some((grant) => grant.unitId === null)) return everything;
  const rootIds = scopeRoots(grants, action, today);
  // For the whole the lists are long, and mostly nobody asks for them: they are read when somebody does.
  const lists = unitLists(ctx.db, rootIds, today);
  if (coversEverything(ctx.db, rootIds, today)) return lists({ whole: true, rootIds, today });
  const scope = lists({ whole: false, rootIds, today });
  // A right on a unit that was merged or dissolved gives nothing any more, and is never widened to its successor.
  return scope.unitIds.length === 0 ? null : scope;
}

/** Adds the lists of units to a scope, each read once, when it is asked for. */
function unitLists(db: Db, rootIds: number[], today: string) {
  let below: number[] | undefined;
  let past: number[] | undefined;
  return (scope: Pick<Scope, 'whole' | 'rootIds' | 'today'>): Scope => ({
    ...scope,
    get unitIds() {
      return (below ??= listUnitsBelow(db, rootIds, today));
    },
    get pastUnitIds() {
      return (past ??= listPredecessors(db, this.unitIds, today));
    },
  });
}

/** Do these units stand for the whole organisation: are all units without a parent on the day among them? */
export function coversEverything(db: Db, unitIds: readonly number[], day: string): boolean {
  const tops = listRootUnits(db, day);
  return tops.length > 0 && tops.every((unitId) => unitIds.includes(unitId));
}

/** Is the person inside the scope, by the rule of scopeOf? */
export function isPersonInScope(ctx: Ctx, scope: Scope, personId: number): boolean {
  if (scope.whole) return true;
  const posts = listAssignments(ctx.db, personId, LATEST);
  const current = posts.filter((post) => post.validFrom <= scope.today && scope.today < post.validTo);
  if (current.length > 0) return current.some((post) => scope.unitIds.includes(post.unitId));
  const lastDay = posts.reduce((latest, post) => (post.validTo > latest ? post.validTo : latest), '');
  if (lastDay > scope.today) return false;
  return posts.some((post) => post.validTo === lastDay && scope.pastUnitIds.includes(post.unitId));
}

/**
 * The person of that staff code, when the action is allowed on him. Errors: not_allowed without a grant; out_of_scope,
 * the same whether the person is elsewhere or nowhere; not_found only for those who may see everybody.
 */
export function requirePerson(ctx: Ctx, action: Action, staffCode: string): PersonRow {
  const scope = scopeOf(ctx, action);
  const person = findPersonByStaffCode(ctx.db, normaliseStaffCode(staffCode));
  if (!person && scope.whole) throw new AppError('not_found');
  if (!person || !isPersonInScope(ctx, scope, person.id)) throw new AppError('out_of_scope');
  return person;
}

/** As requirePerson, for a write: the unit of the person's primary post of today must be inside the scope. */
export function requireOwnPerson(ctx: Ctx, action: Action, staffCode: string): PersonRow {
  const person = requirePerson(ctx, action, staffCode);
  const scope = scopeOf(ctx, action);
  if (scope.whole) return person;
  const isOwn = listAssignments(ctx.db, person.id, LATEST).some(
    (post) =>
      post.isPrimary === 1 &&
      post.validFrom <= scope.today &&
      scope.today < post.validTo &&
      scope.unitIds.includes(post.unitId),
  );
  if (!isOwn) throw new AppError('out_of_scope');
  return person;
}

/** Allows one's own record under `own.read`, anybody else's under `person.read` in scope. */
export function requireReadable(ctx: Ctx, personId: number): void {
  if (ctx.actor.personId === personId) return;
  const scope = scopeOf(ctx, 'person.read');
  if (!isPersonInScope(ctx, scope, personId)) throw new AppError('out_of_scope');
}

/** Staff codes are stored in capitals; people type them in any case, with blanks around them. */
export function normaliseStaffCode(staffCode: string): string {
  return staffCode.normalize('NFC').trim().toUpperCase();
}
