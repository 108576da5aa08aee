import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Db } from './client.server';

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
export function migrationsFolder(): string {
  let folder = import.meta.dirname;
  for (;;) {
    const candidate = join(folder, 'db', 'migrations');
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) throw new Error('db/migrations not found');
    folder = dirname(folder);
  }
}

/**
 * Applies what is missing. Each migration: foreign_keys off outside the transaction (inside one the pragma is ignored,
 * and rebuilding a parent table would then empty its children), apply, foreign_key_check, row counts of every table
 * compared, commit. Safe when several processes start at once: the lock decides, the second finds nothing to do.
 */
export function migrate(
  db: Db,
  migrations: Migration[],
  now: number,
): { version: string; applied: string[] } {
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
          const done = new Set(
            (sqlite.prepare('select name from schema_version').all() as { name: string }[]).map(
              (r) => r.name,
            ),
          );
          const newer = [...done].find((name) => !known.has(name));
          if (newer) throw new MigrationRefused(newer, 'the database is newer than this build');
          if (done.has(migration.name)) return;
          const before = countRows(db);
          sqlite.exec(migration.sql);
          const broken = sqlite.pragma('foreign_key_check') as { table: string }[];
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

function countRows(db: Db): Map<string, number> {
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
