import { addDays, addMonths } from '~/office/dates';
import { partOf, type Part } from './figure';

/** Spans that begin in one month and end in another (year × 12 + month, January = 1), and how many of them are met. */
export interface MonthGroup {
  fromMonth: number;
  toMonth: number;
  counted: number;
  met: number;
}

/** One point of a series: the figure at the end of a day. */
export interface SeriesPoint extends Omit<Part, 'key'> {
  asOf: string;
}

/** Districts ended and communes merged on this day: figures before and after don't join. */
export const REFORM_DAY = '2025-07-01';

/** Last days of the `count` months that ended before the day (or on it), oldest first. */
export function monthEndsUpTo(day: string, count: number): string[] {
  const startOfNext = `${addDays(day, 1).slice(0, 7)}-01`;
  return Array.from({ length: count }, (_, index) => addDays(addMonths(startOfNext, index - count + 1), -1));
}

/** Number of the month of an ISO date. */
export function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
}

/**
 * The figure at each of some month-ends. A span holds the last day of month M exactly when it begins in M or before and
 * ends (its first day out) in a later month, so the months alone decide.
 */
export function seriesAtMonthEnds(
  groups: readonly MonthGroup[],
  monthEnds: readonly string[],
): SeriesPoint[] {
  return monthEnds.map((asOf) => {
    const month = monthNumber(asOf);
    let [numerator, denominator] = [0, 0];
    for (const group of groups) {
      if (group.fromMonth > month || month >= group.toMonth) continue;
      numerator += group.met;
      denominator += group.counted;
    }
    const { share } = partOf(asOf, numerator, denominator);
    return { asOf, numerator, denominator, share };
  });
}
