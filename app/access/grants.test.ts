import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../office/dates';
import { DELEGATION_DAYS, givableRoles, grantPeriod, grantState, HR_GIVES, mayGive } from './grants';
import type { Grant } from './policy';
import { ROLES, type Role } from './roles';

const TODAY = '2026-11-25';
const grant = (
  role: Role,
  unitId: number | null,
  validFrom = '2020-01-01',
  validTo = '9999-12-31',
): Grant => ({
  ...{ role, unitId, validFrom, validTo },
});
/** Unit 3 below 2 below 1. */
const PATH = [3, 2, 1];

describe('who may give what', () => {
  it.each([
    ['an operator any role on a unit', [grant('operator', null)], 'leader', PATH, true],
    ['an operator the role of an operator', [grant('operator', null)], 'operator', null, true],
    ['nobody an operator on a unit', [grant('operator', null)], 'operator', PATH, false],
    ['nobody another role on no unit', [grant('operator', null)], 'hr', null, false],
    ['HR what it gives in its scope', [grant('hr', 1)], 'trainer', PATH, true],
    ['HR on its own unit', [grant('hr', 3)], 'head', PATH, true],
    ['HR its own role below its unit', [grant('hr', 2)], 'hr', PATH, true],
    ['HR not its own role on its own unit', [grant('hr', 3)], 'hr', PATH, false],
    ['HR not outside its scope', [grant('hr', 9)], 'trainer', PATH, false],
    ['HR not what is beyond it', [grant('hr', 1)], 'leader', PATH, false],
    ['HR no auditor', [grant('hr', 1)], 'auditor', PATH, false],
    ['HR no operator', [grant('hr', 1)], 'operator', null, false],
    ['HR whose right has ended', [grant('hr', 1, '2020-01-01', TODAY)], 'trainer', PATH, false],
    ['HR whose right is still to come', [grant('hr', 1, '2026-11-26')], 'trainer', PATH, false],
    ['a leader nothing', [grant('leader', 1)], 'head', PATH, false],
  ] as const)('%s', (_, grants, role, path, expected) => {
    expect(mayGive([...grants], { role, path }, TODAY)).toBe(expected);
  });

  it('never gives wider than the giver’s own scope, whatever the grants', () => {
    const any = fc.record({
      role: fc.constantFrom(...ROLES.filter((role) => role !== 'operator')),
      unitId: fc.integer({ min: 1, max: 6 }),
      validFrom: fc.constantFrom('2020-01-01', '2026-11-25', '2026-11-26'),
      validTo: fc.constantFrom('2026-11-25', '2026-11-26', '9999-12-31'),
    });
    fc.assert(
      fc.property(
        fc.array(any),
        fc.constantFrom(...ROLES),
        fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1 }),
        (grants, role, path) => {
          if (!mayGive(grants, { role, path }, TODAY)) return;
          expect(HR_GIVES).toContain(role);
          const covers = grants.some(
            (held) =>
              held.role === 'hr' &&
              held.validFrom <= TODAY &&
              TODAY < held.validTo &&
              path.includes(held.unitId),
          );
          expect(covers).toBe(true);
          expect(givableRoles(grants, TODAY)).toContain(role);
        },
      ),
    );
  });
});

describe('the period of a right', () => {
  it.each([
    [
      { from: TODAY, lastDay: null },
      { kind: 'ok', validFrom: TODAY, validTo: null },
    ],
    [
      { from: TODAY, lastDay: TODAY },
      { kind: 'ok', validFrom: TODAY, validTo: '2026-11-26' },
    ],
    [
      { from: '2026-12-01', lastDay: '2026-12-31' },
      { kind: 'ok', validFrom: '2026-12-01', validTo: '2027-01-01' },
    ],
    [
      { from: '25/11', lastDay: null },
      { kind: 'refused', faults: { from: 'not_a_date' } },
    ],
    [
      { from: '2026-11-24', lastDay: null },
      { kind: 'refused', faults: { from: 'past' } },
    ],
    [
      { from: TODAY, lastDay: '2026-11-24' },
      { kind: 'refused', faults: { lastDay: 'before_start' } },
    ],
    [
      { from: TODAY, lastDay: '2026-02-30' },
      { kind: 'refused', faults: { lastDay: 'not_a_date' } },
    ],
  ])('%j', (typed, expected) => expect(grantPeriod(typed, TODAY)).toEqual(expected));

  it('of a lent right has an end within 90 days, its first and last day counted', () => {
    const lent = (lastDay: string | null) =>
      grantPeriod({ from: TODAY, lastDay }, TODAY, DELEGATION_DAYS).kind;
    expect(lent(addDays(TODAY, 89))).toBe('ok');
    expect(lent(addDays(TODAY, 90))).toBe('refused');
    expect(lent(null)).toBe('refused');
  });

  it('is in force from its first to its last day', () => {
    const period = { validFrom: TODAY, validTo: '2026-11-27' };
    expect(['2026-11-24', TODAY, '2026-11-26', '2026-11-27'].map((day) => grantState(period, day))).toEqual([
      'coming',
      'in_force',
      'in_force',
      'ended',
    ]);
  });
});
