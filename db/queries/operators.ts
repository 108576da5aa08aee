import { row, rows, type Db } from '../client.server';
import { OPEN_TX } from '../schema/time';

/** Whom alarms of the machine go to: active accounts that are operators on a day (ISO date). */
export function listOperators(db: Db, day: string): number[] {
  return rows<{ id: number }>(
    db,
    `select distinct a.id from account a join role_grant g on g.account_id = a.id
     where a.status = 'active' and g.role = 'operator' and g.tx_to = ${OPEN_TX}
       and g.valid_from <= ? and g.valid_to > ? order by a.id`,
    day,
    day,
  ).map(({ id }) => id);
}

/** Was something told under this key? */
export function hasNotice(db: Db, key: string): boolean {
  return row(db, 'select 1 from notice where key = ?', key) !== null;
}
