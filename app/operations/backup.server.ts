import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { countAllRows, listMigrations, pathOf, snapshotInto } from '~db/queries/backup';
import { databaseBytes, getSettingText, lastSeal, lastTx } from '~db/queries/trail';
import { countStoredFiles } from '~db/queries/files';
import { openDatabase } from '~db/client.server';
import { syncToDisk } from '~db/durable-files';
import type { Files } from '~db/files/files.server';
import { writeTx } from '~db/write.server';
import { writerOf, type Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { writeArchive } from './adapters/archive-writer';
import { freeBytes, isSameDisk, removeLeftovers, sha256OfFile } from './adapters/disk';
import {
  archiveName,
  archivesBeyond,
  DATABASE_MEMBER,
  FILES_MEMBER,
  parseGeneration,
  type Manifest,
} from './backup';
import { requireAllowed } from '~/access/policy';

const SNAPSHOT = '.thao-snapshot-';
const DRAFT = '.thao-draft-';
/** What a killed run left behind goes when it is older: no backup takes so long. */
const LEFTOVER_MS = 6 * 60 * 60 * 1000;

export interface BackupMade {
  path: string;
  /** Size and SHA-256 of the archive. */
  bytes: number;
  sha256: string;
  manifest: Manifest;
  /** Names of older archives taken away because of `keep`. */
  removed: string[];
}

/** What is backed up: the files are null where there is no second file, as before the first upload could be made. */
export interface BackupSource extends Pick<Ctx, 'db' | 'now' | 'actor'> {
  files: Files | null;
}

/**
 * Backs database and files up into a new archive `thao-<date>-<time>.backup` in a folder, while others write. The archive is
 * written under another name, synced and renamed: whatever bears an archive's name is whole. Keys are never in it. With
 * `keep`, the oldest archives of the folder beyond that number go. The snapshot lies beside the database for the time
 * being, so that an archive with a passphrase leaves nothing readable where it is kept. The database is copied first: bytes
 * are durable before the row that names them, so the files, copied after it, hold everything that it names. Errors:
 * not_allowed; not_found, where rows name files and there is no second file; no_space with `folder`, `needed` and `free`
 * in bytes; system errors of the file system.
 */
export async function createBackup(
  ctx: BackupSource,
  input: { folder: string; passphrase?: string | null; keep?: number },
): Promise<BackupMade> {
  requireAllowed(ctx, 'system.read');
  const folder = resolve(input.folder);
  mkdirSync(folder, { recursive: true });
  const home = dirname(pathOf(ctx.db));
  removeLeftovers(home, SNAPSHOT, ctx.now - LEFTOVER_MS);
  removeLeftovers(folder, DRAFT, ctx.now - LEFTOVER_MS);
  const { files } = ctx;
  if (!files && countStoredFiles(ctx.db) > 0) throw new AppError('not_found', { what: FILES_MEMBER });
  requireSpace(home, folder, databaseBytes(ctx.db) + (files ? databaseBytes(files) : 0));

  const aside = mkdtempSync(join(home, SNAPSHOT));
  const draft = join(folder, `${DRAFT}${process.pid}-${ctx.now}`);
  try {
    const snapshot = join(aside, DATABASE_MEMBER);
    snapshotInto(ctx.db, snapshot);
    const sources = [snapshot];
    if (files) {
      sources.push(join(aside, FILES_MEMBER));
      snapshotInto(files, sources[1]!);
    }
    const manifest = await manifestOf(sources, ctx.now);
    const { passphrase = null } = input;
    const { bytes, sha256 } = await writeArchive({ path: draft, manifest, sources, passphrase });
    const name = archiveName(ctx.now, readdirSync(folder));
    renameSync(draft, join(folder, name));
    syncToDisk(folder);
    writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'backup create', (tx) =>
      tx.audit('backup_made', 'backup', name, { folder, sha256, txId: manifest.txId }),
    );
    const { keep } = input;
    const removed = keep === undefined ? [] : archivesBeyond(readdirSync(folder), keep, name);
    for (const old of removed) rmSync(join(folder, old));
    return { path: join(folder, name), bytes, sha256, manifest, removed };
  } finally {
    rmSync(draft, { force: true });
    rmSync(aside, { recursive: true, force: true });
  }
}

/** A snapshot is no larger than the database; packed it is well under half of it. */
function requireSpace(home: string, folder: string, bytes: number): void {
  const half = Math.ceil(bytes / 2);
  const needs = isSameDisk(home, folder)
    ? [{ at: folder, needed: bytes + half }]
    : [
        { at: home, needed: bytes },
        { at: folder, needed: half },
      ];
  for (const { at, needed } of needs) {
    const free = freeBytes(at);
    if (free < needed) throw new AppError('no_space', { folder: at, needed, free });
  }
}

/** Everything is read from the snapshot, so that it holds for what the archive will give back. */
async function manifestOf(sources: readonly string[], createdAt: number): Promise<Manifest> {
  const members: Manifest['members'] = [];
  for (const source of sources) {
    const [bytes, sha256] = [statSync(source).size, await sha256OfFile(source)];
    members.push({ name: basename(source), bytes, sha256, compression: 'brotli' });
  }
  const db = openDatabase(sources[0]!, { readonly: true });
  try {
    const tx = lastTx(db);
    return {
      createdAt,
      schemaVersion: listMigrations(db).at(-1) ?? '',
      generation: parseGeneration(getSettingText(db, 'generation')),
      txId: tx?.id ?? 0,
      txAt: tx?.at ?? 0,
      trailHead: lastSeal(db) ?? '',
      counts: countAllRows(db),
      members,
    };
  } finally {
    db.close();
  }
}
