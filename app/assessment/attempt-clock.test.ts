import { describe, expect, it } from 'vitest';
import { attemptStateAt, extendForOutage, mayStart, remainingMs, saveVerdict } from './attempt-clock';
import type { AttemptState } from './terms';

const at = (time: string) => Date.parse(`2026-11-25T${time}+07:00`);
const DAY = 24 * 60 * 60 * 1000;
// Ten minutes from 08:00:00, ten seconds of grace.
const times = { deadline: at('08:10:00'), graceUntil: at('08:10:10') };

describe('state by the clock', () => {
  const cases: [name: string, stored: AttemptState, now: string, state: AttemptState][] = [
    ['before the deadline', 'running', '08:09:59', 'running'],
    ['from the deadline on', 'running', '08:10:00', 'closing'],
    ['in the grace', 'closing', '08:10:09', 'closing'],
    ['from the end of the grace on', 'closing', '08:10:10', 'submitted'],
    ['long after, though nobody swept', 'running', '23:00:00', 'submitted'],
    ['submitted early stays so', 'submitted', '08:05:00', 'submitted'],
    ['graded stays so', 'graded', '23:00:00', 'graded'],
    ['a moved deadline makes closing run again', 'closing', '08:05:00', 'running'],
  ];
  it.each(cases)('%s', (_, state, now, expected) =>
    expect(attemptStateAt({ state, ...times, now: at(now) })).toBe(expected),
  );

  it.each([
    ['08:00:00', 600_000],
    ['08:09:50', 10_000],
    ['08:10:00', 0],
    ['08:11:00', 0],
  ])('at %s %d ms are left', (now, left) =>
    expect(remainingMs({ deadline: times.deadline, now: at(now) })).toBe(left),
  );
});

describe('what a save does', () => {
  const cases: [
    name: string,
    state: AttemptState,
    submittedAt: string | null,
    now: number,
    verdict: string,
  ][] = [
    ['while running', 'running', null, at('08:09:58'), 'accept'],
    ['in the grace', 'running', null, at('08:10:04'), 'accept'],
    ['after the grace', 'running', null, at('08:10:12'), 'late'],
    ['after submission in the grace', 'submitted', '08:10:04', at('08:10:05'), 'late'],
    ['after grading', 'graded', '08:10:04', at('09:00:00'), 'late'],
    ['within seven days', 'graded', '08:10:04', at('08:10:03') + 7 * DAY, 'late'],
    ['after seven days', 'graded', '08:10:04', at('08:10:04') + 7 * DAY, 'closed'],
  ];
  it.each(cases)('%s', (_, state, submittedAt, now, verdict) =>
    expect(saveVerdict({ state, ...times, submittedAt: (submittedAt && at(submittedAt)) || null, now })).toBe(
      verdict,
    ),
  );
});

describe('starting again', () => {
  const base = { attemptsAllowed: 2, waitDays: 7, openAttempt: null, now: at('08:00:00') };
  const ended = (time: number) => ({ endedAt: time });
  it('starts the first time', () => expect(mayStart({ ...base, attempts: [] })).toEqual({ kind: 'start' }));
  it('goes on with an open attempt, whatever else holds', () =>
    expect(mayStart({ ...base, attempts: [ended(0), ended(0)], openAttempt: { publicId: 'p' } })).toEqual({
      kind: 'resume',
      publicId: 'p',
    }));
  it('stops when all attempts are used', () =>
    expect(mayStart({ ...base, attempts: [ended(0), ended(1)] })).toEqual({ kind: 'used_up' }));
  it('names the first date after the wait', () =>
    expect(mayStart({ ...base, attempts: [ended(at('07:00:00') - 6 * DAY)] })).toEqual({
      kind: 'wait',
      earliest: '2026-11-26',
    }));
  it('counts whole dates of the province, not hours', () => {
    // 18/11 at 23:59:59 in the province is 16:59:59 UTC; the seventh day begins at 17:00 UTC of the 24th.
    const attempts = [ended(Date.parse('2026-11-18T16:59:59Z'))];
    expect(mayStart({ ...base, attempts, now: Date.parse('2026-11-24T16:59:59Z') }).kind).toBe('wait');
    expect(mayStart({ ...base, attempts, now: Date.parse('2026-11-24T17:00:00Z') }).kind).toBe('start');
  });
  it('waits from the last of several attempts', () => {
    const attempts = [ended(at('07:00:00') - DAY), ended(at('07:00:00') - 30 * DAY)];
    expect(mayStart({ ...base, attemptsAllowed: 3, attempts })).toEqual({
      kind: 'wait',
      earliest: '2026-12-01',
    });
  });
  it('lets the same day do where no wait is asked', () =>
    expect(mayStart({ ...base, waitDays: 0, attempts: [ended(at('07:59:59'))] })).toEqual({ kind: 'start' }));
});

describe('an outage', () => {
  const MINUTE = 60_000;
  const outage = (from: string) => extendForOutage({ ...times, from: at(from), to: at(from) + 5 * MINUTE });
  it('is given back to what was running', () =>
    expect(outage('08:05:00')).toEqual({ deadline: at('08:15:00'), graceUntil: at('08:15:10') }));
  it('is given back to the grace of what was closing', () =>
    expect(outage('08:10:05')).toEqual({ deadline: at('08:10:00'), graceUntil: at('08:15:10') }));
  it('changes nothing that had ended', () => expect(outage('08:10:10')).toEqual(times));
  it('is nothing when the clock went backwards', () =>
    expect(extendForOutage({ ...times, from: at('08:05:00'), to: at('08:04:00') })).toEqual(times));
});
