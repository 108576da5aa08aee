import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { run } from '../client.server';
import { lastTx, lastTxUpTo } from './trail';

describe('the axis of knowledge', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  beforeEach(() => {
    fresh = freshDatabase();
  });
  afterEach(() => fresh.remove());
  const addTx = (at: number) =>
    run(fresh.db, "insert into tx (at, actor_name, command) values (?, 'test', 'test')", at);

  it('is empty before the first transaction', () => {
    expect([lastTx(fresh.db), lastTxUpTo(fresh.db, 5)]).toEqual([null, null]);
  });

  it.each([
    ['before the first', 9, null],
    ['at the first', 10, 1],
    ['between two', 19, 1],
    ['at the second', 20, 2],
    ['after the last', 99, 3],
  ])('%s', (_, instant, id) => {
    [10, 20, 30].forEach(addTx);
    expect(lastTxUpTo(fresh.db, instant)?.id ?? null).toBe(id);
  });

  it('finds the greatest with at <= T, as a scan does', () => {
    const times = Array.from({ length: 200 }, (_, index) => index * index);
    times.forEach(addTx);
    fc.assert(
      fc.property(fc.integer({ min: -5, max: 45_000 }), (instant) => {
        const scanned = times.filter((at) => at <= instant).length;
        expect(lastTxUpTo(fresh.db, instant)?.id ?? 0).toBe(scanned);
      }),
    );
  });
});
