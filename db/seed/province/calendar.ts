import { addMonths } from '../../../app/office/dates';
import { dateOfDayNumber, dayNumber } from '../../../app/office/formats';
import type { Random } from '../random';
import type { IsoDate } from './shape';

/** Offices date their papers on working days: nobody sits an exam on a Sunday or at Tết. */

/** First day of the lunar year; offices close from two days before it to four days after. */
const TET = (
  '2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 ' +
  '2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03'
).split(' ');
const CLOSED = new Set(
  TET.flatMap((first) => [-2, -1, 0, 1, 2, 3, 4].map((days) => dayNumber(first) + days)),
);
const HOLIDAYS = new Set(['01-01', '04-30', '05-01', '09-02']);

function isWorkday(day: number): boolean {
  const sundayFirst = (((day + 4) % 7) + 7) % 7;
  if (sundayFirst === 0 || sundayFirst === 6 || CLOSED.has(day)) return false;
  return !HOLIDAYS.has(dateOfDayNumber(day).slice(5));
}

/** The day itself or the nearest working day before it. */
export function workdayUpTo(day: number): number {
  let found = day;
  while (!isWorkday(found)) found -= 1;
  return found;
}

/** The day itself or the nearest working day after it. */
export function workdayFrom(day: number): number {
  let found = day;
  while (!isWorkday(found)) found += 1;
  return found;
}

export const shiftMonths = (date: IsoDate, months: number): IsoDate => addMonths(date, months);
export const shiftDays = (date: IsoDate, days: number): IsoDate => dateOfDayNumber(dayNumber(date) + days);
export const later = (a: IsoDate, b: IsoDate): IsoDate => (a > b ? a : b);
export const earlier = (a: IsoDate, b: IsoDate): IsoDate => (a < b ? a : b);

/** A working day in [from, to]; `from` itself when the range is empty or holds none. */
export function dateBetween(random: Random, from: IsoDate, to: IsoDate): IsoDate {
  const low = dayNumber(from);
  const day = workdayUpTo(random.between(low, dayNumber(to)));
  return dateOfDayNumber(Math.max(low, day));
}

/** First day of a month in [from, to], where posts usually begin and end; `from` when there is none. */
export function monthStartBetween(random: Random, from: IsoDate, to: IsoDate): IsoDate {
  const first = from.endsWith('-01') ? from : `${shiftMonths(`${from.slice(0, 7)}-01`, 1)}`;
  if (first > to) return from;
  const months = (date: IsoDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return shiftMonths(first, random.between(0, months(to) - months(first)));
}
