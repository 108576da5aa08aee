import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { countAllRows, listMigrations, listPageFaults } from '~db/queries/backup';
import { countBrokenForeignKeys } from '~db/queries/checks';
import { lastSeal, lastTx } from '~db/queries/trail';
import { openDatabase, type Connection, type Db } from '~db/client.server';
import { openFiles, type Files } from '~db/files/files.server';
import { migrate, MigrationRefused, migrationsFolder, readMigrations } from '~db/migrate.server';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { readArchive } from './adapters/archive-reader';
import { freeBytes, removeLeftovers } from './adapters/disk';
import { DATABASE_MEMBER, FILES_MEMBER, type Manifest } from './backup';
import { runChecks, type Check } from './checks.server';
import { requireAllowed } from '~/access/policy';

/** What works where there may be no database yet. */
export interface Place extends Pick<Ctx, 'now' | 'actor' | 'keysPath'> {
  databasePath: string;
}

export interface Unpacked {
  manifest: Manifest;
  /** Size and SHA-256 of the archive. */
  bytes: number;
  sha256: string;
  /** The database out of the archive, open and brought to the newest version; `close` it. */
  db: Db;
  path: string;
  /** The files out of the archive, open and brought to the newest version; empty for an archive of before there were any. */
  files: Files;
  /** Null for an archive of before there were files. */
  filesPath: string | null;
  /** Migrations applied to the database. */
  migrated: string[];
}

const ASIDE = '.thao-unpacked-';
const LEFTOVER_MS = 6 * 60 * 60 * 1000;

export interface BackupVerified {
  bytes: number;
  sha256: string;
  /** False where an integrity rule does not hold: the archive is whole, but what was backed up had a fault already. */
  ok: boolean;
  /** Empty where they were not asked for. */
  checks: Check[];
  manifest: Manifest;
}

/**
 * Restores an archive into a folder aside and looks at everything: frames, sizes and hashes, SQLite's integrity and
 * foreign keys, row counts and trail against the manifest, all integrity rules, so also that every file named is there.
 * Needs the keys that signed the register. With `rules: false` the integrity rules, which take longest, are left out.
 * Errors: not_allowed, no_space, backup_damaged with `what`, backup_newer, backup_passphrase.
 */
export async function verifyBackup(
  place: Place,
  input: { file: string; passphrase?: string | null; rules?: boolean },
): Promise<BackupVerified> {
  requireAllowed(place, 'system.read');
  return withUnpacked(place, input, ({ manifest, bytes, sha256, db, files }) => {
    const checks = input.rules === false ? [] : runChecks({ ...place, db, files });
    return { bytes, sha256, ok: checks.every((check) => check.ok), checks, manifest };
  });
}

/**
 * Unpacks an archive beside the database's place, checks that it is what its manifest says, brings it to this build's
 * version, and hands it on; afterwards what is left of it goes. Errors: as verifyBackup.
 */
export async function withUnpacked<T>(
  place: Place,
  input: { file: string; passphrase?: string | null },
  work: (unpacked: Unpacked) => T,
): Promise<T> {
  const home = dirname(place.databasePath);
  mkdirSync(home, { recursive: true });
  removeLeftovers(home, ASIDE, place.now - LEFTOVER_MS);
  const known = readMigrations(migrationsFolder());
  const folder = mkdtempSync(join(home, ASIDE));
  const opened: Connection[] = [];
  try {
    const { manifest, bytes, sha256 } = await readArchive(input.file, {
      passphrase: input.passphrase ?? null,
      folder,
      accept: (found) => {
        const { schemaVersion } = found;
        if (schemaVersion !== '' && !known.some(({ name }) => name === schemaVersion)) {
          throw new AppError('backup_newer', { schema: schemaVersion, known: known.at(-1)?.name ?? '' });
        }
        const needed = found.members.reduce((sum, member) => sum + member.bytes, 0);
        const free = freeBytes(home);
        if (free < needed) throw new AppError('no_space', { folder: home, needed, free });
      },
    });
    const path = join(folder, DATABASE_MEMBER);
    const hasFiles = manifest.members.some(({ name }) => name === FILES_MEMBER);
    const filesPath = hasFiles ? join(folder, FILES_MEMBER) : null;
    const { db, files } = openUnpacked(opened, path, filesPath, manifest);
    const { applied } = migrate(db, known, place.now);
    migrate(files, readMigrations(migrationsFolder('files/migrations')), place.now);
    return work({ manifest, bytes, sha256, db, path, files, filesPath, migrated: applied });
  } catch (error) {
    if (error instanceof MigrationRefused) throw new AppError('backup_newer', { schema: error.migration });
    throw error;
  } finally {
    for (const one of opened) if (one.sqlite.open) one.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens both and looks whether they are what the manifest states. Error: backup_damaged. */
function openUnpacked(opened: Connection[], path: string, filesPath: string | null, manifest: Manifest) {
  try {
    const db = openDatabase(path);
    opened.push(db);
    requireAsStated(db, manifest);
    const files = openFiles(filesPath ?? ':memory:');
    opened.push(files);
    requireSound(files);
    return { db, files };
  } catch (error) {
    // Where a page is too broken to be looked at, SQLite throws instead of telling.
    if (!isSqliteError(error)) throw error;
    throw new AppError('backup_damaged', { what: 'integrity', found: (error as Error).message });
  }
}

function requireSound(file: Connection): void {
  const [pageFault] = listPageFaults(file);
  if (pageFault !== undefined) throw new AppError('backup_damaged', { what: 'integrity', found: pageFault });
}

/** Error: backup_damaged, where the file is as it was written, but was not sound or not what the manifest says. */
function requireAsStated(db: Db, manifest: Manifest): void {
  requireSound(db);
  const broken = countBrokenForeignKeys(db);
  if (broken > 0) throw new AppError('backup_damaged', { what: 'foreign_keys', count: broken });
  const counts = countAllRows(db);
  for (const table of new Set([...Object.keys(counts), ...Object.keys(manifest.counts)])) {
    const [found, stated] = [counts[table] ?? 0, manifest.counts[table] ?? 0];
    if (found !== stated) throw new AppError('backup_damaged', { what: 'rows', table, stated, found });
  }
  const txId = lastTx(db)?.id ?? 0;
  if (txId !== manifest.txId || (lastSeal(db) ?? '') !== manifest.trailHead) {
    throw new AppError('backup_damaged', { what: 'trail', stated: manifest.txId, found: txId });
  }
  const schema = listMigrations(db).at(-1) ?? '';
  if (schema !== manifest.schemaVersion)
    throw new AppError('backup_damaged', { what: 'schema', found: schema });
}

/** An error of SQLite itself, as its binding throws it. */
export function isSqliteError(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith('SQLITE_');
}
