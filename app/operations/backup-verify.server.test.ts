import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, backupProvince, keepNamed } from '../../tests/backup-province';
import { pdfNumber } from '../../tests/sample-files';
import { AppError } from '~/access/errors';
import { startOfDate } from '~/office/dates';
import { row } from '~db/client.server';
import { writeArchive } from './adapters/archive-writer';
import type { Manifest } from './backup';
import { createBackup } from './backup.server';
import { verifyBackup, withUnpacked } from './backup-verify.server';

const NOW = startOfDate('2026-11-25');

async function refusal(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error ?? new Error('not refused');
  return { code: error.code, ...error.detail };
}

/** Overwrites the first cells of a page of an index, which the rows of no table show. */
function damagePage(path: string): void {
  const page = ask(path, (db) => {
    db.sqlite.pragma('journal_mode = DELETE');
    return row<{ rootpage: number }>(
      db,
      "select rootpage from sqlite_master where name = 'unit_code_unique'",
    )!;
  }).rootpage;
  const bytes = readFileSync(path);
  bytes.fill(0xff, page * 4096 - 40, page * 4096);
  writeFileSync(path, bytes);
}

/** Overwrites the page of the index of the files by time. */
function damageFiles(path: string): void {
  const page = ask(path, (db) => {
    db.sqlite.pragma('journal_mode = DELETE');
    return row<{ rootpage: number }>(db, "select rootpage from sqlite_master where name = 'file_kept'")!
      .rootpage;
  });
  const bytes = readFileSync(path);
  bytes.fill(0xff, (page - 1) * 4096, (page - 1) * 4096 + 100);
  writeFileSync(path, bytes);
}

