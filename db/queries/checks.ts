import { row, rows, type Db } from '../client.server';
import { OPEN_TX } from '../schema/time';

/** Counts of faults for `check`: each is 0 in a sound database. */

const count = (db: Db, text: string): number => row<{ n: number }>(db, text)!.n;

/** Rows that point at a row that is not there. */
export function countBrokenForeignKeys(db: Db): number {
  return (db.sqlite.pragma('foreign_key_check') as unknown[]).length;
}

/** People with two primary posts on one day. */
export function countDoublePrimaries(db: Db): number {
  return count(
    db,
    `select count(distinct a.person_id) as n from assignment a
     join assignment b on b.person_id = a.person_id and b.id > a.id
     where a.is_primary = 1 and b.is_primary = 1 and a.tx_to = ${OPEN_TX} and b.tx_to = ${OPEN_TX}
       and a.valid_from < b.valid_to and b.valid_from < a.valid_to`,
  );
}

export interface PostPeriod {
  personId: number;
  isPrimary: 0 | 1;
  validFrom: string;
  validTo: string;
}

/** All posts of the people who hold another post beside a primary one, in order of time. */
export function listPostsOfMultiple(db: Db): PostPeriod[] {
  return rows<PostPeriod>(
    db,
    `select person_id as personId, is_primary as isPrimary, valid_from as validFrom, valid_to as validTo
     from assignment where tx_to = ${OPEN_TX} and person_id in
       (select person_id from assignment where is_primary = 0 and tx_to = ${OPEN_TX})
     order by person_id, valid_from`,
  );
}

/** Districts that stand on some day from the reform on. */
export function countDistrictsFrom(db: Db, day: string): number {
  return row<{ n: number }>(
    db,
    `select count(*) as n from unit_period where level = 'district' and tx_to = ${OPEN_TX} and valid_to > ?`,
    day,
  )!.n;
}

/** Posts that begin before their unit does or outlast it. */
export function countPostsOutsideUnits(db: Db): number {
  return count(
    db,
    `select count(*) as n from assignment a where a.tx_to = ${OPEN_TX} and not (
       exists (select 1 from unit_period u where u.unit_id = a.unit_id and u.tx_to = ${OPEN_TX}
         and u.valid_from <= a.valid_from and u.valid_to > a.valid_from)
       and exists (select 1 from unit_period u where u.unit_id = a.unit_id and u.tx_to = ${OPEN_TX}
         and u.valid_from < a.valid_to and u.valid_to >= a.valid_to))`,
  );
}

/** Ids of all attempts, for the check of their chains. */
export function listAttemptIds(db: Db): number[] {
  return rows<{ id: number }>(db, 'select id from attempt order by id').map(({ id }) => id);
}

/** The highest tx number ever given out: higher than the last row's where the end of the trail was cut off. */
export function highestTxGiven(db: Db): number {
  return row<{ seq: number }>(db, "select seq from sqlite_sequence where name = 'tx'")?.seq ?? 0;
}
