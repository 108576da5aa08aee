import { openDatabase, type Db } from '~db/client.server';
import { migrateFiles, openFiles, type Files } from '~db/files/files.server';
import { migrate, migrationsFolder, readMigrations } from '~db/migrate.server';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const filesByDatabase = new WeakMap<Db, Files>();

/** The files that belong to a test's database: in memory, unless the test has opened some of its own. */
export function filesOf(db: Db, path = ':memory:'): Files {
  let files = filesByDatabase.get(db);
  if (!files) {
    files = openFiles(path);
    migrateFiles(files, 0);
    filesByDatabase.set(db, files);
  }
  return files;
}

/** A fresh migrated database file of the test's own. `remove` closes and deletes it. */
export function freshDatabase(): { db: Db; path: string; folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'thao-test-'));
  const path = join(folder, 'thao.sqlite');
  const db = openDatabase(path);
  migrate(db, readMigrations(migrationsFolder()), 0);
  return {
    db,
    path,
    folder,
    remove: () => {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
