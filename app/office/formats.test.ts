import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dateOfDayNumber,
  dateOfInstant,
  dayNumber,
  formatDate,
  formatDateLong,
  formatInstant,
  formatInteger,
  formatMark,
  formatMonthShort,
  formatShare,
  formatShareBesideTarget,
  formatTime,
  isIsoDate,
  lastDayOf,
  parseDate,
  weekdayName,
} from './formats';

const anyDay = fc.integer({ min: -719_162, max: 2_932_896 }); // 0001-01-01 to 9999-12-31

describe('dates', () => {
  it.each([
    ['2026-11-25', '25/11/2026'],
    ['1982-08-07', '07/08/1982'],
    ['9999-12-31', '31/12/9999'],
  ])('%s is written %s', (iso, text) => expect(formatDate(iso)).toBe(text));

  it.each([
    ['2026-12-08', 'ngày 08 tháng 12 năm 2026'],
    ['2026-02-05', 'ngày 05 tháng 02 năm 2026'],
    ['2026-01-31', 'ngày 31 tháng 01 năm 2026'],
    ['1982-08-17', 'ngày 17 tháng 8 năm 1982'],
    ['2026-03-10', 'ngày 10 tháng 3 năm 2026'],
  ])('%s in a document is %s', (iso, text) => expect(formatDateLong(iso)).toBe(text));

  it('says no more than the precision of a birth date', () => {
    expect(formatDateLong('1982-08-01', 'vi', 'month')).toBe('tháng 8 năm 1982');
    expect(formatDateLong('1982-01-01', 'vi', 'month')).toBe('tháng 01 năm 1982');
    expect(formatDateLong('1982-01-01', 'vi', 'year')).toBe('năm 1982');
    expect(formatDateLong('1982-08-17', 'en')).toBe('17 August 1982');
    expect(formatDateLong('1982-08-01', 'en', 'month')).toBe('August 1982');
    expect(formatDateLong('1982-01-01', 'en', 'year')).toBe('1982');
  });

  it.each([
    ['2026-12-03', 'thứ Năm', 'Thursday'],
    ['2026-11-25', 'thứ Tư', 'Wednesday'],
    ['2025-07-01', 'thứ Ba', 'Tuesday'],
    ['2026-12-06', 'Chủ nhật', 'Sunday'],
    ['1969-12-29', 'thứ Hai', 'Monday'],
    ['1940-02-02', 'thứ Sáu', 'Friday'],
    ['2000-01-01', 'thứ Bảy', 'Saturday'],
  ])('%s is a %s', (iso, vi, en) => {
    expect(weekdayName(iso, 'vi')).toBe(vi);
    expect(weekdayName(iso, 'en')).toBe(en);
  });

  it.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['1900-02-28', 1, '1900-03-01'],
    ['2000-03-01', -1, '2000-02-29'],
    ['2026-11-25', 0, '2026-11-25'],
    ['2029-05-15', -1, '2029-05-14'],
  ])('%s plus %i days is %s', (iso, days, result) => expect(addDays(iso, days)).toBe(result));

  it('prints the last day of a half-open period, and none for an open one', () => {
    expect(lastDayOf('2025-07-01')).toBe('2025-06-30');
    expect(lastDayOf('9999-12-31')).toBeNull();
  });

  it('agrees with the calendar of the engine on every day (judged by Date in UTC)', () => {
    fc.assert(
      fc.property(anyDay, (days) => {
        const iso = dateOfDayNumber(days);
        const judge = new Date(days * 86_400_000).toISOString().slice(0, 10);
        expect(iso).toBe(judge);
        expect(dayNumber(iso)).toBe(days);
        expect(weekdayName(iso, 'en')).toBe(
          new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(days * 86_400_000),
        );
      }),
    );
  });

  it('refuses what is not a day of the calendar', () => {
    for (const bad of [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '25/11/2026',
      '',
      '0000-01-01',
    ]) {
      expect(isIsoDate(bad)).toBe(false);
      expect(() => formatDate(bad)).toThrow(RangeError);
    }
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('2026-01-01', 0.5)).toThrow(RangeError);
    expect(formatMonthShort('2026-05-14')).toBe('05/26');
  });
});

