import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { people, provincePlan } from './province';
import { BASIC_MODULES } from './pools/certificates';
import { OPEN_END, REFORM, type PlannedPerson, type PlannedUnit, type Province } from './province/shape';

const TODAY = '2026-11-25';
const TODAYS = ['2026-06-30', TODAY, '2027-03-01'];
const SIZES = [300, 1000, 5000];
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);

const everybody = (staff: number, seed: number, today = TODAY): PlannedPerson[] => [
  ...people(provincePlan({ staff, seed }), { staff, seed, today }),
];
const holds = (period: { validFrom: string; validTo: string }, day: string): boolean =>
  period.validFrom <= day && day < period.validTo;

/** The naive check: category on the day, evidence on the day, six modules or not. */
function countOn(day: string, persons: Iterable<PlannedPerson>): { met: number; counted: number } {
  let [met, counted] = [0, 0];
  for (const person of persons) {
    const primary = person.assignments.find((one) => one.isPrimary && holds(one, day));
    if (primary?.category !== 'cadre' && primary?.category !== 'civil_servant') continue;
    counted += 1;
    const shown = new Set(person.evidence.filter((one) => holds(one, day)).flatMap(({ modules }) => modules));
    if (BASIC_MODULES.every((module) => shown.has(module))) met += 1;
  }
  return { met, counted };
}

const byCode = (plan: Province): Map<string, PlannedUnit> =>
  new Map(plan.units.map((unit) => [unit.code, unit]));

describe.each([300, 5000, 75_000])('the units of a province of %i people', (staff) => {
  const plan = provincePlan({ staff, seed: 7 });
  const units = byCode(plan);

  it('have unique codes in the shape of agency codes', () => {
    expect(units.size).toBe(plan.units.length);
    for (const code of units.keys()) expect(code).toMatch(/^LG(\.[0-9A-Z]{2,3}){0,4}$/);
  });

  it('have periods without gaps, and parents that exist throughout', () => {
    for (const unit of plan.units) {
      expect(unit.periods[0]?.validFrom).toBe(unit.validFrom);
      expect(unit.periods.at(-1)?.validTo).toBe(unit.validTo);
      unit.periods.forEach((period, i) => {
        expect(period.validFrom < period.validTo).toBe(true);
        if (i > 0) expect(period.validFrom).toBe(unit.periods[i - 1]?.validTo);
        if (period.parentCode === null) return expect(unit.code).toBe('LG');
        const parent = units.get(period.parentCode);
        const covers = parent && parent.validFrom <= period.validFrom && period.validTo <= parent.validTo;
        expect(covers, `${unit.code} under ${period.parentCode}`).toBe(true);
      });
    }
  });

  it('know no district from 01/07/2025 on, and new communes only from then', () => {
    for (const { level, validTo } of plan.units.flatMap(({ periods }) => periods)) {
      if (level === 'district') expect(validTo <= REFORM).toBe(true);
    }
    for (const unit of plan.units.filter(({ kind }) => kind === 'committee'))
      expect(unit.validFrom).toBe(REFORM);
  });

  it('merge from two to four old communes each, by successions between units that meet on the day', () => {
    for (const { fromCode, toCode, on } of plan.successions) {
      expect(units.get(fromCode)?.validTo).toBe(on);
      expect(holds(units.get(toCode) ?? { validFrom: '', validTo: '' }, on), toCode).toBe(true);
    }
    for (const unit of plan.units.filter(({ kind }) => kind === 'committee')) {
      const old = plan.successions.filter(
        ({ toCode, fromCode }) => toCode === unit.code && /X/.test(fromCode),
      );
      const merged = old.filter(({ kind }) => kind === 'merge').length;
      expect(merged).toBeLessThanOrEqual(4);
      expect(old.length).toBeGreaterThanOrEqual(2);
    }
    for (const unit of plan.units.filter(({ validTo }) => validTo !== OPEN_END)) {
      expect(
        plan.successions.some(({ fromCode }) => fromCode === unit.code),
        unit.code,
      ).toBe(true);
    }
  });

  it('bear names of their own at any time', () => {
    for (const day of ['2025-06-30', REFORM]) {
      const names = plan.units.flatMap(({ periods }) =>
        periods.filter((one) => holds(one, day)).map((p) => p.nameVi),
      );
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe('the size of a province', () => {
  it.each([
    [300, 8, 22, 3, 200],
    [75_000, 98, 300, 10, 10_034],
  ])(
    '%i people: %i communes of %i old ones in %i districts, %i counted',
    (staff, now, old, districts, population) => {
      const plan = provincePlan({ staff, seed: 1 });
      const count = (test: (unit: PlannedUnit) => boolean): number => plan.units.filter(test).length;
      expect(count(({ kind }) => kind === 'committee')).toBe(now);
      expect(count(({ kind }) => kind === 'old_committee')).toBe(old);
      expect(count(({ kind }) => kind === 'district_council')).toBe(districts);
      expect(plan.population).toBe(population);
    },
  );

  it.each([1, 6, 40, 120])('%i people are possible too', (staff) => {
    expect(everybody(staff, 3)).toHaveLength(staff);
  });
});

describe('the share of cán bộ and công chức who meet the rule', () => {
  it.each(SIZES.flatMap((staff) => TODAYS.map((today) => [staff, today] as const)))(
    'is 62 to 66 percent of %i people on %s, for seeds 1 to 20',
    (staff, today) => {
      for (const seed of SEEDS) {
        const plan = provincePlan({ staff, seed });
        const { met, counted } = countOn(today, people(plan, { staff, seed, today }));
        expect(counted).toBe(plan.population);
        expect(met / counted, `seed ${seed}`).toBeGreaterThanOrEqual(0.62);
        expect(met / counted, `seed ${seed}`).toBeLessThanOrEqual(0.66);
      }
    },
    180_000,
  );
});

describe('determinism', () => {
  const digest = (staff: number, seed: number, today: string): string => {
    const hash = createHash('sha256').update(JSON.stringify(provincePlan({ staff, seed })));
    for (const person of people(provincePlan({ staff, seed }), { staff, seed, today }))
      hash.update(JSON.stringify(person));
    return hash.digest('hex');
  };

  it('gives the same province for the same arguments and another one for each other', () => {
    expect(digest(300, 1, TODAY)).toBe(digest(300, 1, TODAY));
    const others = [
      digest(300, 1, TODAY),
      digest(300, 2, TODAY),
      digest(301, 1, TODAY),
      digest(300, 1, '2026-11-26'),
    ];
    expect(new Set(others).size).toBe(4);
  });

  it('refuses people of another plan, and a day before the new structure has settled', () => {
    const plan = provincePlan({ staff: 300, seed: 1 });
    expect(() => people(plan, { staff: 300, seed: 2, today: TODAY }).next()).toThrow(RangeError);
    expect(() => people(plan, { staff: 300, seed: 1, today: '2025-06-30' }).next()).toThrow(RangeError);
    expect(() => provincePlan({ staff: 0, seed: 1 })).toThrow(RangeError);
  });

  it('makes 75,000 people one at a time', () => {
    const plan = provincePlan({ staff: 75_000, seed: 1 });
    const { met, counted } = countOn(TODAY, people(plan, { staff: 75_000, seed: 1, today: TODAY }));
    expect({ met, counted }).toEqual({ met: 6422, counted: 10_034 });
  }, 180_000);
});
