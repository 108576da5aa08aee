const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits of a job between its tries; the last one repeats. */
export const JOB_WAITS = [10 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR] as const;

/**
 * Waits of a mail. Greylisting servers ask for some minutes; an outage over a weekend fits into ten tries. No chance in
 * it: there is one sender, so nobody can come all at once.
 */
export const MAIL_WAITS = [
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
] as const;

/** Milliseconds until the next try after `tries` of them have failed (1 = the first). RangeError below 1. */
export function waitBeforeNextTry(waits: readonly number[], tries: number): number {
  const wait = waits[Math.min(tries, waits.length) - 1];
  if (!Number.isInteger(tries) || wait === undefined) throw new RangeError(`not a number of tries: ${tries}`);
  return wait;
}
