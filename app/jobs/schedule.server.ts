import { lastDailyDate } from '~db/queries/jobs';
import { getSettingText, setSettingText } from '~db/queries/trail';
import type { Db } from '~db/client.server';
import { getSettings } from '~/access/settings.server';
import { enqueueJob } from './jobs.server';
import { DAILY, dueJobs, nextOccurrence } from './schedule';
import type { JobKind } from './terms';

const SINCE = 'scheduleSince';

/** Times of the daily jobs, by kind: as the province has set them, else the usual ones. */
export function dailyTimes(db: Db): Record<string, string> {
  return { ...DAILY, ...getSettings(db).dailyTimes };
}

/**
 * Queues the daily jobs that are due, of those kinds that have a handler here; answers their kinds. Any number of
 * processes may call it: each job has one key a day.
 */
export function enqueueDueJobs(db: Db, input: { now: number; kinds: readonly string[] }): string[] {
  const { now, kinds } = input;
  const times = Object.fromEntries(Object.entries(dailyTimes(db)).filter(([kind]) => kinds.includes(kind)));
  const lastDates = Object.fromEntries(
    Object.keys(times).flatMap((kind) => {
      const date = lastDailyDate(db, kind);
      return date === null ? [] : [[kind, date]];
    }),
  );
  const due = dueJobs({ now, since: scheduleSince(db, now), times, lastDates });
  return due
    .filter(
      ({ kind, key, date }) => enqueueJob(db, { kind, input: { date }, accountId: null, now, key }) !== null,
    )
    .map(({ kind }) => kind);
}

/** When this installation's first job process looked at the schedule. */
function scheduleSince(db: Db, now: number): number {
  const text = getSettingText(db, SINCE);
  if (text !== null) return Number(text);
  setSettingText(db, SINCE, String(now));
  return now;
}

/** When each daily job that has a handler comes next, soonest first. */
export function upcoming(
  db: Db,
  input: { now: number; kinds: readonly string[] },
): { kind: JobKind; time: string; nextAt: number }[] {
  return Object.entries(dailyTimes(db))
    .filter(([kind]) => input.kinds.includes(kind))
    .map(([kind, time]) => ({ kind: kind as JobKind, time, nextAt: nextOccurrence(input.now, time) }))
    .sort((a, b) => a.nextAt - b.nextAt);
}
