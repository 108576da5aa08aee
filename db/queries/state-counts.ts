import { row, rows, type Db } from '../client.server';

/** Attempts that are open: read from the partial index on open ones. */
export function countRunningAttempts(db: Db): number {
  return (
    row<{ n: number }>(db, "select count(*) as n from attempt where state in ('running', 'closing')")?.n ?? 0
  );
}

export function countJobsByState(db: Db): Record<string, number> {
  const counts = rows<{ state: string; n: number }>(
    db,
    'select state, count(*) as n from job group by state',
  );
  return Object.fromEntries(counts.map(({ state, n }) => [state, n]));
}
