import { dateOfDayNumber, dateOfInstant, dayNumber, isIsoDate } from './formats';

/*
 * Arithmetic on dates of the province, ISO text in and out. Asia/Ho_Chi_Minh has been UTC+7 without summer time since
 * 1975.
 */
const OFFSET_MS = 7 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** ISO date, in the province's zone, of an instant in UTC milliseconds. */
export function dateOf(instant: number): string {
  return dateOfInstant(instant);
}

/** First instant of an ISO date in the province's zone. RangeError on a non-date. */
export function startOfDate(date: string): number {
  return dayNumber(date) * DAY_MS - OFFSET_MS;
}

/** The date `months` later; a day that the month lacks becomes its last day. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const index = year * 12 + (month - 1) + months;
  const first = (at: number) => `${String(Math.floor(at / 12)).padStart(4, '0')}-${pad((at % 12) + 1)}-01`;
  const length = dayNumber(first(index + 1)) - dayNumber(first(index));
  return `${first(index).slice(0, 8)}${pad(Math.min(day, length))}`;
}

/** `addDays('2026-12-31', 1)` = `2027-01-01`. RangeError when the result leaves years 1 to 9999. */
export function addDays(date: string, days: number): string {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Whole days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** A date that exists, in the form yyyy-mm-dd. */
export function isDate(text: string): boolean {
  return isIsoDate(text);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
