import { addDays, daysBetween, isDate } from '../office/dates';
import type { Grant } from './policy';
import { ROLES, type Role } from './roles';

/** Who may give which right, and for how long. Nobody gives one to himself: that is for the use case to see. */

/** What unit HR may give inside its scope. */
export const HR_GIVES = ['trainer', 'marker', 'invigilator', 'head', 'hr'] as const satisfies readonly Role[];

/** Rights that may be lent to somebody who acts in one's place. */
export const DELEGABLE = [
  'trainer',
  'marker',
  'invigilator',
  'exam_board',
  'hr',
  'head',
  'leader',
  'publisher',
] as const satisfies readonly Role[];

/** The longest time for which a right is lent, in days. */
export const DELEGATION_DAYS = 90;

/**
 * May somebody with `grants` give `role` on a unit, or take it away? `path` holds the unit's id and those of all its
 * ancestors, nearest first; null stands for the installation itself, which only an operator has. An operator gives
 * everything; HR gives HR_GIVES inside its scope, its own role only on units below it.
 */
export function mayGive(
  grants: readonly Grant[],
  { role, path }: { role: Role; path: readonly number[] | null },
  today: string,
): boolean {
  const held = grants.filter(({ validFrom, validTo }) => validFrom <= today && today < validTo);
  if (held.some((grant) => grant.role === 'operator')) return (role === 'operator') === (path === null);
  if (path === null || !(HR_GIVES as readonly Role[]).includes(role)) return false;
  const scopes = held.flatMap((grant) =>
    grant.role === 'hr' && grant.unitId !== null ? [grant.unitId] : [],
  );
  const inside = role === 'hr' ? path.slice(1) : path;
  return inside.some((unitId) => scopes.includes(unitId));
}

/** Roles that somebody may give at all, wherever. */
export function givableRoles(grants: readonly Grant[], today: string): Role[] {
  const held = grants.filter(({ validFrom, validTo }) => validFrom <= today && today < validTo);
  if (held.some(({ role }) => role === 'operator')) return ROLES.filter((role) => role !== 'learner');
  return held.some(({ role }) => role === 'hr') ? [...HR_GIVES] : [];
}

export type PeriodFault = 'not_a_date' | 'past' | 'before_start' | 'too_long';

/**
 * The half-open period of a right that is given from a day to a last day (null = open), or what is wrong in which
 * field. A right begins today at the earliest: the past is not rewritten by giving rights.
 */
export function grantPeriod(
  typed: { from: string; lastDay: string | null },
  today: string,
  mostDays: number | null = null,
):
  | { kind: 'ok'; validFrom: string; validTo: string | null }
  | { kind: 'refused'; faults: { from?: PeriodFault; lastDay?: PeriodFault } } {
  const { from, lastDay } = typed;
  if (!isDate(from)) return { kind: 'refused', faults: { from: 'not_a_date' } };
  if (from < today) return { kind: 'refused', faults: { from: 'past' } };
  if (lastDay === null) {
    return mostDays === null
      ? { kind: 'ok', validFrom: from, validTo: null }
      : { kind: 'refused', faults: { lastDay: 'not_a_date' } };
  }
  if (!isDate(lastDay)) return { kind: 'refused', faults: { lastDay: 'not_a_date' } };
  if (lastDay < from) return { kind: 'refused', faults: { lastDay: 'before_start' } };
  if (mostDays !== null && daysBetween(from, lastDay) >= mostDays) {
    return { kind: 'refused', faults: { lastDay: 'too_long' } };
  }
  return { kind: 'ok', validFrom: from, validTo: addDays(lastDay, 1) };
}

export const GRANT_STATES = ['in_force', 'coming', 'ended'] as const;
export type GrantState = (typeof GRANT_STATES)[number];

export function grantState(grant: { validFrom: string; validTo: string }, today: string): GrantState {
  if (today >= grant.validTo) return 'ended';
  return today < grant.validFrom ? 'coming' : 'in_force';
}
