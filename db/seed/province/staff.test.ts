import { describe, expect, it } from 'vitest';
import { BASIC_MODULES } from '../pools/certificates';
import { people, provincePlan } from '../province';
import type { PlannedPerson, PlannedUnit, Province } from './shape';

const TODAY = '2026-11-25';

const everybody = (staff: number, seed: number, today = TODAY): PlannedPerson[] => [
  ...people(provincePlan({ staff, seed }), { staff, seed, today }),
];
const byCode = (plan: Province): Map<string, PlannedUnit> =>
  new Map(plan.units.map((unit) => [unit.code, unit]));

describe('the people', () => {
  const staff = 1000;
  const plan = provincePlan({ staff, seed: 7 });
  const units = byCode(plan);
  const persons = everybody(staff, 7);

  it('are as many as asked, with unique codes', () => {
    expect(persons).toHaveLength(staff);
    expect(new Set(persons.map(({ staffCode }) => staffCode)).size).toBe(staff);
    for (const { staffCode } of persons) expect(staffCode).toMatch(/^LG-0\d{5}$/);
  });

  it('have one primary assignment at any date from their first to their last, in units that exist', () => {
    for (const { staffCode, assignments, states } of persons) {
      const primary = assignments.filter(({ isPrimary }) => isPrimary);
      expect(primary.length, staffCode).toBeGreaterThan(0);
      primary.forEach((one, i) => {
        expect(one.validFrom < one.validTo, staffCode).toBe(true);
        if (i > 0) expect(one.validFrom, staffCode).toBe(primary[i - 1]?.validTo);
      });
      for (const one of assignments) {
        const unit = units.get(one.unitCode);
        expect(unit && unit.validFrom <= one.validFrom && one.validTo <= unit.validTo, staffCode).toBe(true);
        expect(unit?.kind).not.toBe('area');
      }
      expect(states[0]?.validFrom).toBe(primary[0]?.validFrom);
      expect(states.at(-1)?.validTo).toBe(primary.at(-1)?.validTo);
    }
  });

  it('go from an ended unit into a successor or a unit under it', () => {
    const into = (code: string): string[] =>
      plan.successions.filter(({ fromCode }) => fromCode === code).map(({ toCode }) => toCode);
    const isUnder = (code: string, above: string): boolean => code === above || code.startsWith(`${above}.`);
    let moves = 0;
    for (const { assignments, staffCode } of persons) {
      assignments.forEach(({ unitCode, validTo, isPrimary }, i) => {
        const next = assignments[i + 1];
        if (!isPrimary || !next?.isPrimary || units.get(unitCode)?.validTo !== validTo) return;
        moves += 1;
        expect(
          into(unitCode).some((code) => isUnder(next.unitCode, code)),
          staffCode,
        ).toBe(true);
      });
    }
    expect(moves).toBeGreaterThan(200);
  });

  it('keep to the law of the case: part-time ends by 31/05/2026, nobody works as a child or after 63', () => {
    for (const { assignments, birthDate, staffCode } of persons) {
      for (const { category, validTo } of assignments) {
        if (category === 'part_time') expect(validTo <= '2026-06-01').toBe(true);
      }
      const years = Number((assignments[0]?.validFrom ?? '').slice(0, 4)) - Number(birthDate.slice(0, 4));
      expect(years, staffCode).toBeGreaterThanOrEqual(21);
      expect(Number(TODAY.slice(0, 4)) - Number(birthDate.slice(0, 4)), staffCode).toBeLessThanOrEqual(63);
    }
  });

  it('hold every category, arrivals, leavers, transfers, leave and second posts', () => {
    const all = persons.flatMap(({ assignments }) => assignments);
    for (const category of [
      'cadre',
      'civil_servant',
      'public_employee',
      'part_time',
      'contract',
      'unstated',
    ]) {
      expect(
        all.some((one) => one.category === category),
        category,
      ).toBe(true);
    }
    expect(persons.some(({ assignments }) => (assignments[0]?.validFrom ?? '') > '2024-01-01')).toBe(true);
    expect(persons.some(({ leftFor }) => leftFor === 'early_retirement')).toBe(true);
    expect(persons.some(({ states }) => states.some(({ state }) => state === 'leave'))).toBe(true);
    expect(all.some(({ isPrimary }) => !isPrimary)).toBe(true);
    expect(persons.some(({ birthPrecision }) => birthPrecision === 'year')).toBe(true);
  });

  it('have evidence that is past, on working days, with marks from the pass mark to the scale', () => {
    for (const { evidence, claimed, failed } of persons) {
      for (const one of evidence) {
        expect(one.validFrom <= TODAY && one.validFrom < one.validTo).toBe(true);
        const day = new Date(`${one.validFrom}T00:00:00Z`).getUTCDay();
        expect(day !== 0 && day !== 6, one.validFrom).toBe(true);
        if (one.kind === 'result')
          expect(one.mark >= 500 && one.mark <= 1000 && one.mark % 25 === 0).toBe(true);
        else expect(one.acceptedOn >= one.issuedOn && one.acceptedOn < TODAY).toBe(true);
      }
      for (const { mark, on } of failed) expect(mark < 500 && on <= TODAY).toBe(true);
      for (const { claimedOn, issuedOn } of claimed)
        expect(issuedOn <= claimedOn && claimedOn <= TODAY).toBe(true);
    }
    const ends = persons.flatMap(({ evidence }) => evidence.map(({ validTo }) => validTo));
    expect(ends.some((end) => end <= TODAY)).toBe(true);
    expect(ends.some((end) => end > TODAY && end < '2027-01-25')).toBe(true);
  });
});

