import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { addPerson, addRule, addUnit, ctxOf, write } from '../../tests/factories';
import { addTestAccount } from '../../tests/load-context';
import { logView } from '~/access/views.server';
import { startOfDate } from '~/office/dates';
import { openDatabase, row, rows, run, type Db } from '~db/client.server';
import { auditRowHash, sealHash } from '~db/write.server';
import { verifyAudit, verifyAuditInTurns } from './audit.server';
import { sealViews } from './view-seals.server';

const DAY = 24 * 3_600_000;
const START = startOfDate('2026-11-02');

/** Tables that an attacker who holds the file might touch, with the columns that say something. */
const COLUMNS = {
  tx: ['id', 'at', 'actor_id', 'actor_name', 'command'],
  audit_entry: ['tx_id', 'action', 'object_kind', 'object_id', 'detail_hash'],
  audit_detail: ['entry_id', 'salt', 'detail'],
  seal: ['tx_id', 'previous', 'hash'],
  view_log: ['id', 'at', 'account_id', 'kind', 'filter', 'request_id'],
  view_log_person: ['person_id', 'view_id'],
} as const;
type Table = keyof typeof COLUMNS;
const TABLES = Object.keys(COLUMNS) as Table[];
const KEYS: Record<Table, string> = {
  tx: 'id',
  audit_entry: 'id',
  audit_detail: 'entry_id',
  seal: 'tx_id',
  view_log: 'id',
  view_log_person: 'person_id, view_id',
};

