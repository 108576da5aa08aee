import { describe, expect, it } from 'vitest';
import { may, mayWithin, type Action, type Grant } from './policy';
import type { Role } from './roles';

const grant = (role: Role, unitId: number, more: Partial<Grant> = {}): Grant => ({
  role,
  unitId,
  validFrom: '2026-01-01',
  validTo: '9999-12-31',
  ...more,
});

describe('policy', () => {
  const cases: { name: string; grants: Grant[]; action: Action; path: number[]; allowed: boolean }[] = [
    {
      name: 'HR reads a person of her unit',
      grants: [grant('hr', 5)],
      action: 'person.read',
      path: [5, 1],
      allowed: true,
    },
    {
      name: 'HR reads a person below her unit',
      grants: [grant('hr', 5)],
      action: 'person.read',
      path: [9, 5, 1],
      allowed: true,
    },
    {
      name: 'HR of a sibling reads nothing',
      grants: [grant('hr', 6)],
      action: 'person.read',
      path: [9, 5, 1],
      allowed: false,
    },
    {
      name: 'HR of a unit below reads nothing above',
      grants: [grant('hr', 9)],
      action: 'person.read',
      path: [5, 1],
      allowed: false,
    },
    {
      name: 'a trainer reads no person',
      grants: [grant('trainer', 1)],
      action: 'person.read',
      path: [5, 1],
      allowed: false,
    },
    {
      name: 'a grant that ended',
      grants: [grant('hr', 1, { validTo: '2026-03-01' })],
      action: 'person.read',
      path: [5, 1],
      allowed: false,
    },
    {
      name: 'a grant not begun',
      grants: [grant('hr', 1, { validFrom: '2026-07-01' })],
      action: 'person.read',
      path: [5, 1],
      allowed: false,
    },
    {
      name: 'a leader issues nothing',
      grants: [grant('leader', 1)],
      action: 'confirmation.issue',
      path: [1],
      allowed: false,
    },
  ];
  it.each(cases)('$name: $allowed', ({ grants, action, path, allowed }) => {
    expect(mayWithin(grants, action, [path], '2026-06-30')).toBe(allowed);
  });

  it('two roles do not lend each other their scopes', () => {
    const grants = [grant('hr', 5), grant('leader', 1)];
    expect(mayWithin(grants, 'roster.export', [[7, 1]], '2026-06-30')).toBe(false);
    expect(may(grants, 'roster.export', '2026-06-30')).toBe(true);
  });
});
