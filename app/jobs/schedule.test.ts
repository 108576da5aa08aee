import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueJobs, nextOccurrence, type DueInput } from './schedule';

const at = (text: string) => Date.parse(`${text}+07:00`);
const SINCE = at('2026-11-20T10:00:00');
const base: DueInput = {
  now: at('2026-11-25T02:30:00'),
  since: SINCE,
  times: { 'nightly-check': '02:30' },
  lastDates: { 'nightly-check': '2026-11-24' },
};

interface Case {
  name: string;
  change: Partial<DueInput>;
  due: string[];
}

describe('dueJobs', () => {
  it.each<Case>([
    { name: 'at the minute', change: {}, due: ['nightly-check:2026-11-25'] },
    { name: 'a millisecond before', change: { now: base.now - 1 }, due: [] },
    { name: 'queued already', change: { lastDates: { 'nightly-check': '2026-11-25' } }, due: [] },
    {
      name: 'the machine was off at night',
      change: { now: at('2026-11-25T08:00:00') },
      due: ['nightly-check:2026-11-25'],
    },
    {
      name: 'the machine was off for a week: once, not seven times',
      change: { lastDates: { 'nightly-check': '2026-11-17' } },
      due: ['nightly-check:2026-11-25'],
    },
    {
      name: 'shortly after midnight yesterday’s run is made up for',
      change: { now: at('2026-11-25T00:10:00'), lastDates: { 'nightly-check': '2026-11-23' } },
      due: ['nightly-check:2026-11-24'],
    },
    {
      name: 'a new installation waits for its first night',
      change: { now: at('2026-11-20T12:00:00'), lastDates: {} },
      due: [],
    },
    {
      name: 'and does not miss it, though it is off every night',
      change: { now: at('2026-11-21T08:00:00'), lastDates: {} },
      due: ['nightly-check:2026-11-21'],
    },
    {
      name: 'a clock that went back queues nothing anew',
      change: { now: at('2026-11-23T09:00:00'), lastDates: { 'nightly-check': '2026-11-25' } },
      due: [],
    },
    { name: 'nothing to look at', change: { times: {} }, due: [] },
  ])('$name', ({ change, due }) => {
    expect(dueJobs({ ...base, ...change }).map(({ key }) => key)).toEqual(due);
  });

  it('queues each day at most once, and the newest day for sure, however often and late it is asked', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 5 * 24 * 60 }), { minLength: 1, maxLength: 40 });
    const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    fc.assert(
      fc.property(steps, clock, (minutes, [hour, minute]) => {
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        const keys: string[] = [];
        let now = SINCE;
        let last: Record<string, string> = {};
        for (const step of minutes) {
          now += step * 60_000;
          for (const { key, date } of dueJobs({
            now,
            since: SINCE,
            times: { backup: time },
            lastDates: last,
          })) {
            keys.push(key);
            last = { backup: date };
          }
          expect(nextOccurrence(now, time)).toBeGreaterThan(now);
          expect(nextOccurrence(now, time) - now).toBeLessThanOrEqual(24 * 3_600_000);
          // Asked again at once, nothing more.
          expect(dueJobs({ now, since: SINCE, times: { backup: time }, lastDates: last })).toEqual([]);
        }
        expect(new Set(keys).size).toBe(keys.length);
        const occurred = nextOccurrence(now, time) - 24 * 3_600_000 >= SINCE;
        expect(keys.length > 0).toBe(occurred);
      }),
    );
  });
});
