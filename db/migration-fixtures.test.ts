import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { dump } from '../tests/backup-province';
import { openDatabase } from './client.server';
import { migrate, migrationsFolder, readMigrations } from './migrate.server';
import { listMigrations, listPageFaults } from './queries/backup';
import { countBrokenForeignKeys } from './queries/checks';
import { nextRegisterNumber } from './queries/register';

/** Filled databases by the newest migration that each was made with: a demo province, trimmed. */
const folder = join(import.meta.dirname, '..', 'tests', 'fixtures', 'migrations');

it.each(readdirSync(folder))('%s is brought to the newest version and keeps its rows', (fixture) => {
  const aside = mkdtempSync(join(tmpdir(), 'thao-migrate-'));
  const path = join(aside, 'thao.sqlite');
  writeFileSync(path, gunzipSync(readFileSync(join(folder, fixture))));
  const db = openDatabase(path);
  const { schema_version: known, ...before } = dump(db);
  expect(`${listMigrations(db).at(-1)}.sqlite.gz`).toBe(fixture);

  const migrations = readMigrations(migrationsFolder());
  const { applied } = migrate(db, migrations, 1);
  expect(applied).toHaveLength(migrations.length - known!.length);
  const after = dump(db);
  for (const [table, lines] of Object.entries(before)) {
    expect([table, columnsOf(lines, after[table] ?? [])]).toEqual([table, lines]);
  }
  expect([listPageFaults(db), countBrokenForeignKeys(db)]).toEqual([[], 0]);

  // What the register's guards say holds of the rows of before as well.
  expect(nextRegisterNumber(db, 'SNV', 2026)).toBe(6);
  expect(nextRegisterNumber(db, 'SNV', 2031)).toBe(1);
  db.close();
  rmSync(aside, { recursive: true });
});

/** Rows of afterwards with the columns of before: a migration may add some. */
function columnsOf(before: string[], after: string[]): string[] {
  const columns = Object.keys(JSON.parse(before[0] ?? '{}') as object);
  return after.map((line) => {
    const row = JSON.parse(line) as Record<string, unknown>;
    return JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column]])));
  });
}
