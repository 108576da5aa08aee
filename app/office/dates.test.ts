import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, dateOf, daysBetween, isDate, startOfDate } from './dates';

describe('dates of the province', () => {
  it.each([
    ['2026-11-25T16:59:59.999Z', '2026-11-25'],
    ['2026-11-25T17:00:00.000Z', '2026-11-26'],
    ['2025-06-30T17:00:00.000Z', '2025-07-01'],
  ])('the instant %s lies on %s', (instant, date) => expect(dateOf(Date.parse(instant))).toBe(date));

  it.each([
    ['2026-05-14', 36, '2029-05-14'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -13, '2024-12-15'],
  ])('%s and %i months is %s', (date, months, result) => expect(addMonths(date, months)).toBe(result));

  it.each([
    ['2026-02-29', false],
    ['2024-02-29', true],
    ['2026-13-01', false],
    ['26-01-01', false],
    ['2026-1-1', false],
    ['', false],
  ])('%s is a date: %s', (text, result) => expect(isDate(text)).toBe(result));

  it('a day begins where the day before ends, and counting back and forth agrees', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }),
        fc.integer({ min: -5000, max: 5000 }),
        (from, step) => {
          const date = addDays('1990-01-01', from);
          const other = addDays(date, step);
          expect(daysBetween(date, other)).toBe(step);
          expect(dateOf(startOfDate(date))).toBe(date);
          expect(dateOf(startOfDate(date) - 1)).toBe(addDays(date, -1));
        },
      ),
    );
  });
});