describe('the people of the pictures', () => {
  const persons = everybody(300, 1);
  const plan = provincePlan({ staff: 300, seed: 1 });
  const unitNow = (person: PlannedPerson | undefined): string | undefined =>
    byCode(plan)
      .get(person?.assignments.filter(({ isPrimary }) => isPrimary).at(-1)?.unitCode ?? '')
      ?.periods.at(-1)?.nameVi;

  it('come first, in this order', () => {
    expect(
      persons.slice(0, 7).map(({ staffCode, fullName, account }) => [staffCode, fullName, account?.key]),
    ).toEqual([
      ['LG-024817', 'Trần Thị Hồng Vân', 'learner'],
      ['LG-017701', 'Lương Thị Kim Oanh', 'hr'],
      ['LG-001126', 'Phan Đức Thịnh', 'trainer'],
      ['LG-000012', 'Đỗ Quang Khải', 'leader'],
      ['LG-001147', 'Tô Minh Quân', 'operator'],
      ['LG-000873', 'Vương Thị Thu Hằng', 'provinceHr'],
      ['LG-000964', 'Đinh Thị Thu Hà', 'auditor'],
    ]);
  });

  it.each([
    [TODAY, ['2026-05-14', '2026-09-18', '2026-06-22']],
    ['2027-03-01', ['2026-08-18', '2026-12-23', '2026-09-25']],
  ])('Trần Thị Hồng Vân lacks IU01 alone, seen on %s', (today, [first, second, certificate]) => {
    const [van] = everybody(300, 1, today);
    expect([van?.birthDate, van?.sex, unitNow(van)]).toEqual([
      '1982-08-17',
      'female',
      'Văn phòng HĐND và UBND xã Đông Lĩnh',
    ]);
    expect(
      van?.evidence.map((one) => [
        one.modules.join(),
        one.kind === 'result' ? one.mark : one.certificate,
        one.validFrom,
      ]),
    ).toEqual([
      ['IU02', 850, first],
      ['IU03', 775, first],
      ['IU04', 625, second],
      ['IU05', 900, second],
      ['IU06', 'IC3', certificate],
    ]);
  });

  it('make the roster of the named office: 4 of 8 and 3 of 5', () => {
    const isMet = ({ evidence }: PlannedPerson): boolean =>
      BASIC_MODULES.every((module) =>
        evidence.some((one) => one.modules.includes(module) && one.validFrom <= TODAY && TODAY < one.validTo),
      );
    const roster = (unit: string) => {
      const here = persons.filter((person) => unitNow(person) === unit && !person.leftFor);
      return { met: here.filter(isMet).length, counted: here.length };
    };
    expect(roster('Văn phòng HĐND và UBND xã Đông Lĩnh')).toEqual({ met: 4, counted: 8 });
    expect(roster('Phòng Kinh tế xã Đông Lĩnh')).toEqual({ met: 3, counted: 5 });
    expect(roster('Uỷ ban MTTQ xã Tân Khê')).toEqual({ met: 0, counted: 0 });
  });
});
