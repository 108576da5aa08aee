import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '~/office/dates';
import { monthEndsUpTo, monthNumber, seriesAtMonthEnds, type MonthGroup } from './series';

describe('monthEndsUpTo', () => {
  it.each([
    ['in the middle of a month', '2026-11-25', ['2026-08-31', '2026-09-30', '2026-10-31']],
    ['on the last day of a month', '2026-11-30', ['2026-09-30', '2026-10-31', '2026-11-30']],
    ['in January', '2026-01-02', ['2025-10-31', '2025-11-30', '2025-12-31']],
    ['after a leap day', '2024-03-01', ['2023-12-31', '2024-01-31', '2024-02-29']],
  ])('%s', (_, day, ends) => {
    expect(monthEndsUpTo(day, 3)).toEqual(ends);
  });
});

describe('seriesAtMonthEnds', () => {
  it('counts by hand', () => {
    // Ten people from January, six of them from February on met; four leave during April (first day out 15/04).
    const groups: MonthGroup[] = [
      { fromMonth: monthNumber('2026-01-10'), toMonth: monthNumber('2026-02-05'), counted: 6, met: 0 },
      { fromMonth: monthNumber('2026-02-05'), toMonth: monthNumber('9999-12-31'), counted: 6, met: 6 },
      { fromMonth: monthNumber('2026-01-10'), toMonth: monthNumber('2026-04-15'), counted: 4, met: 0 },
    ];
    const ends = ['2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'];
    expect(seriesAtMonthEnds(groups, ends).map((p) => `${p.numerator}/${p.denominator}`)).toEqual([
      '0/0',
      '0/10',
      '6/10',
      '6/10',
      '6/6',
    ]);
    expect(seriesAtMonthEnds(groups, ends)[0]!.share).toBeNull();
  });

  it('agrees with counting day by day, whatever the periods', () => {
    const span = fc
      .tuple(fc.nat(400), fc.integer({ min: 1, max: 400 }), fc.nat(1))
      .map(([from, length, met]) => ({
        validFrom: addDays('2024-11-20', from),
        validTo: addDays('2024-11-20', from + length),
        met,
      }));
    const ends = monthEndsUpTo('2026-11-25', 24);
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), (spans) => {
        const groups = spans.map(({ validFrom, validTo, met }) => ({
          fromMonth: monthNumber(validFrom),
          toMonth: monthNumber(validTo),
          counted: 1,
          met,
        }));
        const expected = ends.map((day) => {
          const holding = spans.filter((s) => s.validFrom <= day && day < s.validTo);
          return `${holding.filter((s) => s.met).length}/${holding.length}`;
        });
        expect(seriesAtMonthEnds(groups, ends).map((p) => `${p.numerator}/${p.denominator}`)).toEqual(
          expected,
        );
      }),
    );
  });
});
