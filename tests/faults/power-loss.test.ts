import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '~db/client.server';
import { listPageFaults } from '~db/queries/backup';
import { Candidate, countAcknowledged } from './candidate';
import { fillRoom } from './exam-room';
import { randomFrom } from './random';
import { ROUNDS, ServerProcess, until } from './server-process';
import { Disk, noteAcknowledged, readDiskLog } from './shim/disk-log';
import { buildShim, whyNoShim } from './shim/shim';

const why = whyNoShim();
if (why) process.stderr.write(`\n!! POWER LOSS IS NOT TESTED HERE: ${why}\n\n`);

/** Moments at which the power goes; half of them while something is on its way to the disk. */
const CUTS = 60 * ROUNDS;

/**
 * A power cut leaves what was synced and any part of the rest. The processes of the real server write down each write and
 * sync of the database; the disk is then rebuilt as of many moments, opened, and looked through for every answer that a
 * browser had been told is saved before that moment.
 */
describe.skipIf(why !== null)('loss of power', () => {
  let folder: string;
  let server: ServerProcess | null = null;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'thao-power-'));
  });
  afterEach(async () => {
    await server?.killAll();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Lets an exam room save on a machine with the given faults; answers how the disk looked after cuts. */
  const cutsOf = async (faults: Record<string, string>, seed: number) => {
    const { path, seats } = await fillRoom(folder, 10);
    const initial = readFileSync(path);
    const log = join(folder, 'disk.log');
    const random = randomFrom(seed);
    const preload = { LD_PRELOAD: buildShim(folder), SHIM_FILES: path, SHIM_LOG: log, ...faults };
    server = await ServerProcess.start(path, preload);
    const marks = openSync(log, 'a');
    const candidates = seats.map(
      (seat) =>
        new Candidate(seat, server?.port ?? 0, ({ attemptId }, sequences) =>
          noteAcknowledged(
            marks,
            sequences.map((sequence) => `${attemptId}/${sequence}`),
          ),
        ),
    );
    const working = candidates.map((candidate) => candidate.work());
    await until(() => countAcknowledged(candidates) > 600 * ROUNDS);
    for (const candidate of candidates) candidate.stop();
    await Promise.all(working);
    await server.killAll();
    closeSync(marks);
    for (const candidate of candidates) candidate.close();

    const records = readDiskLog(log);
    const wanted = new Set(Array.from({ length: CUTS }, () => Math.floor(random() * records.length)));
    wanted.add(records.length - 1);
    const disk = new Disk([initial]);
    const found = { cuts: 0, amidWrites: 0, acknowledged: 0, lost: [] as string[], faults: [] as string[] };
    for (const [index, record] of records.entries()) {
      disk.take(record);
      if (!wanted.has(index)) continue;
      found.cuts += 1;
      if (disk.unsynced > 0) found.amidWrites += 1;
      const aside = join(folder, 'after-cut.sqlite');
      for (const name of ['', '-wal', '-shm']) rmSync(aside + name, { force: true });
      for (const { suffix, bytes } of disk.afterCut(0, random)) writeFileSync(aside + suffix, bytes);
      const { faults: broken, answers } = lookInto(aside);
      found.faults.push(...broken);
      found.lost.push(...disk.acknowledged.filter((answer) => !answers.has(answer)));
      found.acknowledged = disk.acknowledged.length;
    }
    return found;
  };

  it('takes no acknowledged answer and leaves a sound database, whenever it comes', async () => {
    const seed = Date.now() % 1_000_000;
    const found = await cutsOf({}, seed);
    process.stdout.write(
      `power loss, seed ${seed}: ${found.cuts} cuts, ${found.amidWrites} amid writes, ${found.acknowledged} answers\n`,
    );
    expect({ seed, lost: found.lost, faults: found.faults }).toEqual({ seed, lost: [], faults: [] });
    expect(found.acknowledged).toBeGreaterThan(600);
    expect(found.amidWrites).toBeGreaterThan(CUTS / 20);
  }, 300_000);

  it('is really looked for: on a disk that lies about syncing, answers are seen to be lost', async () => {
    const found = await cutsOf({ SHIM_SYNC: 'lies' }, 1);
    expect(found.lost.length + found.faults.length).toBeGreaterThan(0);
  }, 300_000);
});

/** What is wrong with a database after a cut, and the answers that it holds. */
function lookInto(path: string): { faults: string[]; answers: Set<string> } {
  try {
    const db = openDatabase(path);
    const faults = listPageFaults(db);
    const answers = db.sqlite
      .prepare("select attempt_id || '/' || sequence from answer_event where late = 0")
      .pluck()
      .all() as string[];
    db.close();
    return { faults, answers: new Set(answers) };
  } catch (error) {
    // Too broken to be opened or read.
    return { faults: [String(error)], answers: new Set() };
  }
}