describe('parseDate', () => {
  it.each([
    ['25/11/2026', '2026-11-25'],
    [' 5/1/2026 ', '2026-01-05'],
    ['29/02/2024', '2024-02-29'],
  ])('reads %s', (text, iso) => expect(parseDate(text)).toEqual({ kind: 'ok', iso }));

  it.each([
    ['12/25/1979', 'month'],
    ['01/00/2026', 'month'],
    ['31/02/2026', 'day'],
    ['29/02/1900', 'day'],
    ['00/11/2026', 'day'],
    ['31/11/2026', 'day'],
    ['2026-11-25', 'shape'],
    ['25.11.2026', 'shape'],
    ['25/11/26', 'shape'],
    ['25/11/0026', 'shape'],
    ['25/11/2026 08:00', 'shape'],
    ['', 'shape'],
  ] as const)('refuses %s for its %s', (text, reason) =>
    expect(parseDate(text)).toEqual({ kind: 'error', reason }),
  );

  it('reads back every date it can be asked to write', () => {
    fc.assert(
      fc.property(fc.integer({ min: -354_285, max: 2_932_896 }), (days) => {
        const iso = dateOfDayNumber(days); // from 1000-01-01
        expect(parseDate(formatDate(iso))).toEqual({ kind: 'ok', iso });
      }),
    );
  });
});

describe('instants', () => {
  const instant = Date.UTC(2026, 10, 25, 2, 14, 32, 999); // 09:14:32.999 in the province

  it('shows the province clock, cut to the second or the minute', () => {
    expect(formatTime(instant)).toBe('09:14:32');
    expect(formatTime(instant, 'minute')).toBe('09:14');
    expect(formatInstant(instant, 'vi')).toBe('09:14:32, 25/11/2026');
    expect(formatInstant(instant, 'en')).toBe('09:14:32 on 25/11/2026');
    expect(formatInstant(instant, 'vi', 'minute')).toBe('09:14, 25/11/2026');
  });

  it('changes the date at 17:00 UTC, the midnight of the province', () => {
    expect(formatInstant(Date.UTC(2026, 11, 31, 16, 59, 59, 999), 'vi')).toBe('23:59:59, 31/12/2026');
    expect(formatInstant(Date.UTC(2026, 11, 31, 17), 'vi')).toBe('00:00:00, 01/01/2027');
    expect(dateOfInstant(-1)).toBe('1970-01-01');
    expect(formatTime(-25_200_001)).toBe('23:59:59');
  });

  it('agrees with the time zone data of the engine since 1976', () => {
    const judge = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Ho_Chi_Minh',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1976, 0), max: Date.UTC(2100, 0) }), (ms) => {
        expect(`${formatDate(dateOfInstant(ms))}, ${formatTime(ms)}`).toBe(judge.format(ms));
      }),
    );
  });
});

describe('whole numbers', () => {
  it.each([
    [0, '0', '0'],
    [999, '999', '999'],
    [1000, '1.000', '1,000'],
    [10_034, '10.034', '10,034'],
    [72_360_000, '72.360.000', '72,360,000'],
    [-48, '−48', '−48'],
    [-1234, '−1.234', '−1,234'],
    [12345678901234567890n, '12.345.678.901.234.567.890', '12,345,678,901,234,567,890'],
  ] as const)('%s', (value, vi, en) => {
    expect(formatInteger(value)).toBe(vi);
    expect(formatInteger(value, 'en')).toBe(en);
  });

  it('refuses what is not whole', () => {
    for (const bad of [1.5, NaN, Infinity, 2 ** 53]) {
      expect(() => formatInteger(bad)).toThrow(RangeError);
      expect(() => formatShare(bad, 2)).toThrow(RangeError);
    }
  });
});

