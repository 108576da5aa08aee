import { addDays, dateOf } from '~/office/dates';
import type { AttemptState } from './terms';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long after submission late answers are still kept: as long as browsers keep and resend them. */
const LATE_KEPT_MS = 7 * DAY_MS;

/** What the clock needs of an attempt. Instants are UTC milliseconds of the server. */
export interface AttemptTimes {
  state: AttemptState;
  deadline: number;
  graceUntil: number;
}

/**
 * The attempt's state at `now`. The stored state may lag by a second or by an outage of the sweep; the clock alone
 * decides: from the deadline on an attempt is closing, from the end of the grace submitted.
 */
export function attemptStateAt({
  state,
  deadline,
  graceUntil,
  now,
}: AttemptTimes & { now: number }): AttemptState {
  if (state === 'submitted' || state === 'graded') return state;
  if (now >= graceUntil) return 'submitted';
  return now >= deadline ? 'closing' : 'running';
}

/** Milliseconds until the deadline, 0 from there on. */
export function remainingMs(input: { deadline: number; now: number }): number {
  return Math.max(0, input.deadline - input.now);
}

/**
 * What a save at `now` does: 'accept' = counts; 'late' = kept, counted only by a recorded decision; 'closed' = not kept.
 * Grace is for what was under way: an answer that arrives before its end counts.
 */
export function saveVerdict(
  input: AttemptTimes & { submittedAt: number | null; now: number },
): 'accept' | 'late' | 'closed' {
  const state = attemptStateAt(input);
  if (state === 'running' || state === 'closing') return 'accept';
  return input.now < (input.submittedAt ?? input.deadline) + LATE_KEPT_MS ? 'late' : 'closed';
}

/** An earlier attempt: when it ended (submission or deadline). */
export interface PastAttempt {
  endedAt: number;
}

export type MayStart =
  | { kind: 'start' }
  | { kind: 'resume'; publicId: string }
  | { kind: 'wait'; earliest: string }
  | { kind: 'used_up' };

/**
 * Whether a person may start an exam now. An open attempt is gone on with; otherwise attempts must be left, and
 * `waitDays` whole days of the province must have passed since the date the last one ended: ended on 03/12 with 7 days
 * to wait, the first date is 10/12 (`earliest`, ISO).
 */
export function mayStart(input: {
  attempts: PastAttempt[];
  attemptsAllowed: number;
  waitDays: number;
  openAttempt: { publicId: string } | null;
  now: number;
}): MayStart {
  const { attempts, attemptsAllowed, waitDays, openAttempt, now } = input;
  if (openAttempt) return { kind: 'resume', publicId: openAttempt.publicId };
  if (attempts.length >= attemptsAllowed) return { kind: 'used_up' };
  if (attempts.length === 0) return { kind: 'start' };
  const last = Math.max(...attempts.map((attempt) => attempt.endedAt));
  const earliest = addDays(dateOf(last), waitDays);
  return dateOf(now) >= earliest ? { kind: 'start' } : { kind: 'wait', earliest };
}

/**
 * Deadline and end of grace after an outage [from, to) of the server: what was still running then gets the lost time
 * back, what was in its grace gets it back there, what had ended stays as it was.
 */
export function extendForOutage(input: { deadline: number; graceUntil: number; from: number; to: number }): {
  deadline: number;
  graceUntil: number;
} {
  const { deadline, graceUntil, from, to } = input;
  const lost = Math.max(0, to - from);
  if (from >= graceUntil) return { deadline, graceUntil };
  return { deadline: from < deadline ? deadline + lost : deadline, graceUntil: graceUntil + lost };
}
