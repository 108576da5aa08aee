import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOB_WAITS, MAIL_WAITS, waitBeforeNextTry } from './backoff';

describe('waitBeforeNextTry', () => {
  it.each([
    [1, 10_000],
    [2, 60_000],
    [5, 7_200_000],
    [6, 7_200_000],
    [100, 7_200_000],
  ])('after %i failed tries of a job waits %i ms', (tries, wait) => {
    expect(waitBeforeNextTry(JOB_WAITS, tries)).toBe(wait);
  });

  it('never waits less than the time before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.constantFrom(JOB_WAITS, MAIL_WAITS), (tries, waits) => {
        expect(waitBeforeNextTry(waits, tries + 1)).toBeGreaterThanOrEqual(waitBeforeNextTry(waits, tries));
      }),
    );
  });

  it.each([0, -1, 1.5])('refuses %d tries', (tries) => {
    expect(() => waitBeforeNextTry(JOB_WAITS, tries)).toThrow(RangeError);
  });
});
