import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { takeLease } from '~db/queries/writer-lease';
import { unwatchedMachine, type MachineWatch } from './machine.server';
import { stateMetrics } from './state-metrics.server';

let fresh: ReturnType<typeof freshDatabase>;
beforeEach(() => {
  fresh = freshDatabase();
});
afterEach(() => fresh.remove());

const linesOf = async (machine: MachineWatch) =>
  (await stateMetrics(fresh.db, { now: 1000, path: fresh.path, machine }))
    .split('\n')
    .filter((line) => /^thao_(replica|disk)/.test(line));

it('tells the room on each disk and how far the replica is behind', async () => {
  const places = [
    { name: 'database', folder: '/a', freeBytes: 5_000_000, state: 'ok' },
    { name: 'backups', folder: '/b', freeBytes: 7, state: 'low' },
  ] as const;
  const disk = () => ({ state: 'low' as const, fullBytes: 1, places: [...places] });
  expect(await linesOf({ disk, replica: () => ({ state: 'late', lagSeconds: 61.5 }) })).toEqual([
    'thao_disk_free_bytes{place="database"} 5000000',
    'thao_disk_free_bytes{place="backups"} 7',
    'thao_replica_late 1',
    'thao_replica_lag_seconds 61.5',
  ]);
  // Behind an address nobody here can tell: no number is better than a wrong one.
  expect(await linesOf({ disk, replica: () => ({ state: 'unwatched', lagSeconds: null }) })).toEqual([
    ...['thao_disk_free_bytes{place="database"} 5000000', 'thao_disk_free_bytes{place="backups"} 7'],
    'thao_replica_late 0',
  ]);
});

it('tells the age of the writer’s beat in seconds, and nothing where no writer ever ran', async () => {
  const beat = async (now: number) =>
    (await stateMetrics(fresh.db, { now, path: fresh.path, machine: unwatchedMachine() }))
      .split('\n')
      .filter((line) => line.startsWith('thao_writer_beat'));
  expect(await beat(5000)).toEqual([]);
  takeLease(fresh.db, 'w', 2500);
  expect(await beat(5000)).toEqual(['thao_writer_beat_age_seconds 2.5']);
  expect(await beat(1000)).toEqual(['thao_writer_beat_age_seconds 0']);
});