describe('shares', () => {
  it.each([
    [6612, 10_034, '65,9%'], // 65.8959…
    [7024, 10_034, '70,0%'], // 70.0019…
    [2489, 3216, '77,4%'],
    [1, 3, '33,3%'],
    [2, 3, '66,7%'],
    [1, 2000, '0,1%'], // 0.05 exactly: half goes up
    [1999, 2000, '100,0%'], // 99.95: plain rounding; beside a target of 1 it is cut, below
    [0, 5, '0,0%'],
    [5, 5, '100,0%'],
    [-1, 3, '−33,3%'],
    [-1, 4000, '0,0%'], // never "−0,0"
    [0, 0, '–'],
  ])('%i of %i is %s', (num, den, text) => expect(formatShare(num, den)).toBe(text));

  it('English has a point', () => expect(formatShare(6612n, 10_034n, 'en')).toBe('65.9%'));

  it.each([
    [69_999, 100_000, 7, 10, '69,9%'],
    [6996, 10_000, 7, 10, '69,9%'],
    [6994, 10_000, 7, 10, '69,9%'],
    [7, 10, 7, 10, '70,0%'],
    [70_001, 100_000, 7, 10, '70,0%'],
    [1999, 2000, 1, 1, '99,9%'],
    [6612, 10_034, 7, 10, '65,9%'],
    [2, 3, 67, 100, '66,7%'], // rounds up, still below 67
    [6667, 10_000, 667, 1000, '66,6%'],
    [0, 0, 7, 10, '–'],
  ])('%i of %i beside %i/%i is %s', (num, den, tn, td, text) =>
    expect(formatShareBesideTarget(num, den, tn, td)).toBe(text),
  );

  it('a share shown beside its target stands on the right side of it, within a tenth', () => {
    const den = fc.bigInt(1n, 10n ** 12n);
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), den, fc.bigInt(0n, 1000n), (num, d, target) => {
        const shown = formatShareBesideTarget(num, d, target, 1000n, 'en');
        const tenths = BigInt(shown.replace(/[,.%]/g, ''));
        const isBelow = num * 1000n < target * d;
        expect(tenths < target).toBe(isBelow);
        const error = tenths * d - num * 1000n;
        expect(error < d && error > -d).toBe(true);
      }),
    );
  });
});

describe('marks', () => {
  const UNIT = 2_520_000n; // marks are integers in 1/2,520,000 (design.md 4.3)

  it.each([
    ['49.995 below 50', 49_995n, 1000n, 50n, 1n, '49,99'],
    ['two thirds below 67%', 200n, 3n, 67n, 1n, '66,67'],
    ['89.66 below 90', 8966n, 100n, 90n, 1n, '89,66'],
    ['99.5 below 100', 995n, 10n, 100n, 1n, '99,50'],
    ['66.665 below 66.67', 66_665n, 1000n, 6667n, 100n, '66,66'],
    ['50.25 at its pass mark', 5025n, 100n, 5025n, 100n, '50,25'],
    ['5 at 5', 5n, 1n, 5n, 1n, '5,00'],
    ['33/40 of ten', 330n, 40n, 5n, 1n, '8,25'],
    ['three thirds of one', 3n * (UNIT / 3n), UNIT, 1n, 2n, '1,00'],
    ['mean of 50, 50, 49 below 50', 149n, 3n, 50n, 1n, '49,67'],
    ['above the pass mark a half goes up', 50_005n, 1000n, 50n, 1n, '50,01'],
    ['below zero', -1n, 4n, 5n, 1n, '−0,25'],
  ] as const)('%s', (_name, num, den, passNum, passDen, text) =>
    expect(formatMark(num, den, passNum, passDen)).toBe(text),
  );

  it('English has a point; denominator 0 is refused', () => {
    expect(formatMark(825n, 100n, 5n, 1n, 'en')).toBe('8.25');
    expect(() => formatMark(1n, 0n, 5n, 1n)).toThrow(RangeError);
    expect(() => formatMark(1n, 1n, 5n, 0n)).toThrow(RangeError);
  });

  it('a failing mark never looks like a pass, a passing one never like a fail', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 100n * UNIT), fc.bigInt(0n, 10_000n), (mark, passHundredths) => {
        const shown = BigInt(formatMark(mark, UNIT, passHundredths, 100n, 'en').replace(/[.,]/g, ''));
        expect(shown < passHundredths).toBe(mark * 100n < passHundredths * UNIT);
      }),
    );
  });
});
