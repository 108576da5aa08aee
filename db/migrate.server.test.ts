import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../tests/database';
import { openDatabase, row, rows } from './client.server';
import { migrate, MigrationRefused, migrationsFolder, readMigrations, upgrade } from './migrate.server';
import { writeTx } from './write.server';

const writer = { accountId: null, name: 'test' };

describe('migrations', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  beforeEach(() => (fresh = freshDatabase()));
  afterEach(() => fresh.remove());

  it('makes every table STRICT', () => {
    const loose = rows<{ name: string }>(
      fresh.db,
      `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and sql not like '%STRICT%' collate nocase`,
    );
    expect(loose).toEqual([]);
  });

  it('applies each migration once', () => {
    const again = migrate(fresh.db, readMigrations(migrationsFolder()), 1);
    expect(again.applied).toEqual([]);
  });

  const refused: { name: string; sql: string }[] = [
    { name: 'drops the rows of a table', sql: 'delete from setting;' },
    { name: 'drops a filled table', sql: 'drop table setting;' },
    {
      name: 'rebuilds a table and forgets to copy',
      sql: 'create table t (key text primary key, value text not null) strict; drop table setting; alter table t rename to setting;',
    },
  ];
  it.each(refused)('refuses one that $name, and leaves everything as it was', ({ sql }) => {
    fresh.db.sqlite.exec("insert into setting values ('a', '1')");
    const migrations = [...readMigrations(migrationsFolder()), { name: '9999_bad', sql, mayLose: [] }];
    expect(() => migrate(fresh.db, migrations, 1)).toThrow(MigrationRefused);
    expect(row(fresh.db, 'select value from setting')).toEqual({ value: '1' });
    expect(row(fresh.db, "select name from schema_version where name = '9999_bad'")).toBeNull();
  });

  it('lets a migration lose what it names', () => {
    fresh.db.sqlite.exec("insert into setting values ('a', '1')");
    const migration = { name: '9999_meant', sql: 'delete from setting;', mayLose: ['setting'] };
    migrate(fresh.db, [...readMigrations(migrationsFolder()), migration], 1);
    expect(row(fresh.db, 'select 1 from setting')).toBeNull();
  });

  it('refuses one that breaks a foreign key', () => {
    writeTx(fresh.db, 1, writer, 'x', () => undefined);
    const sql = "insert into audit_entry values (1, 99, 'a', 'b', 'c', 'd');";
    expect(() =>
      migrate(fresh.db, [...readMigrations(migrationsFolder()), { name: '9999_fk', sql, mayLose: [] }], 1),
    ).toThrow(/foreign keys broken in audit_entry/);
  });

  it('keeps children when a parent table is rebuilt', () => {
    fresh.db.sqlite.exec("insert into unit (code) values ('A')");
    writeTx(fresh.db, 1, writer, 'x', (tx) =>
      fresh.db.sqlite
        .exec(`insert into unit_period (unit_id, name_vi, name_en, search_key, level, block, valid_from, tx_from)
        values (1, 'a', 'a', 'a', 'province', 'state', '2020-01-01', ${tx.id})`),
    );
    const sql = `create table u (id integer primary key, code text not null unique) strict;
      insert into u select id, code from unit; drop table unit; alter table u rename to unit;`;
    migrate(fresh.db, [...readMigrations(migrationsFolder()), { name: '9999_rebuild', sql, mayLose: [] }], 1);
    expect(row(fresh.db, 'select count(*) as n from unit_period')).toEqual({ n: 1 });
  });

  it('refuses a database newer than the build', () => {
    fresh.db.sqlite.exec("insert into schema_version values ('8888_future', 1)");
    expect(() => migrate(fresh.db, readMigrations(migrationsFolder()), 1)).toThrow(/newer than this build/);
  });

  it('is safe when two connections start at once', () => {
    const second = openDatabase(fresh.path);
    expect(migrate(second, readMigrations(migrationsFolder()), 1).applied).toEqual([]);
    second.close();
  });
});

describe('bringing a database up to date', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  beforeEach(() => (fresh = freshDatabase()));
  afterEach(() => fresh.remove());
  const known = readMigrations(migrationsFolder());
  const step = (number: number, sql = `create table t${number} (a text) strict;`) => ({
    name: `9${String(number).padStart(3, '0')}_step`,
    sql,
    mayLose: [],
  });
  const copies = () =>
    readdirSync(fresh.folder)
      .filter((name) => name.includes('.before-'))
      .sort();

  it('copies nothing where there is nothing to copy or nothing to do', () => {
    expect(upgrade(fresh.db, known, 1)).toMatchObject({ applied: [], copiedTo: null });
    const path = join(fresh.folder, 'new.sqlite');
    const db = openDatabase(path);
    expect(upgrade(db, known, 1)).toMatchObject({ version: known.at(-1)?.name, copiedTo: null });
    db.close();
    expect(copies()).toEqual([]);
  });

  it('first lays a copy beside it, once for all that is applied, which holds what was there', () => {
    fresh.db.sqlite.exec("insert into setting values ('a', '1')");
    const { applied, copiedTo } = upgrade(fresh.db, [...known, step(1, 'delete from tx;'), step(2)], 1);
    expect(applied).toEqual(['9001_step', '9002_step']);
    expect([copiedTo, copies()]).toEqual([
      `${fresh.path}.before-9001_step`,
      ['thao.sqlite.before-9001_step'],
    ]);
    const copy = openDatabase(copiedTo!, { readonly: true });
    expect(row(copy, 'select value from setting')).toEqual({ value: '1' });
    expect(row(copy, "select 1 from sqlite_master where name = 't2'")).toBeNull();
    copy.close();
  });

  it('keeps the newest three copies, and whatever a restore has moved aside', () => {
    const aside = `${fresh.path}.before-20261125-000000`;
    writeFileSync(aside, 'x');
    utimesSync(aside, 0, 0);
    for (const number of [1, 2, 3, 4, 5]) {
      const upTo = Array.from({ length: number }, (_, index) => step(index + 1));
      const { copiedTo } = upgrade(fresh.db, [...known, ...upTo], 1);
      utimesSync(copiedTo!, number, number);
    }
    expect(copies()).toEqual([
      'thao.sqlite.before-20261125-000000',
      ...[3, 4, 5].map((number) => `thao.sqlite.before-900${number}_step`),
    ]);
  });

  it('that is refused leaves the copy and the database as it was', () => {
    fresh.db.sqlite.exec("insert into setting values ('a', '1')");
    expect(() => upgrade(fresh.db, [...known, step(1, 'delete from setting;')], 1)).toThrow(MigrationRefused);
    expect(copies()).toEqual(['thao.sqlite.before-9001_step']);
    expect(row(fresh.db, 'select value from setting')).toEqual({ value: '1' });
    expect(fresh.db.sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(fresh.db.sqlite.pragma('busy_timeout', { simple: true })).toBe(5000);
  });

  it('without room for the copy migrates nothing', () => {
    const target = `${fresh.path}.before-9001_step.part`;
    mkdirSync(join(target, 'x'), { recursive: true });
    expect(() => upgrade(fresh.db, [...known, step(1)], 1)).toThrow();
    expect(row(fresh.db, "select 1 from sqlite_master where name = 't1'")).toBeNull();
  });
});
