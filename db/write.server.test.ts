import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../tests/database';
import { row, rows } from './client.server';
import { writeTx, type Tx } from './write.server';

const writer = { accountId: null, name: 'test' };

describe('write transactions', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  beforeEach(() => (fresh = freshDatabase()));
  afterEach(() => fresh.remove());

  const insertUnit = (tx: Tx, from: string, to: string) =>
    fresh.db.sqlite
      .prepare(
        `insert into unit_period (unit_id, name_vi, name_en, search_key, level, block, valid_from, valid_to, tx_from)
         values (1, 'a', 'a', 'a', 'province', 'state', ?, ?, ?)`,
      )
      .run(from, to, tx.id);

  it('gives ascending times even when the clock stands still or goes back', () => {
    const times = [100, 100, 50].map((now) => writeTx(fresh.db, now, writer, 'x', (tx) => tx.at));
    expect(times).toEqual([100, 101, 102]);
  });

  it('takes a failed transaction back whole, seal included', () => {
    expect(() =>
      writeTx(fresh.db, 1, writer, 'x', (tx) => {
        tx.audit('course.created', 'course', 1);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(
      rows(fresh.db, 'select 1 from tx union all select 1 from seal union all select 1 from audit_entry'),
    ).toEqual([]);
  });

  it('chains seals', () => {
    for (let n = 0; n < 3; n += 1)
      writeTx(fresh.db, n, writer, 'x', (tx) => tx.audit('course.created', 'course', n));
    const seals = rows<{ previous: string; hash: string }>(
      fresh.db,
      'select previous, hash from seal order by tx_id',
    );
    expect(seals.map((seal) => seal.previous)).toEqual(['', seals[0]?.hash, seals[1]?.hash]);
  });

  describe('guards of facts', () => {
    beforeEach(() => {
      fresh.db.sqlite.exec("insert into unit (code) values ('A')");
      writeTx(fresh.db, 1, writer, 'x', (tx) => insertUnit(tx, '2020-01-01', '2025-07-01'));
    });

    const refused: { name: string; sql: string; message: RegExp }[] = [
      { name: 'a change of a fact', sql: "update unit_period set name_vi = 'b'", message: /never changed/ },
      { name: 'a delete', sql: 'delete from unit_period', message: /never deleted/ },
      {
        name: 'closing twice',
        sql: 'update unit_period set tx_to = 5; update unit_period set tx_to = 6',
        message: /never changed/,
      },
      { name: 'a change of the trail', sql: "update seal set hash = 'x'", message: /append-only/ },
      { name: 'a change of tx', sql: 'update tx set at = 9', message: /append-only/ },
    ];
    it.each(refused)('refuse $name', ({ sql, message }) => {
      expect(() => fresh.db.sqlite.exec(sql)).toThrow(message);
    });

    it('refuse an overlap among current rows and accept the neighbour', () => {
      expect(() =>
        writeTx(fresh.db, 2, writer, 'x', (tx) => insertUnit(tx, '2025-06-30', '9999-12-31')),
      ).toThrow(/overlaps/);
      writeTx(fresh.db, 3, writer, 'x', (tx) => insertUnit(tx, '2025-07-01', '9999-12-31'));
      expect(row(fresh.db, 'select count(*) as n from unit_period')).toEqual({ n: 2 });
    });

    it('refuse an empty period', () => {
      expect(() =>
        writeTx(fresh.db, 2, writer, 'x', (tx) => insertUnit(tx, '2026-01-01', '2026-01-01')),
      ).toThrow(/period is empty/);
    });

    it('let a correction close and insert', () => {
      writeTx(fresh.db, 2, writer, 'x', (tx) => {
        fresh.db.sqlite.prepare('update unit_period set tx_to = ? where tx_to > ?').run(tx.id, tx.id);
        insertUnit(tx, '2020-01-01', '9999-12-31');
      });
      expect(row(fresh.db, 'select count(*) as n from unit_period')).toEqual({ n: 2 });
    });
  });
});
