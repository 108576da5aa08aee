import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DISK_STATES,
  diskStateOf,
  diskThresholds,
  isDiskError,
  isDiskFullError,
  worseOf,
  type DiskPlace,
} from './disk';

const GB = 1_000_000_000;
const LIMITS = { low: 2 * GB, full: 0.2 * GB };

describe('the state of a disk', () => {
  const base = { name: 'database', freeBytes: 10 * GB, databaseBytes: 1 * GB } as const;
  const cases: {
    name: string;
    change: Partial<Omit<typeof base, 'name' | 'freeBytes' | 'databaseBytes'>> & {
      name_?: DiskPlace['name'];
      free?: number;
      size?: number;
    };
    state: string;
  }[] = [
    { name: 'plenty', change: {}, state: 'ok' },
    { name: 'just enough', change: { free: 2 * GB }, state: 'ok' },
    { name: 'a byte too little', change: { free: 2 * GB - 1 }, state: 'low' },
    {
      name: 'no room for a snapshot of a large database',
      change: { free: 10 * GB, size: 11 * GB },
      state: 'low',
    },
    { name: 'the reserve, just untouched', change: { free: 0.2 * GB }, state: 'low' },
    { name: 'the reserve is being used', change: { free: 0.2 * GB - 1 }, state: 'full' },
    { name: 'nothing at all', change: { free: 0 }, state: 'full' },
    { name: 'files without a reserve', change: { name_: 'files', free: 1 }, state: 'full' },
    { name: 'backups never stop an exam', change: { name_: 'backups', free: 0 }, state: 'low' },
    {
      name: 'files need no room for a snapshot',
      change: { name_: 'files', free: 3 * GB, size: 11 * GB },
      state: 'ok',
    },
  ];
  it.each(cases)('$name: $state', ({ change, state }) => {
    const place = { name: change.name_ ?? base.name, freeBytes: change.free ?? base.freeBytes };
    expect(diskStateOf(place, LIMITS, change.size ?? base.databaseBytes)).toBe(state);
  });

  it('never gets better when room is lost', () => {
    const size = fc.nat({ max: 20 * GB });
    const name = fc.constantFrom<DiskPlace['name']>('database', 'files', 'backups');
    fc.assert(
      fc.property(name, size, size, size, (place, free, less, databaseBytes) => {
        const before = diskStateOf({ name: place, freeBytes: free }, LIMITS, databaseBytes);
        const after = diskStateOf(
          { name: place, freeBytes: Math.max(0, free - less) },
          LIMITS,
          databaseBytes,
        );
        expect(DISK_STATES.indexOf(after)).toBeGreaterThanOrEqual(DISK_STATES.indexOf(before));
        expect(worseOf(before, after)).toBe(after);
      }),
    );
  });
});

describe('thresholds from the environment', () => {
  it.each([
    { env: {}, limits: LIMITS },
    { env: { DISK_LOW_MB: '12', DISK_FULL_MB: '5' }, limits: { low: 12_000_000, full: 5_000_000 } },
    { env: { DISK_LOW_MB: '1', DISK_FULL_MB: '5' }, limits: { low: 5_000_000, full: 5_000_000 } },
    { env: { DISK_LOW_MB: 'much', DISK_FULL_MB: '-1' }, limits: LIMITS },
    { env: { DISK_FULL_MB: '0' }, limits: { low: 2 * GB, full: 0 } },
  ])('$env', ({ env, limits }) => expect(diskThresholds(env)).toEqual(limits));
});

describe('errors of a disk', () => {
  it.each([
    { code: 'SQLITE_FULL', full: true, nearly: true, broken: false },
    { code: 'ENOSPC', full: true, nearly: true, broken: false },
    { code: 'SQLITE_IOERR_WRITE', full: false, nearly: true, broken: true },
    { code: 'SQLITE_IOERR_SHMSIZE', full: false, nearly: true, broken: true },
    { code: 'SQLITE_CORRUPT', full: false, nearly: false, broken: true },
    { code: 'SQLITE_CONSTRAINT_UNIQUE', full: false, nearly: false, broken: false },
  ])('$code', ({ code, full, nearly, broken }) => {
    const error = Object.assign(new Error(code), { code });
    expect([isDiskFullError(error, false), isDiskFullError(error, true), isDiskError(error)]).toEqual([
      full,
      nearly,
      broken,
    ]);
    expect(isDiskFullError(undefined, true)).toBe(false);
  });
});
