import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Connection } from './client.server';
import { copyBefore } from './copy-before.server';

/** A migration that would lose rows: the table, and its counts before and after. */
export class MigrationRefused extends Error {
  constructor(
    readonly migration: string,
    readonly reason: string,
  ) {
    super(`${migration}: ${reason}`);
  }
}

export interface Migration {
  name: string;
  sql: string;
  /** Tables that this migration is meant to empty or drop; everything else must keep its rows. */
  mayLose: string[];
}

/** Reads *.sql in name order. A first line `-- may lose: table, table` names tables whose rows may go. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(folder, file), 'utf8');
      const mayLose =
        /^-- may lose: (.+)$/m
          .exec(sql)?.[1]
          ?.split(',')
          .map((name) => name.trim()) ?? [];
      return { name: file.replace(/\.sql$/, ''), sql, mayLose };
    });
}

/** The folder of the migrations: beside this file in development, beside the bundle in build/. */
export function migrationsFolder(of: 'migrations' | 'files/migrations' = 'migrations'): string {
  let folder = import.meta.dirname;
  for (;;) {
    const candidate = join(folder, 'db', of);
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) throw new Error(`db/${of} not found`);
    folder = dirname(folder);
  }
}

export interface Migrated {
  version: string;
  applied: string[];
  /** Copy of the file as it was before the first of them; null where there was nothing to copy or nothing to apply. */
  copiedTo: string | null;
}

/** How long a process waits while another one copies and migrates. */
const PATIENCE_MS = 30 * 60_000;
const BUSY_MS = 5000;

/**
 * Brings the file in use up to date: as `migrate`, but first a copy of everything is laid beside it
 * (`thao.sqlite.before-0004_…`, the newest three are kept). Without room for the copy nothing is migrated. Of several
 * processes that start at once, one copies and applies; the others wait and find nothing to do.
 */
export function upgrade(db: Connection, migrations: Migration[], now: number): Migrated {
  db.sqlite.pragma(`busy_timeout = ${PATIENCE_MS}`);
  try {
    let copiedTo: string | null = null;
    const result = apply(db, migrations, now, (name) => (copiedTo = copyBefore(db, name)));
    return { ...result, copiedTo };
  } finally {
    db.sqlite.pragma(`busy_timeout = ${BUSY_MS}`);
  }
}

/**
 * Applies what is missing. Each migration: foreign_keys off outside the transaction (inside one the pragma is ignored,
 * and rebuilding a parent table would then empty its children), apply, foreign_key_check, row counts of every table
 * compared, commit. Safe when several processes start at once: the lock decides, the second finds nothing to do.
 */
export function migrate(
  db: Connection,
  migrations: Migration[],
  now: number,
): { version: string; applied: string[] } {
  return apply(db, migrations, now, () => undefined);
}

/** `copy` is called under the lock, before the first migration that is applied to a file which has some already. */
function apply(db: Connection, migrations: Migration[], now: number, copy: (name: string) => void) {
  const { sqlite } = db;
  sqlite.exec(
    'create table if not exists schema_version (name text primary key, applied_at integer not null) strict',
  );
  const known = new Set(migrations.map((migration) => migration.name));
  const applied: string[] = [];
  sqlite.pragma('foreign_keys = OFF');
  try {
    for (const migration of migrations) {
      sqlite
        .transaction(() => {
          const done = listDone(db);
          const newer = [...done].find((name) => !known.has(name));
          if (newer) throw new MigrationRefused(newer, 'the database is newer than this build');
          if (done.has(migration.name)) return;
          if (done.size > 0 && applied.length === 0) copy(migration.name);
          applyOne(db, migration);
          sqlite.prepare('insert into schema_version values (?, ?)').run(migration.name, now);
          applied.push(migration.name);
        })
        .immediate();
    }
  } finally {
    sqlite.pragma('foreign_keys = ON');
  }
  return { version: migrations.at(-1)?.name ?? '', applied };
}

function listDone(db: Connection): Set<string> {
  const found = db.sqlite.prepare('select name from schema_version').all() as { name: string }[];
  return new Set(found.map(({ name }) => name));
}

/** Error: MigrationRefused, where it breaks a foreign key or loses rows that it does not say it may lose. */
function applyOne(db: Connection, migration: Migration): void {
  const before = countRows(db);
  db.sqlite.exec(migration.sql);
  const broken = db.sqlite.pragma('foreign_key_check') as { table: string }[];
  if (broken.length > 0) {
    throw new MigrationRefused(migration.name, `foreign keys broken in ${broken[0]?.table}`);
  }
  const after = countRows(db);
  for (const [table, count] of before) {
    if (migration.mayLose.includes(table)) continue;
    const left = after.get(table) ?? 0;
    if (left !== count) {
      throw new MigrationRefused(migration.name, `${table} had ${count} rows and would have ${left}`);
    }
  }
}

function countRows(db: Connection): Map<string, number> {
  const tables = db.sqlite
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .all() as { name: string }[];
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    if (name === 'schema_version') continue;
    const { n } = db.sqlite.prepare(`select count(*) as n from "${name}"`).get() as { n: number };
    counts.set(name, n);
  }
  return counts;
}
