import { row, rows, run, type Connection, type Db } from '../client.server';

/** What backup and restore ask of a database. */

/**
 * Writes everything that is committed now into a new file, in one read transaction: writers go on meanwhile, and the
 * file holds the whole of each of their transactions or nothing of it. SQLite's online backup would begin again with
 * each write of another connection: seen not to end at 800 writes a second, where this took 0.8 s for 170 MB.
 */
export function snapshotInto(db: Connection, path: string): void {
  db.sqlite.prepare('vacuum into ?').run(path);
}

/** Rows of every table, by name. */
export function countAllRows(db: Connection): Record<string, number> {
  const tables = rows<{ name: string }>(
    db,
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
  );
  return Object.fromEntries(
    tables.map(({ name }) => [
      name,
      (db.sqlite.prepare(`select count(*) as n from "${name}"`).get() as { n: number }).n,
    ]),
  );
}

/** Names of the migrations applied, in order. */
export function listMigrations(db: Connection): string[] {
  return rows<{ name: string }>(db, 'select name from schema_version order by name').map(({ name }) => name);
}

/** What PRAGMA integrity_check finds; empty in a sound file. */
export function listPageFaults(db: Connection): string[] {
  const found = db.sqlite.pragma('integrity_check') as { integrity_check: string }[];
  return found.map((line) => line.integrity_check).filter((line) => line !== 'ok');
}

/** The highest number of each book of the register, given or void. Reads databases of before void numbers as well. */
export function listRegisterEnds(db: Db): { issuerCode: string; year: number; number: number }[] {
  const hasVoids = row(db, "select 1 from sqlite_master where name = 'confirmation_void'") !== null;
  const voids = hasVoids ? 'union all select issuer_code, year, to_number from confirmation_void' : '';
  return rows(
    db,
    `select issuer_code as issuerCode, year, max(number) as number
     from (select issuer_code, year, number from confirmation ${voids}) group by issuer_code, year
     order by issuer_code, year`,
  );
}

/** Ends every session; answers how many. */
export function deleteAllSessions(db: Db): number {
  return run(db, 'delete from session').changes;
}

/** Nobody holds the lease of a restored database. The beat stays: the next writer gives the outage since it back. */
export function clearLeaseHolder(db: Db): void {
  run(db, "update writer_lease set holder = ''");
}

/**
 * Takes the database out of WAL mode, which SQLite allows only to the one who has it open alone; true where that
 * succeeds. Afterwards everything stands in the one file.
 */
export function isAlone(db: Connection): boolean {
  db.sqlite.pragma('busy_timeout = 200');
  try {
    return db.sqlite.pragma('journal_mode = DELETE', { simple: true }) === 'delete';
  } catch (error) {
    if (String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}

/** Where the database's file is. */
export function pathOf(db: Connection): string {
  return db.sqlite.name;
}
