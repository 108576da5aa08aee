import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchDisk } from './disk.server';

describe('the watch over the disks', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'thao-watch-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const watch = (low: number, full: number, more: Partial<Parameters<typeof watchDisk>[0]> = {}) =>
    watchDisk({
      databasePath: join(folder, 'thao.sqlite'),
      filesPath: join(folder, 'files.sqlite'),
      thresholds: { low, full },
      now: () => 0,
      ...more,
    });

  it('says how each place stands, and the worst of them', () => {
    expect(watch(0, 0)().state).toBe('ok');
    const low = watch(1e18, 0, { backupFolder: folder })();
    expect(low.state).toBe('low');
    // All three on one disk: told once.
    expect(low.places.map(({ name, state }) => [name, state])).toEqual([['database', 'low']]);
    expect(watch(1e18, 1e18)()).toMatchObject({ state: 'full', fullBytes: 1e18 });
  });

  it('leaves a folder out that is not there, but not that of the database', () => {
    const gone = join(folder, 'gone');
    const report = watch(0, 1, { backupFolder: gone, filesPath: join(gone, 'files.sqlite') })();
    expect(report.places.map(({ name }) => name)).toEqual(['database']);
    expect(watch(0, 1, { databasePath: join(gone, 'thao.sqlite') })().state).toBe('full');
  });

  it.runIf(existsSync('/dev/shm') && statSync('/dev/shm').dev !== statSync(tmpdir()).dev)(
    'looks at each disk where there are several',
    () => {
      const { places } = watch(1e18, 1e18, { backupFolder: '/dev/shm' })();
      expect(places.map(({ name, state }) => [name, state])).toEqual([
        ['database', 'full'],
        ['backups', 'low'],
      ]);
    },
  );

  it('looks anew after a while, also when the clock was set back', () => {
    let now = 1000;
    const ask = watch(0, 0, { now: () => now });
    const first = ask();
    now += 4999;
    expect(ask()).toBe(first);
    now += 1;
    const second = ask();
    expect(second).not.toBe(first);
    now -= 3_600_000;
    expect(ask()).not.toBe(second);
  });
});
