import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, backupProvince, dump } from '../../tests/backup-province';
import { actorWith, ctxOf } from '../../tests/factories';
import { systemActor } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { actorOfToken } from '~/access/sessions.server';
import { startOfDate } from '~/office/dates';
import { issueConfirmation } from '~/proficiency/confirmations.server';
import { listVoidNumbers, nextRegisterNumber } from '~db/queries/register';
import { getSettingText } from '~db/queries/trail';
import { findLease, takeLease } from '~db/queries/writer-lease';
import { openDatabase, row } from '~db/client.server';
import { createBackup } from './backup.server';
import { runChecks } from './checks.server';
import { restoreBackup } from './restore.server';

const NOW = startOfDate('2026-11-25');

async function refusal(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error ?? new Error('not refused');
  return error.code;
}

describe('restoring', () => {
  let world: ReturnType<typeof backupProvince>;
  let file: string;
  const place = () => world.placeAt('new');
  const restore = (change: Partial<Parameters<typeof restoreBackup>[1]> = {}, at = place()) =>
    restoreBackup(at, { file, ...change });
  const ctxAt = (path: string) => ctxOf(openDatabase(path), NOW, systemActor('test'), world.keysPath);
  const filesBeside = (path: string) => readdirSync(dirname(path)).sort();

  beforeEach(async () => {
    world = backupProvince(NOW);
    takeLease(world.db, '1@elsewhere', NOW - 60_000);
  });
  afterEach(() => world.remove());
  const backUp = async () => (file = (await createBackup(world.ctx, { folder: world.archives })).path);

  it('gives back every row of every table', async () => {
    const before = dump(world.db);
    await backUp();
    const restored = await restore();
    const after = ask(place().databasePath, dump);
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
    const { session, setting, writer_lease, tx, audit_entry, audit_detail, seal, ...facts } = before;
    expect(after).toMatchObject(facts);
    for (const [table, lines] of Object.entries({ setting, tx, audit_entry, audit_detail, seal })) {
      expect(after[table]).toEqual(expect.arrayContaining(lines!));
      expect([table, after[table]!.length - lines!.length]).toEqual([table, 1]);
    }
    expect([session?.length, after.session]).toEqual([1, []]);
    expect([writer_lease?.length, after.writer_lease?.length]).toEqual([1, 1]);
    expect(restored).toMatchObject({ sessionsEnded: 1, voided: [], movedTo: null, migrated: [] });
    expect(filesBeside(place().databasePath)).toEqual(['files.sqlite', 'thao.sqlite']);
  });

  it('begins a new generation, ends sessions, frees the lease and keeps its last beat', async () => {
    await backUp();
    const { generation } = await restore();
    const path = place().databasePath;
    ask(path, (db) => {
      expect(JSON.parse(getSettingText(db, 'generation')!)).toEqual(generation);
      expect(findLease(db)).toMatchObject({ holder: '', beatAt: NOW - 60_000 });
      expect(actorOfToken(db, 'a token', NOW)).toBeNull();
    });
    expect(generation).toMatchObject({ counter: 1, id: expect.stringMatching(/^[0-9a-f]{16}$/) as string });
    const again = await restore({ replace: true });
    expect(again.generation.counter).toBe(2);
    expect(again.generation.id).not.toBe(generation.id);
    const ctx = ctxAt(path);
    expect(runChecks(ctx).filter(({ ok }) => !ok)).toEqual([]);
    ctx.db.close();
  });

  it('leaves the numbers empty that are known outside, and goes on behind them', async () => {
    await backUp();
    const { voided, register } = await restore({
      known: [{ number: 7 }, { issuerCode: 'SNV', year: 2025, number: 2 }],
    });
    expect(register).toEqual([{ issuerCode: 'SNV', year: 2026, number: 2 }]);
    expect(voided).toEqual([
      { issuerCode: 'SNV', year: 2026, from: 3, to: 7 },
      { issuerCode: 'SNV', year: 2025, from: 1, to: 2 },
    ]);
    const ctx = ctxAt(place().databasePath);
    expect(nextRegisterNumber(ctx.db, 'SNV', 2026)).toBe(8);
    expect(issueConfirmation(ctx, { staffCode: 'LG-3' }).number).toMatch(/^0008\/2026/);
    expect(listVoidNumbers(ctx.db)).toHaveLength(2);
    expect(runChecks(ctx).filter(({ ok }) => !ok)).toEqual([]);
    const insert = (from: number, to: number) => () =>
      ctx.db.sqlite.exec(
        `insert into confirmation_void (issuer_code, year, from_number, to_number, reason, tx_id)
         values ('SNV', 2026, ${from}, ${to}, 'restore', 1)`,
      );
    expect(insert(8, 9)).toThrow(/begins where the register ends/);
    expect(insert(10, 12)).toThrow(/begins where the register ends/);
    expect(insert(9, 8)).toThrow(/begins where the register ends/);
    expect(() => ctx.db.sqlite.exec('update confirmation_void set to_number = 9')).toThrow(/append-only/);
    expect(() => ctx.db.sqlite.exec('delete from confirmation_void')).toThrow(/append-only/);
    ctx.db.sqlite.exec('drop trigger confirmation_void_no_delete; delete from confirmation_void');
    expect(runChecks(ctx)).toContainEqual({ name: 'register', ok: false, count: 1 });
    ctx.db.close();
  });

  it('heeds the register of the database that it replaces, and moves that aside', async () => {
    await backUp();
    issueConfirmation(world.ctx, { staffCode: 'LG-3' });
    issueConfirmation(world.ctx, { staffCode: 'LG-4' });
    const path = place().databasePath;
    mkdirSync(dirname(path));
    const before = dump(world.db);
    world.db.close();
    renameSync(world.path, path);
    expect(await refusal(restore())).toBe('database_exists');
    const { voided, movedTo } = await restore({ replace: true, known: [{ number: 3 }] });
    expect(voided).toEqual([{ issuerCode: 'SNV', year: 2026, from: 3, to: 4 }]);
    expect(ask(movedTo!, dump)).toEqual(before);
    expect(movedTo).toBe(`${path}.before-20261125-000000`);
  });

  it('is refused while a writer holds the lease, and not when its beat is old', async () => {
    await backUp();
    await restore();
    const path = place().databasePath;
    ask(path, (db) => takeLease(db, '1@elsewhere', NOW - 2000));
    const before = readFileSync(path);
    expect(await refusal(restore({ replace: true }))).toBe('server_running');
    expect(readFileSync(path).equals(before)).toBe(true);
    await restore({ replace: true }, { ...place(), now: NOW + 2000 });
  });

  it('is refused while anybody has the database open, and leaves it usable', async () => {
    await backUp();
    await restore();
    const path = place().databasePath;
    const other = openDatabase(path);
    row(other, 'select count(*) from unit');
    expect(await refusal(restore({ replace: true }))).toBe('server_running');
    other.sql("insert into setting values ('still', 'works')").run();
    other.close();
    await restore({ replace: true });
  });

  it.each<[string, (path: string) => void]>([
    ['is no database', (path) => writeFileSync(path, 'not a database at all, but a text file'.repeat(40))],
    ['is empty', (path) => writeFileSync(path, '')],
    ['left only its log behind', (path) => writeFileSync(`${path}-wal`, 'x'.repeat(5000))],
  ])('works where the old database %s, and keeps what there was', async (_, spoil) => {
    await backUp();
    const path = place().databasePath;
    mkdirSync(dirname(path));
    spoil(path);
    const { movedTo } = await restore({ replace: true });
    expect(filesBeside(path)).toHaveLength(3);
    expect(movedTo).not.toBeNull();
    expect(ask(path, (db) => row(db, 'select count(*) as n from person'))).toEqual({ n: 5 });
  });

  it('of a spoilt archive changes nothing', async () => {
    await backUp();
    await restore();
    const path = place().databasePath;
    const before = ask(path, dump);
    const bytes = readFileSync(file);
    for (const spoilt of [bytes.subarray(0, bytes.length - 1), Buffer.concat([bytes, bytes])]) {
      writeFileSync(file, spoilt);
      expect(await refusal(restore({ replace: true }))).toBe('backup_damaged');
      expect(ask(path, dump)).toEqual(before);
      expect(filesBeside(path)).toEqual(['files.sqlite', 'thao.sqlite']);
    }
  });

  it('stands in the trail with what was restored', async () => {
    await backUp();
    const { sha256, txId } = await restore({ known: [{ number: 4 }] });
    const entries = ask(place().databasePath, (db) =>
      db
        .sql(
          `select e.tx_id as txId, e.action, e.object_id as objectId, d.detail from audit_entry e
           join audit_detail d on d.entry_id = e.id where e.tx_id > ? order by e.id`,
        )
        .all(txId),
    ) as { action: string; objectId: string; detail: string }[];
    expect(entries.map(({ action }) => action)).toEqual(['numbers_voided', 'restored']);
    expect(entries[1]?.objectId).toBe(sha256);
  });

  it('is for the system account', async () => {
    await backUp();
    expect(await refusal(restore({}, { ...place(), actor: actorWith([['operator', 1]]) }))).toBe(
      'not_allowed',
    );
    expect(existsSync(place().databasePath)).toBe(false);
  });
});
