import { row, run, type Db } from '../client.server';

/** Puts the lease into one holder's hands and raises its term; answers the new term and the beat before it. */
export function takeLease(db: Db, holder: string, now: number): { term: number; beatBefore: number | null } {
  const before = findLease(db);
  run(
    db,
    `insert into writer_lease (id, term, holder, beat_at) values (1, 1, ?, ?)
     on conflict (id) do update set term = term + 1, holder = excluded.holder, beat_at = excluded.beat_at`,
    holder,
    now,
  );
  return { term: (before?.term ?? 0) + 1, beatBefore: before?.beatAt ?? null };
}

export function findLease(db: Db): { term: number; holder: string; beatAt: number } | null {
  return row(db, 'select term, holder, beat_at as beatAt from writer_lease where id = 1');
}

/** False where the term has moved on: another writer holds the lease. */
export function beatLease(db: Db, term: number, now: number): boolean {
  return run(db, 'update writer_lease set beat_at = ? where id = 1 and term = ?', now, term).changes === 1;
}

/** Gives the lease back at a planned end, so that a successor need not wait for the beat to go stale. */
export function releaseLease(db: Db, term: number, now: number): void {
  run(db, `update writer_lease set holder = '', beat_at = ? where id = 1 and term = ?`, now, term);
}
