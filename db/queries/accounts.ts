import { row, rows, type Db } from '../client.server';
import { OPEN_TX } from '../schema/time';
import { scopeParams, SCOPED_PEOPLE, type PeopleScope } from './roster';
import type { AccountState } from '../../app/access/terms';

/** Accounts of the people of a scope, for whoever looks after them. */

export interface AccountFilter {
  today: string;
  scope: PeopleScope | null;
  /** Units of the primary post of today; null for all, people without a post then included. */
  unitIds: readonly number[] | null;
  state?: AccountState;
  /** Folded words, each of which begins a word of the name. */
  words?: readonly string[];
  /** The beginning of a staff code in capitals. */
  staffCode?: string;
}

export interface StaffAccountRow {
  personId: number;
  staffCode: string;
  /** Null where the name was erased. */
  fullName: string | null;
  /** Of the primary post of today; null for somebody who has none. */
  unitId: number | null;
  accountId: number | null;
  state: AccountState;
  /** Until when the open code is good, UTC milliseconds. */
  codeUntil: number | null;
}

const STATE = `case when a.id is null then 'none' when a.status = 'closed' then 'closed'
  when a.password_hash is null then 'waiting' else 'active' end`;

const PRIMARY = `s.is_primary = 1 and s.tx_to = ${OPEN_TX} and s.valid_from <= :today and s.valid_to > :today`;
const ACCOUNT = `left join account a on a.person_id = p.id
  left join access_code c on c.account_id = a.id and c.used_at is null and c.voided_at is null`;
const FROM = `from person_profile f join person p on p.id = f.person_id
  left join assignment s on s.person_id = p.id and ${PRIMARY} ${ACCOUNT}`;
const FROM_UNITS = `from json_each(:units) u cross join assignment s on s.unit_id = u.value and ${PRIMARY}
  join person p on p.id = s.person_id join person_profile f on f.person_id = p.id ${ACCOUNT}`;

const ROW = `p.id as personId, p.staff_code as staffCode, f.full_name as fullName, s.unit_id as unitId,
  a.id as accountId, ${STATE} as state, c.expires_at as codeUntil`;

function narrow(filter: AccountFilter) {
  const conditions = [`f.tx_to = ${OPEN_TX}`, 'f.valid_from <= :today', 'f.valid_to > :today'];
  const params: Record<string, string | number> = { today: filter.today };
  if (filter.scope) {
    conditions.push(`p.id in ${SCOPED_PEOPLE}`);
    Object.assign(params, scopeParams(filter.scope), { today: filter.today });
  }
  if (filter.unitIds) {
    conditions.push('s.unit_id in (select value from json_each(:units))');
    params.units = JSON.stringify(filter.unitIds);
  }
  if (filter.state) {
    conditions.push(`${STATE} = :state`);
    params.state = filter.state;
  }
  const texts: string[] = [];
  if (filter.words?.length) {
    texts.push(filter.words.map((_, i) => `' ' || f.search_key like :word${i}`).join(' and '));
    filter.words.forEach((word, i) => (params[`word${i}`] = `% ${word}%`));
  }
  if (filter.staffCode) {
    texts.push('substr(p.staff_code, 1, length(:staffCode)) = :staffCode');
    params.staffCode = filter.staffCode;
  }
  if (texts.length > 0) conditions.push(`(${texts.map((text) => `(${text})`).join(' or ')})`);
  return { where: conditions.join(' and '), params };
}

/** In the order of names; a limit of -1 means all. */
export function listStaffAccounts(
  db: Db,
  filter: AccountFilter,
  page: { limit: number; offset: number },
): StaffAccountRow[] {
  const { where, params } = narrow(filter);
  return rows<StaffAccountRow>(
    db,
    `select ${ROW} ${FROM} where ${where} order by f.sort_key, p.id limit :limit offset :offset`,
    { ...params, ...page },
  );
}

/** People of units with a primary post there, in the order in which the filter names the units, then of names. */
export function listStaffAccountsByUnit(
  db: Db,
  filter: AccountFilter & { unitIds: readonly number[] },
  page: { limit: number; offset: number },
): StaffAccountRow[] {
  const { where, params } = narrow({ ...filter, unitIds: null });
  return rows<StaffAccountRow>(
    db,
    `select ${ROW} ${FROM_UNITS} where ${where} order by u.key, f.sort_key, p.id limit :limit offset :offset`,
    { ...params, ...page, units: JSON.stringify(filter.unitIds) },
  );
}

/** How many people are in each state. */
export function countStaffAccounts(db: Db, filter: AccountFilter): Record<AccountState, number> {
  const { where, params } = narrow(filter);
  const counts = rows<{ state: AccountState; n: number }>(
    db,
    `select ${STATE} as state, count(*) as n ${FROM} where ${where} group by 1`,
    params,
  );
  const count = (state: AccountState) => counts.find((one) => one.state === state)?.n ?? 0;
  return { none: count('none'), waiting: count('waiting'), active: count('active'), closed: count('closed') };
}

/** Accounts without a person behind them, by name. */
export function listLoneAccounts(db: Db): { username: string; state: AccountState; roles: string }[] {
  return rows(
    db,
    `select a.username, ${STATE} as state, coalesce(group_concat(distinct g.role), '') as roles
     from account a left join role_grant g on g.account_id = a.id and g.tx_to = ${OPEN_TX}
     where a.person_id is null group by a.id order by a.username`,
  );
}

/** Accounts that are open though the last post of their person ended before a day. */
export function listLeavers(db: Db, today: string, limit: number): { accountId: number; lastDay: string }[] {
  return rows(
    db,
    `select a.id as accountId, max(s.valid_to) as lastDay from account a
     join assignment s on s.person_id = a.person_id and s.tx_to = ${OPEN_TX}
     where a.status = 'active' group by a.id having max(s.valid_to) <= ? order by a.id limit ?`,
    today,
    limit,
  );
}

/** The account's person with the unit of the primary post of today. */
export function findAccountPerson(
  db: Db,
  personId: number,
  today: string,
): { staffCode: string; fullName: string | null; unitId: number | null } | null {
  return row(
    db,
    `select p.staff_code as staffCode, f.full_name as fullName, s.unit_id as unitId from person p
     left join person_profile f on f.person_id = p.id and f.tx_to = ${OPEN_TX} and f.valid_from <= :today and f.valid_to > :today
     left join assignment s on s.person_id = p.id and s.is_primary = 1 and s.tx_to = ${OPEN_TX}
       and s.valid_from <= :today and s.valid_to > :today
     where p.id = :personId`,
    { personId, today },
  );
}
