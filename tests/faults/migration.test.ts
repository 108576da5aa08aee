import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countFileFaults } from '~/files/sweep.server';
import { openDatabase, row } from '~db/client.server';
import { migrateFiles, openFiles } from '~db/files/files.server';
import { migrate, migrationsFolder, readMigrations, upgrade } from '~db/migrate.server';
import { countStoredFiles } from '~db/queries/files';
import { countAllRows, listMigrations, listPageFaults } from '~db/queries/backup';

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'migrations');
const child = join(import.meta.dirname, 'writing-process.ts');
const migrations = readMigrations(migrationsFolder());
const newest = migrations.at(-1)!.name;
const ROUNDS = 20;

/** Whole numbers below `below`, the same in every run. */
function chance(seed: string) {
  let count = 0;
  return (below: number) =>
    createHash('sha256')
      .update(`${seed}${(count += 1)}`)
      .digest()
      .readUInt32BE() % below;
}

function start(...args: string[]) {
  const run = spawn(process.execPath, ['--import', 'tsx', child, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  run.stderr.on('data', (text: Buffer) => (err += String(text)));
  const begun = new Promise<void>((settle) =>
    run.stdout.on('data', (text: Buffer) => {
      out += String(text);
      settle();
    }),
  );
  const ended = new Promise<number | null>((settle) => run.once('close', settle));
  return { begun, ended, kill: () => run.kill('SIGKILL'), out: () => out.slice(1), err: () => err };
}

describe('a database of an earlier version', () => {
  let folder: string;
  let path: string;
  const earlier = readdirSync(fixtures).sort()[0]!;
  const lay = () => writeFileSync(path, gunzipSync(readFileSync(join(fixtures, earlier))));
  const ask = <T>(work: (db: ReturnType<typeof openDatabase>) => T): T => {
    const db = openDatabase(path);
    try {
      return work(db);
    } finally {
      db.close();
    }
  };
  const rowsOf = (counts: Record<string, number>) =>
    Object.fromEntries(Object.entries(counts).filter(([table]) => table !== 'schema_version'));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'thao-migration-'));
    path = join(folder, 'thao.sqlite');
    lay();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is copied and brought up once by four processes that start together', async () => {
    const [before, counts] = ask((db) => [listMigrations(db), rowsOf(countAllRows(db))]);
    const runs = [1, 2, 3, 4].map(() => start('migrate', path));
    expect(await Promise.all(runs.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
    const told = runs.map((run) => JSON.parse(run.out()) as { applied: string[]; copiedTo: string | null });
    const due = migrations.map(({ name }) => name).filter((name) => !before.includes(name));
    // Each migration by one of them, and not necessarily all by the same.
    expect(told.flatMap(({ applied }) => applied).sort()).toEqual(due);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    const copies = told.flatMap(({ copiedTo }) => copiedTo ?? []);
    expect(copies).toContain(`${path}.before-${due[0]}`);
    expect(new Set(copies).size).toBe(copies.length);
    ask((db) => expect(rowsOf(countAllRows(db))).toMatchObject(counts));
    const copy = openDatabase(`${path}.before-${due[0]}`, { readonly: true });
    expect([listMigrations(copy), rowsOf(countAllRows(copy))]).toEqual([before, counts]);
    copy.close();
  });

  it(`killed at ${ROUNDS} points of its migration is brought up by the next start with every row`, async () => {
    // Rows without end, so that copying and migrating take long enough to be hit.
    ask((db) => {
      const add = db.sqlite.prepare('insert into setting values (?, ?)');
      db.sqlite.transaction(() => {
        for (let n = 0; n < 40_000; n += 1)
          add.run(`ballast ${n}`, createHash('sha512').update(String(n)).digest('hex'));
      })();
      db.sqlite.pragma('wal_checkpoint(TRUNCATE)');
    });
    const whole = readFileSync(path);
    const counts = ask((db) => rowsOf(countAllRows(db)));
    const first = start('migrate', path);
    await first.begun;
    const began = performance.now();
    await first.ended;
    const takes = Math.ceil(performance.now() - began);
    const pick = chance('migration');
    let unfinished = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
      writeFileSync(path, whole);
      const run = start('migrate', path);
      await run.begun;
      await wait(pick(takes));
      run.kill();
      await run.ended;
      ask((db) => {
        if (listMigrations(db).at(-1) !== newest) unfinished += 1;
        upgrade(db, migrations, 2);
        expect([round, listMigrations(db).at(-1), listPageFaults(db)]).toEqual([round, newest, []]);
        expect([round, rowsOf(countAllRows(db))]).toEqual([round, expect.objectContaining(counts)]);
      });
      expect([round, readdirSync(folder).filter((name) => name.endsWith('.part'))]).toEqual([round, []]);
    }
    // Or else nothing was ever cut off.
    expect(unfinished).toBeGreaterThan(0);
  }, 600_000);
});

it('a process killed while it keeps files leaves no row whose bytes are missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'thao-keep-'));
  const [path, filesPath] = [join(folder, 'thao.sqlite'), join(folder, 'files.sqlite')];
  const [db, files] = [openDatabase(path), openFiles(filesPath)];
  migrate(db, migrations, 0);
  migrateFiles(files, 0);
  const pick = chance('keep');
  let named = 0;
  for (let round = 0; round < 8; round += 1) {
    const run = start('keep', path, filesPath);
    await run.begun;
    await wait(20 + pick(60));
    run.kill();
    await run.ended;
    expect([round, run.err(), countFileFaults(db, files)]).toEqual([round, '', 0]);
    // What was said to be kept is there: a dot for each.
    named += run.out().length;
    expect(countStoredFiles(db)).toBeGreaterThanOrEqual(named);
  }
  expect(named).toBeGreaterThan(0);
  expect(row(db, 'select count(distinct hash) < count(*) as yes from stored_file')).toEqual({ yes: 1 });
  for (const one of [db, files]) one.close();
  rmSync(folder, { recursive: true, force: true });
});
