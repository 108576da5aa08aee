import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countFileFaults } from '~/files/sweep.server';
import { openDatabase } from '~db/client.server';
import { migrateFiles, openFiles } from '~db/files/files.server';
import { migrate, migrationsFolder, readMigrations } from '~db/migrate.server';
import { listPageFaults } from '~db/queries/backup';
import { randomFrom } from './random';
import { ROUNDS } from './server-process';
import { Disk, readDiskLog } from './shim/disk-log';
import { buildShim, whyNoShim } from './shim/shim';

const CUTS = 40 * ROUNDS;
const KEPT = 60 * ROUNDS;

/**
 * A process keeps and names uploaded files while each write and sync of both SQLite files is written down. The disk is
 * rebuilt as of many moments: a row that names bytes must have them, and what was said to be kept must be there.
 */
describe.skipIf(whyNoShim() !== null)('loss of power while files are kept', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'thao-power-files-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const cutsOf = async (faults: Record<string, string>, seed: number) => {
    const [path, filesPath, log] = ['thao.sqlite', 'files.sqlite', 'disk.log'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    const [db, files] = [openDatabase(path), openFiles(filesPath)];
    migrate(db, readMigrations(migrationsFolder()), 0);
    migrateFiles(files, 0);
    db.close();
    files.close();
    const initial = [path, filesPath].map((one) => readFileSync(one));
    const script = join(import.meta.dirname, 'writing-process.ts');
    const run = spawn(process.execPath, ['--import', 'tsx', script, 'keep', path, filesPath, log], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        ...process.env,
        LD_PRELOAD: buildShim(folder),
        SHIM_FILES: `${path}\n${filesPath}`,
        SHIM_LOG: log,
        ...faults,
      },
    });
    let dots = 0;
    await new Promise<void>((settle) => {
      run.stdout.on('data', (text: Buffer) => (dots += text.length) > KEPT && settle());
      run.once('close', () => settle());
    });
    const ended = new Promise((settle) => run.once('close', settle));
    run.kill('SIGKILL');
    if (run.exitCode === null && run.signalCode === null) await ended;

    const random = randomFrom(seed);
    const records = readDiskLog(log);
    const wanted = new Set(Array.from({ length: CUTS }, () => Math.floor(random() * records.length)));
    const disk = new Disk(initial);
    const found = { cuts: 0, amidWrites: 0, kept: 0, lost: [] as string[], faults: [] as string[] };
    for (const [index, record] of records.entries()) {
      disk.take(record);
      if (!wanted.has(index)) continue;
      found.cuts += 1;
      if (disk.unsynced > 0) found.amidWrites += 1;
      const aside = ['database', 'files'].map((name) => join(folder, `${name}-after.sqlite`));
      for (const [number, file] of aside.entries()) {
        for (const name of ['', '-wal', '-shm']) rmSync(file + name, { force: true });
        for (const { suffix, bytes } of disk.afterCut(number, random)) writeFileSync(file + suffix, bytes);
      }
      const { faults: broken, names } = lookInto(aside[0]!, aside[1]!);
      found.faults.push(...broken);
      found.lost.push(...disk.acknowledged.filter((name) => !names.has(name)));
      found.kept = disk.acknowledged.length;
    }
    return found;
  };

  it('leaves no row without its bytes, and takes no file that was said to be kept', async () => {
    const seed = Date.now() % 1_000_000;
    const found = await cutsOf({}, seed);
    process.stdout.write(
      `power loss, files, seed ${seed}: ${found.cuts} cuts, ${found.amidWrites} amid writes, ${found.kept} files\n`,
    );
    expect({ seed, lost: found.lost, faults: found.faults }).toEqual({ seed, lost: [], faults: [] });
    expect(found.kept).toBeGreaterThan(KEPT / 2);
    expect(found.amidWrites).toBeGreaterThan(CUTS / 20);
  }, 300_000);

  it('is really looked for: on a disk that lies about syncing, something is seen to be lost', async () => {
    const found = await cutsOf({ SHIM_SYNC: 'lies' }, 1);
    expect(found.lost.length + found.faults.length).toBeGreaterThan(0);
  }, 300_000);
});

/** What is wrong with both after a cut, and the names of the files that rows name. */
function lookInto(path: string, filesPath: string): { faults: string[]; names: Set<string> } {
  try {
    const [db, files] = [openDatabase(path), openFiles(filesPath)];
    const faults = [...listPageFaults(db), ...listPageFaults(files)];
    const missing = countFileFaults(db, files);
    const names = db.sqlite.prepare('select name from stored_file').pluck().all() as string[];
    db.close();
    files.close();
    return {
      faults: missing > 0 ? [...faults, `${missing} rows without bytes`] : faults,
      names: new Set(names),
    };
  } catch (error) {
    // Too broken to be opened or read.
    return { faults: [String(error)], names: new Set() };
  }
}
