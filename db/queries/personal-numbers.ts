import { row, run, type Db } from '../client.server';

/** Whose identification number has this keyed hash? */
export function findPersonByNumber(db: Db, lookup: string): number | null {
  return (
    row<{ personId: number }>(
      db,
      'select person_id as personId from personal_number where lookup = ?',
      lookup,
    )?.personId ?? null
  );
}

/** A person's number, in place of the one before. */
export function putPersonalNumberRow(
  db: Db,
  number: { personId: number; sealed: string; lookup: string; lastFour: string; txId: number },
): void {
  run(
    db,
    `insert into personal_number (person_id, sealed, lookup, last_four, tx_id)
     values (:personId, :sealed, :lookup, :lastFour, :txId)
     on conflict (person_id) do update set sealed = excluded.sealed, lookup = excluded.lookup,
       last_four = excluded.last_four, tx_id = excluded.tx_id`,
    number,
  );
}
