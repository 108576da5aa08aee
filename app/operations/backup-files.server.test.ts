import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, backupProvince, keepNamed } from '../../tests/backup-province';
import { pdfNumber } from '../../tests/sample-files';
import { AppError } from '~/access/errors';
import { hashOf, keepFile } from '~/files/files.server';
import { startOfDate } from '~/office/dates';
import type { Connection } from '~db/client.server';
import { migrateFiles, openFiles } from '~db/files/files.server';
import { findStoredFile, listKeptBefore, sumFiles } from '~db/queries/files';
import { createBackup } from './backup.server';
import { withUnpacked } from './backup-verify.server';
import { restoreBackup } from './restore.server';

const NOW = startOfDate('2026-11-25');

async function refusal(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error ?? new Error('not refused');
  return { code: error.code, what: error.detail.what };
}

describe('uploaded files in backups', () => {
  let world: ReturnType<typeof backupProvince>;
  let file: string;
  const place = () => world.placeAt('new');
  const restore = (change: { replace?: boolean } = {}) => restoreBackup(place(), { file, ...change });
  const backUp = async () => (file = (await createBackup(world.ctx, { folder: world.archives })).path);
  beforeEach(() => (world = backupProvince(NOW)));
  afterEach(() => world.remove());

  it('holds the files, those that were kept while it was made included', async () => {
    keepNamed(world.ctx, pdfNumber(1));
    const { path, manifest } = await createBackup(world.ctx, { folder: world.archives });
    expect(manifest.members.map(({ name }) => name)).toEqual(['thao.sqlite', 'files.sqlite']);
    await withUnpacked(world.placeAt('aside'), { file: path }, ({ files, filesPath }) => {
      expect([sumFiles(files).count, filesPath]).toEqual([1, expect.stringMatching(/files\.sqlite$/)]);
    });
    // The database is copied first: a row that comes later names nothing that the archive lacks.
    const seen: string[] = [];
    const watch = (file: Connection, name: string) => {
      const prepare = file.sqlite.prepare.bind(file.sqlite);
      return new Proxy(file.sqlite, {
        get: (sqlite, key) => {
          if (key === 'prepare')
            return (text: string) => (/^vacuum/.test(text) && seen.push(name), prepare(text));
          const value = Reflect.get(sqlite, key) as unknown;
          return typeof value === 'function' ? (value as () => unknown).bind(sqlite) : value;
        },
      });
    };
    const db = { ...world.db, sqlite: watch(world.db, 'database') };
    const files = { ...world.files, sqlite: watch(world.files, 'files') };
    await createBackup({ ...world.ctx, db, files }, { folder: world.archives });
    expect(seen).toEqual(['database', 'files']);
  });

  it('is refused where rows name files and their bytes are nowhere', async () => {
    const without = { ...world.ctx, files: null };
    await createBackup(without, { folder: world.archives });
    keepNamed(world.ctx, pdfNumber(1));
    expect(await refusal(createBackup(without, { folder: world.archives }))).toEqual({
      code: 'not_found',
      what: 'files.sqlite',
    });
  });

  it('gives back every file, and moves those in place aside', async () => {
    const one = keepNamed(world.ctx, pdfNumber(1));
    await backUp();
    const first = await restore();
    expect([first.movedTo, first.filesMovedTo]).toEqual([null, null]);
    const { databasePath, filesPath } = place();
    const found = (path: string) => {
      const files = openFiles(path);
      const kept = listKeptBefore(files, Infinity);
      files.close();
      return kept;
    };
    expect(found(filesPath)).toEqual([hashOf(pdfNumber(1))]);
    ask(databasePath, (db) => expect(findStoredFile(db, one)?.hash).toBe(hashOf(pdfNumber(1))));
    const files = openFiles(filesPath);
    keepFile({ ...world.ctx, files }, { bytes: pdfNumber(2), name: 'b.pdf' });
    files.close();
    const again = await restore({ replace: true });
    expect(found(filesPath)).toHaveLength(1);
    expect(again.filesMovedTo).toBe(`${filesPath}.before-20261125-000000`);
    expect(found(again.filesMovedTo!)).toHaveLength(2);
  });

  it('of an archive of before there were files leaves the files in place', async () => {
    file = (await createBackup({ ...world.ctx, files: null }, { folder: world.archives })).path;
    await restore();
    const { filesPath } = place();
    expect(existsSync(filesPath)).toBe(false);
    const files = openFiles(filesPath);
    migrateFiles(files, NOW);
    keepFile({ ...world.ctx, files }, { bytes: pdfNumber(2), name: 'b.pdf' });
    files.close();
    const again = await restore({ replace: true });
    expect([again.filesMovedTo, again.movedTo]).toEqual([null, expect.stringContaining('before')]);
    const kept = openFiles(filesPath);
    expect(sumFiles(kept).count).toBe(1);
    kept.close();
  });

  it('is refused while anybody has the files open', async () => {
    await backUp();
    await restore();
    const files = openFiles(place().filesPath);
    sumFiles(files);
    expect((await refusal(restore({ replace: true }))).code).toBe('server_running');
    files.close();
    await restore({ replace: true });
  });
});
