import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dateOfDayNumber,
  dateOfInstant,
  dayNumber,
  formatDate,
  formatDateLong,
  formatInstant,
  formatMonthShort,
  formatTime,
  isIsoDate,
  lastDayOf,
  parseDate,
  weekdayName,
} from './formats';
import { addDays } from './dates';

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
    ['29/02/2000', '2000-02-29'],
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