/** Three days of a trail with accounts that act, one of them a day without them, and views sealed each night. */
describe('a trail that somebody with the file has changed', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let folder: string;
  let pristine: Buffer;
  const ctx = (db: Db) => ctxOf(db, START + 9 * DAY);

  beforeAll(async () => {
    fresh = freshDatabase();
    folder = mkdtempSync(join(tmpdir(), 'thao-tamper-'));
    const { db } = fresh;
    const people: number[] = [];
    const unitId = write(db, START, (tx) => {
      addRule(tx);
      const id = addUnit(tx, { code: 'T' });
      for (let n = 1; n <= 4; n += 1) people.push(addPerson(tx, { staffCode: `LG-00000${n}`, unitId: id }));
      return id;
    });
    const accountId = addTestAccount(db, START, { username: 'hr', personId: null, grants: [['hr', unitId]] });
    const actor = { ...ctx(db).actor, accountId, name: 'hr', system: false };
    for (let day = 0; day < 3; day += 1) {
      const now = START + day * DAY;
      for (let n = 0; n < 4; n += 1) {
        write(db, now + n, (tx) => {
          tx.audit('enrolment.set', 'person', people[n]!, { reason: `day ${day}`, n });
          if (n % 2 === 0) tx.audit('sessions_ended', 'account', accountId, { ended: n });
        });
        logView(
          { db, now: now + n, actor },
          { kind: 'roster', personIds: people.slice(n), requestId: `r${n}` },
        );
      }

      await sealViews(ctxOf(db, now + 1000));
    }
    write(db, START + 4 * DAY, (tx) => tx.audit('sessions_ended', 'account', accountId, { ended: 9 }));
    pristine = db.sqlite.serialize();
  });
  afterAll(() => {
    fresh.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The file in an attacker's hands: no guards, no foreign keys. */
  function tampered<T>(change: (db: Db) => void, work: (db: Db) => T): T {
    const path = join(folder, 'copy.sqlite');
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
    writeFileSync(path, pristine);
    const db = openDatabase(path);
    try {
      const triggers = rows<{ name: string }>(db, "select name from sqlite_schema where type = 'trigger'");
      for (const { name } of triggers) db.sqlite.exec(`drop trigger ${name}`);
      db.sqlite.pragma('foreign_keys = OFF');
      change(db);
      return work(db);
    } finally {
      db.close();
    }
  }
  const faultAfter = (change: (db: Db) => void, head?: string) =>
    tampered(change, (db) => verifyAudit(ctx(db), head === undefined ? {} : { head }).fault);

  const keyOf = (db: Db, table: Table, pick: number) => {
    const all = rows<Record<string, number>>(
      db,
      `select ${KEYS[table]} from ${table} order by ${KEYS[table]}`,
    );
    return all[pick % all.length]!;
  };
  const whereOf = (key: Record<string, number>) =>
    Object.entries(key)
      .map(([name, value]) => `${name} = ${value}`)
      .join(' and ');

  it('is whole before, read at once or in turns', async () => {
    expect(faultAfter(() => undefined)).toBeNull();
    const report = verifyAudit(ctx(fresh.db));
    expect(report).toMatchObject({ ok: true, erased: 0 });
    expect(await verifyAuditInTurns(ctx(fresh.db))).toEqual(report);
  });

  const place = fc.record({ table: fc.constantFrom(...TABLES), pick: fc.nat({ max: 10_000 }) });

  it('shows any value changed in any row', () => {
    const change = fc.record({
      place,
      column: fc.nat({ max: 10 }),
      text: fc.string({ minLength: 1 }),
      by: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(change, ({ place: { table, pick }, column: at, text, by }) => {
        const column = COLUMNS[table][at % COLUMNS[table].length]!;
        const found = faultAfter((db) => {
          const key = keyOf(db, table, pick);
          const old = row<{ value: number | string | null }>(
            db,
            `select ${column} as value from ${table} where ${whereOf(key)}`,
          )!.value;
          const isNumber = typeof old === 'number' || column === 'actor_id';
          // A number that no other row has, so that the file takes it.
          const value = isNumber ? 1_000_000 + by : `${old}${text}`;
          run(db, `update ${table} set ${column} = ? where ${whereOf(key)}`, value);
        });
        expect([table, column, found?.txId]).toEqual([table, column, expect.any(Number)]);
      }),
      { numRuns: 60 },
    );
  });

  it('shows any row taken out, but for details, which may be erased and are counted', () => {
    fc.assert(
      fc.property(place, ({ table, pick }) => {
        const found = tampered(
          (db) => run(db, `delete from ${table} where ${whereOf(keyOf(db, table, pick))}`),
          (db) => verifyAudit(ctx(db)),
        );
        if (table === 'audit_detail') expect(found).toMatchObject({ ok: true, erased: 1 });
        else expect([table, found.ok]).toEqual([table, false]);
      }),
      { numRuns: 40 },
    );
  });

  it('names the transaction that was changed', () => {
    const txs = rows<{ id: number }>(fresh.db, 'select id from tx').map(({ id }) => id);
    for (const id of txs) {
      const found = faultAfter((db) => run(db, "update tx set command = 'other' where id = ?", id));
      expect(found).toEqual({ kind: 'rows_changed', txId: id });
    }
  });

  it.each<[string, string, string]>([
    [
      'a row put in',
      "insert into audit_entry (tx_id, action, object_kind, object_id, detail_hash) values (4, 'signed_in', 'account', '1', 'x')",
      'rows_changed',
    ],
    [
      'two rows of a transaction that change places',
      "update audit_entry set id = -1 where id = (select min(id) from audit_entry where action = 'enrolment.set'); update audit_entry set id = 9000 where id = -1; update audit_detail set entry_id = 9000 where entry_id = (select min(id) from audit_entry where action = 'sessions_ended') - 1",
      'rows_changed',
    ],
    [
      'a detail without a row',
      "insert into audit_detail values (9001, 's', '{}')",
      'rows_without_transaction',
    ],
    [
      'a detail put back after it was erased, with other words',
      'update audit_detail set detail = \'{"ended":1}\' where entry_id = (select max(entry_id) from audit_detail)',
      'detail_changed',
    ],
    [
      'two transactions that change places',
      'update audit_entry set tx_id = -1 where tx_id = 5; update audit_entry set tx_id = 5 where tx_id = 6; update audit_entry set tx_id = 6 where tx_id = -1',
      'rows_changed',
    ],
    [
      'a view put in among sealed ones',
      "delete from view_log where id = 2; insert into view_log values (2, 1, 1, 'roster', '{}', 'x')",
      'views_changed',
    ],
    [
      'a person taken off a view',
      'delete from view_log_person where view_id = 3 and person_id = 4',
      'views_changed',
    ],
    ['a person put onto a view', 'insert into view_log_person values (1, 4)', 'views_changed'],
    [
      'all views of a day',
      'delete from view_log_person where view_id between 5 and 8; delete from view_log where id between 5 and 8',
      'views_changed',
    ],
  ])('shows %s', (_, sql, kind) => {
    expect(faultAfter((db) => db.sqlite.exec(sql))).toMatchObject({ kind });
  });

  /** Takes every trace of transactions out, the counter that SQLite keeps of them included. */
  const cut = (db: Db, where: string) =>
    db.sqlite.exec(`delete from seal where tx_id in (select id from tx where ${where});
      delete from audit_detail where entry_id in (select id from audit_entry where tx_id in (select id from tx where ${where}));
      delete from audit_entry where tx_id in (select id from tx where ${where});
      delete from tx where ${where};`);

  it('shows a whole day cut out of the middle', () => {
    const found = faultAfter((db) => cut(db, `at >= ${START + DAY} and at < ${START + 2 * DAY}`));
    const next = row<{ id: number }>(
      fresh.db,
      'select min(id) as id from tx where at >= ?',
      START + 2 * DAY,
    )!.id;
    expect(found).toEqual({ kind: 'chain_broken', txId: next });
  });

  describe('at its end', () => {
    const last = () =>
      row<{ id: number; hash: string }>(
        fresh.db,
        'select tx_id as id, hash from seal order by tx_id desc limit 1',
      )!;
    const cutTail = (db: Db) => cut(db, `id = ${last().id}`);
    const cutTailAndCounter = (db: Db) => {
      cutTail(db);
      db.sqlite.exec(`update sqlite_sequence set seq = ${last().id - 1} where name = 'tx'`);
    };

    it('shows a cut by the numbers that were given out, as long as nobody sets them back', () => {
      expect(faultAfter(cutTail)).toEqual({ kind: 'end_cut_off', txId: last().id - 1 });
    });

    it('shows a careful cut only to whoever holds a seal from outside', () => {
      expect(faultAfter(cutTailAndCounter)).toBeNull();
      expect(faultAfter(cutTailAndCounter, last().hash)).toMatchObject({ kind: 'head_unknown' });
    });

    it('shows a trail sealed anew from some point on only to whoever holds a seal from outside', () => {
      const forge = (db: Db) => {
        run(db, "update audit_entry set object_id = '3' where tx_id = 4 and object_kind = 'person'");
        resealFrom(db, 4);
      };
      expect(faultAfter(forge)).toBeNull();
      expect(faultAfter(forge, last().hash)).toMatchObject({ kind: 'head_unknown' });
      const earlier = row<{ hash: string }>(fresh.db, 'select hash from seal where tx_id = 3')!.hash;
      expect(faultAfter(forge, earlier)).toBeNull();
    });

    it('says where a seal noted down before stands', () => {
      const earlier = row<{ hash: string; at: number }>(
        fresh.db,
        'select s.hash, t.at from seal s join tx t on t.id = s.tx_id where t.id = 5',
      )!;
      expect(verifyAudit(ctx(fresh.db), { head: earlier.hash }).headAt).toEqual({ txId: 5, at: earlier.at });
    });

    it('does not see views cut off since the last seal: the next one would not cover them', () => {
      const seen = (db: Db) =>
        logView(
          { db, now: START + 5 * DAY, actor: { ...ctx(db).actor, accountId: 1 } },
          { kind: 'person', personIds: [1], requestId: 'late' },
        );
      expect(
        faultAfter((db) => {
          seen(db);
          db.sqlite.exec(
            "delete from view_log_person where view_id = (select max(id) from view_log); delete from view_log where request_id = 'late'",
          );
        }),
      ).toBeNull();
    });
  });
});

/** What an attacker can do who knows how seals are made: none of them holds a secret. */
function resealFrom(db: Db, first: number): void {
  const txs = rows<{ id: number; at: number; actorId: number | null; actorName: string; command: string }>(
    db,
    'select id, at, actor_id as actorId, actor_name as actorName, command from tx where id >= ? order by id',
    first,
  );
  for (const { id, at, actorId, actorName: actor, command } of txs) {
    const previous =
      row<{ hash: string }>(db, 'select hash from seal where tx_id < ? order by tx_id desc limit 1', id)
        ?.hash ?? '';
    const entries = rows<Parameters<typeof auditRowHash>[0]>(
      db,
      `select action, object_kind as objectKind, object_id as objectId, detail_hash as detailHash
       from audit_entry where tx_id = ? order by id`,
      id,
    );
    const hash = sealHash({
      previous,
      txId: id,
      at,
      actor,
      actorId,
      command,
      rowHashes: entries.map(auditRowHash),
    });
    run(db, 'update seal set previous = ?, hash = ? where tx_id = ?', previous, hash, id);
  }
}
