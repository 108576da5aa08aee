import { dateOf } from '~/office/dates';
import { AppError } from './errors';
import { ROLES, type Role } from './roles';

/** A role within a unit and everything below it, for a period of dates. */
export interface Grant {
  role: Role;
  /** Null for an operator, whose work knows no unit. */
  unitId: number | null;
  validFrom: string;
  validTo: string;
}

/**
 * What may be done, and by which roles. An action on a person or a unit is allowed only where one grant of the right
 * role covers it; an action on one's own things needs only the person. Everything not listed is refused.
 */
export const ACTIONS = {
  'own.read': ROLES,
  'own.learn': ROLES,
  'own.sit': ROLES,
  'question.read': ['trainer'],
  'question.edit': ['trainer'],
  'person.read': ['hr', 'head', 'leader', 'auditor'],
  /** Sex and birth date: whoever judges whether a requirement is met needs neither. */
  'person.identity': ['hr', 'auditor'],
  'roster.read': ['hr', 'head', 'auditor'],
  'roster.export': ['hr'],
  'confirmation.issue': ['hr'],
  'indicator.read': ['leader', 'publisher', 'hr', 'auditor'],
  'indicator.names': ['leader', 'hr', 'auditor'],
  'account.read': ['hr', 'auditor', 'operator'],
  'account.make': ['hr', 'operator'],
  'account.reset': ['hr', 'operator'],
  'account.close': ['hr', 'operator'],
  'session.end': ['hr', 'operator'],
  'factor.reset': ['hr', 'operator'],
  'grant.read': ['hr', 'auditor', 'operator'],
  'grant.give': ['hr', 'operator'],
  'trail.read': ['auditor'],
  'trail.verify': ['auditor', 'operator'],
  'views.read': ['auditor'],
  'job.read': ['operator'],
  'backup.make': ['operator'],
  'setting.edit': ['operator'],
  'system.read': ['operator'],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof ACTIONS;

/** Grants in force on a day (ISO date) that carry an action. */
export function grantsFor(grants: Grant[], action: Action, today: string): Grant[] {
  const roles = ACTIONS[action] as readonly Role[];
  return grants.filter(
    (grant) => roles.includes(grant.role) && grant.validFrom <= today && today < grant.validTo,
  );
}

/** Roles held on a day, in their usual order. */
export function rolesOn(grants: Grant[], today: string): Role[] {
  const held = grants.filter((grant) => grant.validFrom <= today && today < grant.validTo);
  return ROLES.filter((role) => held.some((grant) => grant.role === role));
}

/** May the holder do it at all, on whatever his scope holds? */
export function may(grants: Grant[], action: Action, today: string): boolean {
  return grantsFor(grants, action, today).length > 0;
}

/** Who asks, and when: what the policy needs of a use case's ctx. `now` is UTC milliseconds. */
interface Asking {
  actor: { system: boolean; grants: Grant[] };
  now: number;
}

/** May the actor do it at all today? The system account may. */
export function isAllowed({ actor, now }: Asking, action: Action): boolean {
  return actor.system || may(actor.grants, action, dateOf(now));
}

/** Error: not_allowed where the actor may not do it at all today. */
export function requireAllowed(ctx: Asking, action: Action): void {
  if (!isAllowed(ctx, action)) throw new AppError('not_allowed');
}

/**
 * May the holder do it to an object that stands under one of `unitPaths`? A path holds a unit's id and those of all its
 * ancestors on the day; a person has one path for each current assignment.
 */
export function mayWithin(grants: Grant[], action: Action, unitPaths: number[][], today: string): boolean {
  const scopes = new Set(grantsFor(grants, action, today).map((grant) => grant.unitId));
  return unitPaths.some((path) => path.some((unitId) => scopes.has(unitId)));
}

/** Roots of the holder's scope for an action. */
export function scopeRoots(grants: Grant[], action: Action, today: string): number[] {
  const unitIds = grantsFor(grants, action, today).flatMap((grant) => grant.unitId ?? []);
  return [...new Set(unitIds)];
}
