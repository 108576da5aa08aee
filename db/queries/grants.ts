import { row, rows, run, type Db } from '../client.server';
import { OPEN_END, OPEN_TX } from '../schema/time';
import type { Role } from '../../app/access/roles';

/** Rights of accounts: facts on two axes, closed and inserted, never changed. */

export interface GrantRow {
  role: Role;
  unitId: number | null;
  validFrom: string;
  validTo: string;
}

/**
 * Rights of an account as known now. One that was lent holds only while its lender holds it himself and his account is
 * open: its period is cut to his.
 */
export function listGrants(db: Db, accountId: number): GrantRow[] {
  return rows<GrantRow>(
    db,
    `select g.role, g.unit_id as unitId, g.valid_from as validFrom, g.valid_to as validTo from role_grant g
     where g.account_id = :accountId and g.tx_to = ${OPEN_TX} and g.delegated_by is null
     union all
     select g.role, g.unit_id, max(g.valid_from, s.valid_from), min(g.valid_to, s.valid_to) from role_grant g
     join account d on d.id = g.delegated_by and d.status = 'active'
     join role_grant s on s.account_id = g.delegated_by and s.role = g.role and s.unit_id is g.unit_id
       and s.delegated_by is null and s.tx_to = ${OPEN_TX}
       and s.valid_from < g.valid_to and s.valid_to > g.valid_from
     where g.account_id = :accountId and g.tx_to = ${OPEN_TX} and g.delegated_by is not null`,
    { accountId },
  );
}

export interface StoredGrant {
  id: number;
  accountId: number;
  username: string;
  /** Null for an account without a person, or one whose name was erased. */
  fullName: string | null;
  personId: number | null;
  role: Role;
  unitId: number | null;
  delegatedBy: number | null;
  delegatedByName: string | null;
  document: string | null;
  documentFileId: number | null;
  validFrom: string;
  validTo: string;
}

const GRANT = `select g.id, g.account_id as accountId, a.username, f.full_name as fullName, a.person_id as personId,
  g.role, g.unit_id as unitId, g.delegated_by as delegatedBy, d.username as delegatedByName, g.document,
  g.document_file_id as documentFileId,
  g.valid_from as validFrom, g.valid_to as validTo
  from role_grant g join account a on a.id = g.account_id left join account d on d.id = g.delegated_by
  left join person_profile f on f.person_id = a.person_id and f.tx_to = ${OPEN_TX}
    and f.valid_from <= :today and f.valid_to > :today`;

export function findGrant(db: Db, id: number, today: string): StoredGrant | null {
  return row<StoredGrant>(db, `${GRANT} where g.id = :id and g.tx_to = ${OPEN_TX}`, { id, today });
}

export interface GrantFilter {
  today: string;
  /** Units that the grants stand on; null for all, the installation included. */
  unitIds: readonly number[] | null;
  role?: Role;
  state?: 'in_force' | 'coming' | 'ended';
  /** Folded words of a name, or the beginning of a user name in small letters. */
  words?: readonly string[];
  username?: string;
}

const STATES = {
  in_force: 'g.valid_from <= :today and g.valid_to > :today',
  coming: 'g.valid_from > :today',
  ended: 'g.valid_to <= :today',
};

function narrow(filter: GrantFilter) {
  const { today, unitIds, role, state, words, username } = filter;
  // Every account learns: a list of who may do what leaves that out.
  const conditions = [`g.tx_to = ${OPEN_TX}`, "g.role <> 'learner'"];
  const params: Record<string, string | number> = { today };
  if (unitIds) {
    conditions.push('g.unit_id in (select value from json_each(:units))');
    params.units = JSON.stringify(unitIds);
  }
  if (role) {
    conditions.push('g.role = :role');
    params.role = role;
  }
  if (state) conditions.push(STATES[state]);
  const texts: string[] = [];
  if (words?.length) {
    texts.push(words.map((_, i) => `' ' || f.search_key like :word${i}`).join(' and '));
    words.forEach((word, i) => (params[`word${i}`] = `% ${word}%`));
  }
  if (username) {
    texts.push('substr(a.username, 1, length(:username)) = :username');
    params.username = username;
  }
  if (texts.length > 0) conditions.push(`(${texts.map((text) => `(${text})`).join(' or ')})`);
  return { where: conditions.join(' and '), params };
}

