import { mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replicaLag, watchMachine } from './machine.server';

describe('the lag of the replica', () => {
  const NOW = 1_795_000_000_000;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'thao-lag-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const piece = (generation: string, kind: 'wal' | 'snapshots', secondsAgo: number) => {
    const at = join(folder, 'thao', 'generations', generation, kind);
    mkdirSync(at, { recursive: true });
    utimesSync(at, NOW / 1000 - secondsAgo, NOW / 1000 - secondsAgo);
  };
  const report = (replicaUrl: string | null) =>
    watchMachine({
      databasePath: join(folder, 'thao.sqlite'),
      filesPath: join(folder, 'files.sqlite'),
      backupFolder: null,
      replicaUrl,
      disk: { low: 0, full: 0 },
      now: () => NOW,
    }).replica();

  it('is unknown while nothing is there, and that is late', () => {
    expect(replicaLag(folder, NOW)).toBeNull();
    expect(report(folder)).toEqual({ state: 'late', lagSeconds: null });
  });

  it('is the age of the newest piece of any generation', () => {
    piece('0000000000000001', 'snapshots', 500);
    piece('0000000000000001', 'wal', 300);
    piece('0000000000000002', 'snapshots', 90);
    expect(replicaLag(folder, NOW)).toBe(90);
    expect(report(folder).state).toBe('late');
    piece('0000000000000002', 'wal', 2);
    expect(report(folder)).toEqual({ state: 'ok', lagSeconds: 2 });
    // A clock of the second machine that runs ahead is no lag.
    piece('0000000000000002', 'wal', -5);
    expect(replicaLag(folder, NOW)).toBe(0);
  });

  it('is nobody’s to tell where the replica is behind an address, and none without one', () => {
    expect(report('sftp://second/replica')).toEqual({ state: 'unwatched', lagSeconds: null });
    expect(report(null)).toEqual({ state: 'none', lagSeconds: null });
  });
});
