import { addDays, dateOf, startOfDate } from '~/office/dates';
import type { JobKind } from './terms';

/** Times on the province's clock, by kind: what runs by itself once a day. */
export const DAILY: Partial<Record<JobKind, string>> = {
  'close-leavers': '00:15',
  'daily-seal': '00:30',
  'clean-up': '01:00',
  backup: '01:30',
  'nightly-check': '02:30',
  'sweep-files': '03:00',
  'notice-digest': '07:00',
};

export interface DueInput {
  /** UTC milliseconds. */
  now: number;
  /** When this installation began to keep a schedule: what was due before is not made up for. */
  since: number;
  /** Kinds to look at, each with its time HH:MM. */
  times: Readonly<Record<string, string>>;
  /** The newest date for which each kind has been queued. */
  lastDates: Readonly<Record<string, string>>;
}

export interface DueJob {
  kind: string;
  /** The day (ISO date of the province) whose run this is. */
  date: string;
  /** Unique: two processes that find the same job due queue it once. */
  key: string;
}

/**
 * Which daily jobs are due. A run that was missed, because the machine was off, is made up for once, not once for each
 * day. A clock that goes back queues nothing anew.
 */
export function dueJobs({ now, since, times, lastDates }: DueInput): DueJob[] {
  return Object.entries(times)
    .map(([kind, time]) => ({ kind, time, date: lastOccurrence(now, time) }))
    .filter(({ kind, time, date }) => {
      const last = lastDates[kind];
      return last === undefined ? occurrence(date, time) >= since : last < date;
    })
    .map(({ kind, date }) => ({ kind, date, key: `${kind}:${date}` }));
}

/** When a daily job comes next, in UTC milliseconds: always after `now`. */
export function nextOccurrence(now: number, time: string): number {
  return occurrence(addDays(lastOccurrence(now, time), 1), time);
}

/** The date of the newest occurrence at or before `now`. */
function lastOccurrence(now: number, time: string): string {
  const today = dateOf(now);
  return occurrence(today, time) <= now ? today : addDays(today, -1);
}

function occurrence(date: string, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return startOfDate(date) + (hours * 60 + minutes) * 60_000;
}
