import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import type { MachineWatch } from './machine.server';
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
