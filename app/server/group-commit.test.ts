import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { openDatabase, rows, run, type Db } from '~db/client.server';
import { createGroupCommit, GroupFailed, type GroupRequest } from './group-commit';

type Outcome = Parameters<GroupRequest['done']>[0];

describe('group commit', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let onlooker: Db;
  let held: boolean;
  let lost: number;
  let clock: number;
  beforeEach(() => {
    fresh = freshDatabase();
    onlooker = openDatabase(fresh.path);
    held = true;
    lost = 0;
    clock = 100;
  });
  afterEach(() => {
    onlooker.close();
    fresh.remove();
  });

  const open = () =>
    createGroupCommit({
      db: fresh.db,
      now: () => (clock += 1),
      holdsLease: () => held,
      onLeaseLost: () => (lost += 1),
    });
  const put = (key: string) => (db: Db, now: number) => {
    run(db, 'insert into setting (key, value) values (?, ?)', key, String(now));
    return now;
  };
  const stored = (db = onlooker) =>
    rows<{ key: string }>(db, 'select key from setting order by key').map((one) => one.key);
  const outcome = (group: ReturnType<typeof open>, work: GroupRequest['work']) =>
    new Promise<Outcome>((done) => group.push({ work, done }));

  it('stores what comes within the window in one transaction, at one time', async () => {
    const group = open();
    const answers = await Promise.all(['a', 'b', 'c'].map((key) => outcome(group, put(key))));
    expect(answers).toEqual(new Array(3).fill({ ok: true, result: 101 }));
    expect(stored()).toEqual(['a', 'b', 'c']);
  });

  it('answers only when everybody can read what it stored', async () => {
    const group = open();
    const seen: string[][] = [];
    await new Promise<void>((end) => {
      group.push({ work: put('a'), done: () => seen.push(stored()) });
      group.push({ work: put('b'), done: () => end(void seen.push(stored())) });
      expect(stored()).toEqual([]);
    });
    expect(seen).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('undoes a failing request and nothing else', async () => {
    const group = open();
    const failing = (db: Db, now: number) => {
      put('half')(db, now);
      throw new Error('no');
    };
    const answers = await Promise.all([
      outcome(group, put('a')),
      outcome(group, failing),
      outcome(group, (db, now) => put('a')(db, now)),
      outcome(group, put('b')),
    ]);
    expect(answers.map((answer) => answer.ok)).toEqual([true, false, false, true]);
    expect(stored()).toEqual(['a', 'b']);
  });

  it('stores nothing without the lease and says so once to its owner', async () => {
    const group = open();
    held = false;
    const answers = await Promise.all([outcome(group, put('a')), outcome(group, put('b'))]);
    expect(answers.every((answer) => !answer.ok && answer.error instanceof GroupFailed)).toBe(true);
    expect([stored(), lost]).toEqual([[], 1]);
  });

  it('refuses everybody where the commit itself fails, and goes on afterwards', async () => {
    const group = open();
    // Checked at commit only, as a disk that fills up is.
    const orphan = (db: Db) => {
      db.sqlite.pragma('defer_foreign_keys = on');
      run(db, "insert into seal (tx_id, previous, hash) values (999, '', '')");
    };
    const answers = await Promise.all([outcome(group, put('a')), outcome(group, orphan)]);
    expect(answers.map((answer) => answer.ok)).toEqual([false, false]);
    expect(stored()).toEqual([]);
    expect((await outcome(group, put('b'))).ok).toBe(true);
    expect(stored()).toEqual(['b']);
  });

  it('runs what comes first in each transaction, and says so only once it is committed', async () => {
    const seen: string[] = [];
    let fails = false;
    const group = createGroupCommit({
      db: fresh.db,
      now: () => (clock += 1),
      holdsLease: () => true,
      onLeaseLost: () => undefined,
      first: (db) => {
        if (fails) throw new Error('no');
        run(db, "insert into setting (key, value) values ('first', '1') on conflict do nothing");
        return () => void seen.push(stored().join());
      },
    });
    expect((await outcome(group, put('a'))).ok).toBe(true);
    expect(seen).toEqual(['a,first']);
    fails = true;
    expect((await outcome(group, put('b'))).ok).toBe(false);
    fails = false;
    expect((await outcome(group, put('c'))).ok).toBe(true);
    expect([stored(), seen.length]).toEqual([['a', 'c', 'first'], 2]);
  });

  it('commits at once when told to', () => {
    const group = open();
    const done: Outcome[] = [];
    group.push({ work: put('a'), done: (one) => done.push(one) });
    group.flush();
    expect(done).toEqual([{ ok: true, result: 101 }]);
  });
});
