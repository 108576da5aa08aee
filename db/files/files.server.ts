import { openConnection, type Connection, type OpenOptions } from '../client.server';
import { migrationsFolder, readMigrations, upgrade, type Migrated } from '../migrate.server';

/** The second SQLite file, which holds the bytes of uploaded files: large and seldom read, apart from what is queried. */
export interface Files extends Connection {
  /** Tells it apart from the database: neither is taken for the other by mistake. */
  holds: 'files';
}

const CACHE_KB = 4096;

/** Opens the files as openDatabase does the database: a commit is on the disk when it returns. Does not migrate. */
export function openFiles(path: string, options: OpenOptions = {}): Files {
  return { ...openConnection(path, { ...options, cacheKb: CACHE_KB }), holds: 'files' };
}

/** Brings the files to this build's version, with a copy laid beside them. Error: MigrationRefused where they are newer. */
export function migrateFiles(files: Files, now: number): Migrated {
  return upgrade(files, readMigrations(migrationsFolder('files/migrations')), now);
}