/** By the day they began, newest first. */
export function listGrantsIn(
  db: Db,
  filter: GrantFilter,
  page: { limit: number; offset: number },
): StoredGrant[] {
  const { where, params } = narrow(filter);
  const text = `${GRANT} where ${where} order by g.valid_from desc, g.id desc limit :limit offset :offset`;
  return rows<StoredGrant>(db, text, { ...params, ...page });
}

export function countGrantsIn(db: Db, filter: GrantFilter): number {
  const { where, params } = narrow(filter);
  const from = GRANT.slice(GRANT.indexOf('from role_grant'));
  return row<{ n: number }>(db, `select count(*) as n ${from} where ${where}`, params)!.n;
}

/** Grants that an account has lent to others, or holds as lent. */
export function listDelegations(db: Db, accountId: number, today: string): StoredGrant[] {
  return rows<StoredGrant>(
    db,
    `${GRANT} where g.tx_to = ${OPEN_TX} and g.delegated_by is not null and g.valid_to > :today
       and (g.delegated_by = :accountId or g.account_id = :accountId) order by g.valid_from, g.id`,
    { accountId, today },
  );
}

/** A current grant of the same role on the same unit whose period meets another. */
export function findOverlap(
  db: Db,
  grant: { accountId: number; role: Role; unitId: number | null; validFrom: string; validTo: string },
): { id: number; validFrom: string; validTo: string } | null {
  return row(
    db,
    `select id, valid_from as validFrom, valid_to as validTo from role_grant
     where account_id = :accountId and role = :role and unit_id is :unitId and tx_to = ${OPEN_TX}
       and valid_from < :validTo and valid_to > :validFrom`,
    grant,
  );
}

export interface NewGrant {
  accountId: number;
  role: Role;
  unitId: number | null;
  validFrom: string;
  /** First day out; without one the right is open. */
  validTo?: string | null;
  delegatedBy?: number | null;
  document?: string | null;
  /** The scan of the document, where there is one. */
  documentFileId?: number | null;
  txId: number;
}

export function insertGrant(db: Db, grant: NewGrant): number {
  const { delegatedBy = null, document = null, documentFileId = null, validTo, ...rest } = grant;
  return run(
    db,
    `insert into role_grant
       (account_id, role, unit_id, delegated_by, document, document_file_id, valid_from, valid_to, tx_from)
     values (:accountId, :role, :unitId, :delegatedBy, :document, :documentFileId, :validFrom, :validTo, :txId)`,
    { ...rest, delegatedBy, document, documentFileId, validTo: validTo ?? OPEN_END },
  ).id;
}

/** Rights whose decision a file shows, those of the past included. */
export function listGrantsNaming(db: Db, fileId: number): { accountId: number; unitId: number | null }[] {
  return rows(
    db,
    'select distinct account_id as accountId, unit_id as unitId from role_grant where document_file_id = ?',
    fileId,
  );
}

/** Ends what is known of a grant; answers whether it was current. */
export function closeGrant(db: Db, id: number, txId: number): boolean {
  return (
    run(db, `update role_grant set tx_to = ? where id = ? and tx_to = ${OPEN_TX}`, txId, id).changes === 1
  );
}

/** People with a primary post in units on a day. */
export function countPeopleIn(db: Db, unitIds: readonly number[], today: string): number {
  return row<{ n: number }>(
    db,
    `select count(*) as n from json_each(:units) u cross join assignment s on s.unit_id = u.value
     where s.is_primary = 1 and s.tx_to = ${OPEN_TX} and s.valid_from <= :today and s.valid_to > :today`,
    { units: JSON.stringify(unitIds), today },
  )!.n;
}

export interface OwnGrantRow {
  id: number;
  role: Role;
  unitId: number | null;
  delegatedBy: number | null;
  validFrom: string;
  validTo: string;
}

/** What stands for an account itself, as known now. */
export function listGrantRows(db: Db, accountId: number): OwnGrantRow[] {
  return rows<OwnGrantRow>(
    db,
    `select id, role, unit_id as unitId, delegated_by as delegatedBy, valid_from as validFrom, valid_to as validTo
     from role_grant where account_id = ? and tx_to = ${OPEN_TX} order by id`,
    accountId,
  );
}
