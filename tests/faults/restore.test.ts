import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { countFileFaults } from '~/files/sweep.server';
import { startOfDate } from '~/office/dates';
import { createBackup } from '~/operations/backup.server';
import { openFiles } from '~db/files/files.server';
import { finishPlacement } from '~db/placement.server';
import { countStoredFiles, sumFiles } from '~db/queries/files';
import { listPageFaults } from '~db/queries/backup';
import { openDatabase, row } from '~db/client.server';
import { backupProvince, keepNamed } from '../backup-province';
import { pdfNumber } from '../sample-files';

const NOW = startOfDate('2026-11-25');
const child = join(import.meta.dirname, 'restore-process.ts');
let world: ReturnType<typeof backupProvince>;
let archive: string;

/** An archive with two files; in use is a later state with five, in which somebody has done something since. */
beforeEach(async () => {
  world = backupProvince(NOW);
  for (const number of [1, 2]) keepNamed(world.ctx, pdfNumber(number));
  archive = (await createBackup(world.ctx, { folder: world.archives })).path;
  for (const number of [3, 4, 5]) keepNamed(world.ctx, pdfNumber(number));
  world.db.sqlite.pragma('wal_checkpoint(TRUNCATE)');
  world.files.sqlite.pragma('wal_checkpoint(TRUNCATE)');
});
afterEach(() => world.remove());

function stateOf(databasePath: string, filesPath: string) {
  const [db, files] = [openDatabase(databasePath), openFiles(filesPath)];
  try {
    return {
      named: countStoredFiles(db),
      kept: sumFiles(files).count,
      faults: [...listPageFaults(db), ...listPageFaults(files), countFileFaults(db, files)],
      isRestored: row(db, "select 1 from audit_entry where action = 'restored'") !== null,
    };
  } finally {
    db.close();
    files.close();
  }
}

it.each([
  ['beside each other', 'files.sqlite'],
  ['in different folders', 'other/files.sqlite'],
])(
  'a restore killed before each of its steps leaves the old state or the new one, of both files %s',
  (_, name) => {
    const ends: string[] = [];
    for (let step = 1; ; step += 1) {
      const folder = join(world.folder, `step-${step}`);
      const [databasePath, filesPath] = [join(folder, 'thao.sqlite'), join(folder, name)];
      for (const path of [databasePath, filesPath]) mkdirSync(dirname(path), { recursive: true });
      copyFileSync(world.path, databasePath);
      copyFileSync(world.filesPath, filesPath);
      const words = [step, archive, databasePath, filesPath, world.keysPath, folder, NOW].map(String);
      const run = spawnSync(process.execPath, ['--import', 'tsx', child, ...words], { encoding: 'utf8' });
      expect([run.signal ?? 'SIGKILL', run.stderr]).toEqual(['SIGKILL', '']);
      // The next start, twice: the second finds nothing left to do.
      finishPlacement(databasePath);
      expect(finishPlacement(databasePath)).toBe(false);
      const state = stateOf(databasePath, filesPath);
      expect([step, state.faults]).toEqual([step, [0]]);
      expect([step, state.named, state.kept]).toEqual(state.isRestored ? [step, 2, 2] : [step, 5, 5]);
      ends.push(state.isRestored ? 'new' : 'old');
      if (state.isRestored) {
        const aside = readdirSync(folder, { recursive: true })
          .map(String)
          .filter((entry) => /\.before-\d{8}/.test(entry));
        const [old, oldFiles] = ['thao', 'files'].map((stem) =>
          aside.find((entry) => entry.includes(`${stem}.sqlite.before`) && !/-(wal|shm)$/.test(entry))!,
        );
        expect(stateOf(join(folder, old!), join(folder, oldFiles!))).toMatchObject({
          named: 5,
          kept: 5,
          faults: [0],
        });
      }
      expect(existsSync(`${databasePath}.restore`)).toBe(false);
      if (run.stdout === 'done') break;
    }
    // Killed on both sides of the decision, and in the middle of carrying it out.
    expect(ends.filter((end) => end === 'old').length).toBeGreaterThan(3);
    expect(ends.filter((end) => end === 'new').length).toBeGreaterThan(6);
    expect(ends.lastIndexOf('old')).toBeLessThan(ends.indexOf('new'));
  },
  600_000,
);