describe('a spoilt backup', () => {
  let world: ReturnType<typeof backupProvince>;
  beforeEach(() => (world = backupProvince(NOW)));
  afterEach(() => world.remove());

  it('is refused at every length that it may be cut off to, and with any byte flipped', async () => {
    const { path } = await createBackup(world.ctx, { folder: world.archives });
    const bytes = readFileSync(path);
    const file = join(world.folder, 'spoilt.backup');
    const place = world.placeAt('aside');
    for (let step = 0; step < 20; step += 1) {
      const length = Math.floor((bytes.length * step) / 20);
      writeFileSync(file, bytes.subarray(0, length));
      expect(await refusal(verifyBackup(place, { file }))).toMatchObject({
        code: 'backup_damaged',
        what: 'truncated',
        offset: length,
      });
      const changed = Buffer.from(bytes);
      changed[length] = changed[length]! ^ 0x10;
      writeFileSync(file, changed);
      expect((await refusal(verifyBackup(place, { file }))).code).toBe('backup_damaged');
    }
    expect(readdirSync(join(world.folder, 'aside'))).toEqual([]);
  });

  it('is refused with another passphrase than its own', async () => {
    const passphrase = 'một câu đủ dài';
    const { path } = await createBackup(world.ctx, { folder: world.archives, passphrase });
    const place = world.placeAt('aside');
    const tell = (given?: string) => refusal(verifyBackup(place, { file: path, passphrase: given ?? null }));
    expect(await tell('một câu khác')).toEqual({ code: 'backup_passphrase', what: 'wrong' });
    expect(await tell()).toEqual({ code: 'backup_passphrase', what: 'missing' });
    expect((await verifyBackup(place, { file: path, passphrase })).ok).toBe(true);
    expect((await verifyBackup(place, { file: path, passphrase: passphrase.normalize('NFD') })).ok).toBe(
      true,
    );
  });

  type Edit = (parts: { manifest: Manifest; path: string; filesPath: string }) => void;
  let forgeries = 0;
  /** An archive that is whole in itself, made by hand of something else than what it states. */
  async function forge(edit: Edit) {
    const { path: file } = await createBackup(world.ctx, { folder: world.archives });
    const forged = join(world.folder, `forged-${(forgeries += 1)}.backup`);
    const path = join(world.folder, 'forged.sqlite');
    const filesPath = join(world.folder, 'forged-files.sqlite');
    const manifest = await withUnpacked(world.placeAt('aside'), { file }, (unpacked) => {
      unpacked.files.sqlite.pragma('wal_checkpoint(TRUNCATE)');
      copyFileSync(unpacked.path, path);
      copyFileSync(unpacked.filesPath!, filesPath);
      return unpacked.manifest;
    });
    edit({ manifest, path, filesPath });
    const sources = [path, filesPath].slice(0, manifest.members.length);
    for (const [member, source] of sources.entries()) {
      const content = readFileSync(source);
      manifest.members[member]!.bytes = content.length;
      manifest.members[member]!.sha256 = createHash('sha256').update(content).digest('hex');
    }
    await writeArchive({ path: forged, manifest, sources, passphrase: null });
    return forged;
  }
  const sql = (text: string) => (parts: { path: string }) =>
    ask(parts.path, (db) => {
      db.sqlite.pragma('foreign_keys = OFF');
      db.sqlite.exec(text);
      db.sqlite.pragma('journal_mode = DELETE');
    });
  it.each<[string, Edit, string]>([
    ['nothing', () => undefined, 'ok'],
    ['a row more', sql("insert into setting values ('a', '1')"), 'rows'],
    ['a row less', ({ manifest }) => void (manifest.counts.person! += 1), 'rows'],
    ['a table less', ({ manifest }) => void (manifest.counts.other = 1), 'rows'],
    ['another end of the trail', ({ manifest }) => void (manifest.trailHead = 'f'.repeat(64)), 'trail'],
    ['another last transaction', ({ manifest }) => void (manifest.txId += 1), 'trail'],
    ['an older schema', ({ manifest }) => void (manifest.schemaVersion = '0001_guards'), 'schema'],
    ['a row that points nowhere', sql('update session set account_id = 99'), 'foreign_keys'],
    ['a damaged page', ({ path }) => damagePage(path), 'integrity'],
    [
      'files that are no database',
      ({ filesPath }) => writeFileSync(filesPath, 'x'.repeat(9000)),
      'integrity',
    ],
    ['damaged files', ({ filesPath }) => damageFiles(filesPath), 'integrity'],
  ])('that holds something else than it states is refused: %s', async (_, edit, what) => {
    const file = await forge(edit);
    const told = verifyBackup(world.placeAt('aside'), { file });
    if (what === 'ok') expect((await told).ok).toBe(true);
    else expect(await refusal(told)).toMatchObject({ code: 'backup_damaged', what });
  });

  it('without the files of before there were any is taken, where no row names one', async () => {
    const file = await forge(({ manifest }) => void manifest.members.pop());
    expect((await verifyBackup(world.placeAt('aside'), { file })).ok).toBe(true);
  });

  it('that names a file which it does not hold is whole, but not sound', async () => {
    keepNamed(world.ctx, pdfNumber(1));
    const lost = await forge(({ filesPath }) =>
      ask(filesPath, (db) => {
        db.sqlite.exec('delete from file');
        db.sqlite.pragma('journal_mode = DELETE');
      }),
    );
    for (const file of [lost, await forge(({ manifest }) => void manifest.members.pop())]) {
      const verified = await verifyBackup(world.placeAt('aside'), { file });
      expect(verified.checks.filter(({ ok }) => !ok)).toEqual([{ name: 'files', ok: false, count: 1 }]);
    }
  });

  it('of a schema of files that this build does not know is called newer', async () => {
    world.files.sqlite.exec("insert into schema_version values ('8888_future', 1)");
    const { path } = await createBackup(world.ctx, { folder: world.archives });
    expect((await refusal(verifyBackup(world.placeAt('aside'), { file: path }))).code).toBe('backup_newer');
  });

  it('of a schema that this build does not know is called newer', async () => {
    world.db.sqlite.exec("insert into schema_version values ('8888_future', 1)");
    const { path } = await createBackup(world.ctx, { folder: world.archives });
    expect(await refusal(verifyBackup(world.placeAt('aside'), { file: path }))).toMatchObject({
      code: 'backup_newer',
      schema: '8888_future',
    });
  });
});
