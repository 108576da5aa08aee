import Database from 'better-sqlite3';
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import * as access from './schema/access';
import * as assessment from './schema/assessment';
import * as files from './schema/files';
import * as jobs from './schema/jobs';
import * as learning from './schema/learning';
import * as notices from './schema/notices';
import * as organisation from './schema/organisation';
import * as proficiency from './schema/proficiency';
import * as trail from './schema/trail';

export const schema = {
  ...trail,
  ...organisation,
  ...files,
  ...access,
  ...jobs,
  ...notices,
  ...assessment,
  ...proficiency,
  ...learning,
};
export type Orm = BetterSQLite3Database<typeof schema>;

/** An open SQLite file with its prepared statements. */
export interface Connection {
  sqlite: Database.Database;
  /** Prepares once a connection: unprepared reads by key cost seven times as much. */
  sql: (text: string) => Database.Statement;
  close: () => void;
}

/** The database. Opened by a process at start and handed on; never a module global. */
export interface Db extends Connection {
  orm: Orm;
}

/** With a replica its program copies the log into the file; this is where we would do it if it were not there. */
const REPLICATED_LOG_PAGES = 10_000;

export interface OpenOptions {
  readonly?: boolean;
  /**
   * Litestream runs beside: whoever copies the log into the file in its stead makes it begin again from a whole copy, so
   * it is left to do so unless the log gets ten times as long as usual (40 MB).
   */
  replicated?: boolean;
}

/** Opens the database with the settings that hold per connection and must therefore be set in every process. */
export function openDatabase(path: string, options: OpenOptions = {}): Db {
  const connection = openConnection(path, { ...options, cacheKb: 65_536 });
  return { ...connection, orm: drizzle(connection.sqlite, { schema, casing: 'snake_case' }) };
}

/** Opens any file of SQLite: WAL, each commit on the disk before it returns, foreign keys held. */
export function openConnection(path: string, options: OpenOptions & { cacheKb: number }): Connection {
  if (path !== ':memory:' && !options.readonly) mkdirSync(dirname(path), { recursive: true });
  const sqlite = new Database(path, { readonly: options.readonly ?? false });
  if (!options.readonly) sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('busy_timeout = 5000');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma(`cache_size = -${options.cacheKb}`);
  sqlite.pragma('temp_store = MEMORY');
  if (options.replicated) sqlite.pragma(`wal_autocheckpoint = ${REPLICATED_LOG_PAGES}`);
  const prepared = new Map<string, Database.Statement>();
  const sql = (text: string) => {
    let statement = prepared.get(text);
    if (!statement) {
      statement = sqlite.prepare(text);
      prepared.set(text, statement);
    }
    return statement;
  };
  return {
    sqlite,
    sql,
    close: () => {
      prepared.clear();
      sqlite.close();
    },
  };
}

/** All rows of a prepared statement, typed by the caller, who wrote the column list. */
export function rows<T>(db: Connection, text: string, ...params: unknown[]): T[] {
  return db.sql(text).all(...params) as T[];
}

/** The first row or null. */
export function row<T>(db: Connection, text: string, ...params: unknown[]): T | null {
  return (db.sql(text).get(...params) as T | undefined) ?? null;
}

/** Runs a statement; answers how many rows changed and the last row id. */
export function run(db: Connection, text: string, ...params: unknown[]): { changes: number; id: number } {
  const result = db.sql(text).run(...params);
  return { changes: result.changes, id: Number(result.lastInsertRowid) };
}
