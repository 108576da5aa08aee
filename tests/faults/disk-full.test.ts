import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, row } from '~db/client.server';
import { Candidate, countAcknowledged, lostAnswers } from './candidate';
import { fillRoom } from './exam-room';
import { ServerProcess, thao, until } from './server-process';
import { buildShim, makeNumber, setNumber, whyNoShim } from './shim/shim';

const mounts = mayMount();
const why = whyNoShim();
if (!mounts)
  process.stderr.write('\n!! A FULL DISK is shown by a shim only: mounting a small one needs root\n\n');
if (why) process.stderr.write(`\n!! A FULL QUOTA IS NOT TESTED HERE: ${why}\n\n`);

const MB = 1_000_000;

describe('a full disk', () => {
  it.skipIf(process.platform !== 'linux')('can be shown here in one way at least', () => {
    expect(mounts || why === null).toBe(true);
  });

  let folder: string;
  let disk: string;
  let server: ServerProcess | null = null;
  let candidates: Candidate[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'thao-disk-'));
    disk = join(folder, 'disk');
    mkdirSync(disk);
  });
  afterEach(async () => {
    for (const candidate of candidates.splice(0)) candidate.close();
    await server?.killAll();
    server = null;
    if (mounts) spawnSync('umount', ['-l', disk]);
    rmSync(folder, { recursive: true, force: true });
  });

  const begin = async (people: number, env: Record<string, string>) => {
    const room = await fillRoom(disk, people);
    server = await ServerProcess.start(room.path, env);
    const { port } = server;
    candidates = room.seats.map((seat) => new Candidate(seat, port));
    return { ...room, server };
  };
  const progress = async (more: number) => {
    const before = countAcknowledged(candidates);
    await until(
      () => countAcknowledged(candidates) >= before + more,
      () => server?.log.join('\n') ?? '',
    );
  };
  const refused = (code: string) =>
    candidates.reduce((sum, { refusals }) => sum + (refusals.get(code) ?? 0), 0);
  const finish = async (path: string, working: Promise<void>[]) => {
    for (const candidate of candidates) candidate.stop();
    await Promise.all(working);
    expect(candidates.filter(({ queue }) => queue.waiting.length > 0)).toEqual([]);
    await server?.stop();
    expect(lostAnswers(path, candidates)).toEqual([]);
    const { checks } = thao({ DATABASE_PATH: path }, 'check') as { checks: { name: string; ok: boolean }[] };
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  };
  const deadline = (path: string) => {
    const db = openDatabase(path, { readonly: true });
    const found = row<{ deadline: number }>(db, 'select deadline from attempt where id = 1');
    db.close();
    return found?.deadline ?? 0;
  };

  it.runIf(mounts)(
    'is said beforehand, stops the saves in words, and is over by itself',
    async () => {
      mount(disk, 40 * MB);
      const { path, server: running, seats } = await begin(6, { DISK_LOW_MB: '20', DISK_FULL_MB: '8' });
      const { pid } = { pid: running.pids().writer };
      const working = candidates.map((candidate) => candidate.work());
      await progress(60);

      // Low: told, and everything goes on.
      leaveFree(disk, 14 * MB);
      await wait(600);
      expect(await running.readyz()).toEqual({ status: 200, text: 'ok' });
      await progress(60);
      expect(refused('disk_full')).toBe(0);

      // Full: nothing is acknowledged, the machine says so, and a new exam is not begun.
      leaveFree(disk, 5 * MB);
      await until(async () => (await running.readyz()).text === 'disk full');
      await until(() => candidates.every(({ last }) => last?.code === 'disk_full'));
      expect(candidates.map(({ last }) => last?.status)).toEqual(candidates.map(() => 507));
      const acknowledged = countAcknowledged(candidates);
      const before = deadline(path);
      const begun = await fetch(`http://127.0.0.1:${running.port}/exams/IU01`, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          Cookie: seats[0]?.cookie ?? '',
          Origin: `http://127.0.0.1:${running.port}`,
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: 'key=another',
      });
      expect(begun.status).toBe(507);
      expect(await begun.text()).toContain('Máy chủ đang hết chỗ ghi');
      // Longer than what counts as an outage.
      await wait(3500);
      expect(countAcknowledged(candidates)).toBe(acknowledged);

      // Room again: the same processes go on, and the time without saving is given back.
      leaveFree(disk, 30 * MB);
      await running.ready();
      await progress(60);
      expect(running.pids().writer).toEqual(pid);
      expect(deadline(path) - before).toBeGreaterThan(3000);
      await finish(path, working);
    },
    120_000,
  );

  it.runIf(mounts)(
    'that is full to the last byte takes no acknowledged answer with it',
    async () => {
      mount(disk, 24 * MB);
      const { path } = await begin(6, { DISK_LOW_MB: '0', DISK_FULL_MB: '0' });
      const working = candidates.map((candidate) => candidate.work());
      await progress(60);
      for (let round = 0; round < 3; round += 1) {
        const before = refused('disk_full') + refused('writer_unavailable');
        await until(() => {
          leaveFree(disk, 0);
          return refused('disk_full') + refused('writer_unavailable') > before + 20;
        });
        leaveFree(disk, 15 * MB);
        await progress(60);
      }
      await finish(path, working);
    },
    120_000,
  );

  it.skipIf(why !== null)(
    'that is full by a quota, which shows no lack of space, is found by its errors',
    async () => {
      const quota = makeNumber(join(folder, 'quota'), 1e12);
      const { path, server: running } = await begin(6, {
        LD_PRELOAD: buildShim(folder),
        SHIM_FILES: join(disk, 'thao.sqlite'),
        SHIM_QUOTA: quota,
      });
      const writer = running.pids().writer;
      const working = candidates.map((candidate) => candidate.work());
      await progress(60);
      for (let round = 0; round < 3; round += 1) {
        const before = refused('disk_full');
        setNumber(quota, 4096);
        await until(() => refused('disk_full') > before + 20);
        const acknowledged = countAcknowledged(candidates);
        await wait(300);
        expect(countAcknowledged(candidates)).toBe(acknowledged);
        setNumber(quota, 1e12);
        await progress(60);
      }
      expect(running.pids().writer).toEqual(writer);
      await finish(path, working);
    },
    120_000,
  );
});

/** As root, and where the container allows it. */
function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const probe = mkdtempSync(join(tmpdir(), 'thao-mount-'));
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe], { stdio: 'ignore' });
  if (done.status === 0) spawnSync('umount', [probe]);
  rmSync(probe, { recursive: true, force: true });
  return done.status === 0;
}

function mount(folder: string, bytes: number): void {
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], {
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(done.stderr);
}

/** Makes a file that leaves so many bytes free, or as many as there are. */
function leaveFree(disk: string, bytes: number): void {
  const filler = join(disk, 'filler');
  const { bavail, bsize } = statfsSync(disk);
  const taken = statSync(filler, { throwIfNoEntry: false })?.size ?? 0;
  const size = taken + bavail * bsize - bytes;
  if (size <= taken) return size < taken ? truncateSync(filler, Math.max(0, size)) : undefined;
  try {
    writeFileSync(filler, Buffer.alloc(size - taken, 1), { flag: 'a' });
  } catch (error) {
    // The server took the last bytes in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
