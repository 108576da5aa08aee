import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { putSetting } from '~/access/settings.server';
import { openDatabase, rows } from '~db/client.server';
import { freshDatabase } from '../../tests/database';
import { write } from '../../tests/factories';
import { enqueueDueJobs, upcoming } from './schedule.server';

const at = (text: string) => Date.parse(`${text}+07:00`);
const KINDS = ['nightly-check', 'clean-up'];
let world: ReturnType<typeof freshDatabase>;

beforeEach(() => (world = freshDatabase()));
afterEach(() => world.remove());

const due = (text: string, kinds = KINDS) => enqueueDueJobs(world.db, { now: at(text), kinds });
const keys = () => rows<{ key: string }>(world.db, 'select key from job order by key').map(({ key }) => key);

describe('the schedule', () => {
  it('queues nothing on the first day, and each job once on the next', () => {
    expect(due('2026-11-24T10:00:00')).toEqual([]);
    expect(due('2026-11-25T01:00:00')).toEqual(['clean-up']);
    expect(due('2026-11-25T02:30:00')).toEqual(['nightly-check']);
    expect(due('2026-11-25T02:30:01')).toEqual([]);
    expect(keys()).toEqual(['clean-up:2026-11-25', 'nightly-check:2026-11-25']);
  });

  it('makes up for missed nights once', () => {
    due('2026-11-20T10:00:00');
    expect(due('2026-11-25T09:00:00').sort()).toEqual(['clean-up', 'nightly-check']);
    expect(keys()).toHaveLength(2);
  });

  it('queues a job once where two processes find it due', () => {
    due('2026-11-24T10:00:00');
    const other = openDatabase(world.path);
    expect(enqueueDueJobs(other, { now: at('2026-11-25T02:30:00'), kinds: ['nightly-check'] })).toHaveLength(
      1,
    );
    other.close();
    expect(due('2026-11-25T02:30:00', ['nightly-check'])).toEqual([]);
  });

  it('passes over kinds without a handler until there is one', () => {
    due('2026-11-24T10:00:00');
    expect(due('2026-11-25T12:00:00', [])).toEqual([]);
    expect(due('2026-11-25T12:00:00', ['backup'])).toEqual(['backup']);
  });

  it('follows the times of the province', () => {
    due('2026-11-24T10:00:00');
    write(world.db, at('2026-11-24T10:00:00'), (tx) => putSetting(tx, 'dailyTimes', { 'clean-up': '22:00' }));
    expect(due('2026-11-24T21:59:00')).toEqual([]);
    expect(due('2026-11-24T22:00:00')).toEqual(['clean-up']);
    expect(upcoming(world.db, { now: at('2026-11-24T22:00:00'), kinds: KINDS })).toEqual([
      { kind: 'nightly-check', time: '02:30', nextAt: at('2026-11-25T02:30:00') },
      { kind: 'clean-up', time: '22:00', nextAt: at('2026-11-25T22:00:00') },
    ]);
  });
});
