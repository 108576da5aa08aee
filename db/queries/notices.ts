import { row, rows, run, type Db } from '../client.server';
import { OPEN_TX } from '../schema/time';
import type { NoticeKind } from '../../app/notices/terms';

export interface NewNotice {
  accountId: number;
  kind: NoticeKind;
  params: string;
  link: string | null;
  createdAt: number;
  key: string | null;
}

export function insertNotice(db: Db, notice: NewNotice): void {
  run(
    db,
    `insert into notice (account_id, kind, params, link, created_at, key)
     values (:accountId, :kind, :params, :link, :createdAt, :key) on conflict (key) do nothing`,
    notice,
  );
}

export interface NoticeRow {
  id: number;
  kind: string;
  params: string;
  link: string | null;
  createdAt: number;
  readAt: number | null;
}

const NOTICE = 'select id, kind, params, link, created_at as createdAt, read_at as readAt from notice';

/** Newest first, `limit` of them, from below an id on. */
export function listNoticeRows(db: Db, accountId: number, before: number, limit: number): NoticeRow[] {
  return rows<NoticeRow>(
    db,
    `${NOTICE} where account_id = ? and id < ? order by id desc limit ?`,
    accountId,
    before,
    limit,
  );
}

/** Counts up to `limit`: what a badge shows. */
export function countUnreadUpTo(db: Db, accountId: number, limit: number): number {
  return row<{ n: number }>(
    db,
    'select count(*) as n from (select 1 from notice where account_id = ? and read_at is null limit ?)',
    accountId,
    limit,
  )!.n;
}

export function findNotice(db: Db, accountId: number, id: number): NoticeRow | null {
  return row<NoticeRow>(db, `${NOTICE} where account_id = ? and id = ?`, accountId, id);
}

export function setNoticeRead(db: Db, id: number, at: number): void {
  run(db, 'update notice set read_at = ? where id = ? and read_at is null', at, id);
}

/** Marks what the page showed: nothing that came later. */
export function setAllRead(db: Db, accountId: number, upTo: number, at: number): number {
  return run(
    db,
    'update notice set read_at = ? where account_id = ? and read_at is null and id <= ?',
    at,
    accountId,
    upTo,
  ).changes;
}

/** Forgets notices read before an instant, `limit` at a time; answers how many. */
export function deleteNoticesReadBefore(db: Db, instant: number, limit: number): number {
  return run(
    db,
    'delete from notice where id in (select id from notice where read_at < ? limit ?)',
    instant,
    limit,
  ).changes;
}

/** Open accounts that hold a role on a day. */
export function listAccountsWithRole(db: Db, role: string, today: string): number[] {
  return rows<{ id: number }>(
    db,
    `select distinct a.id from account a join role_grant g on g.account_id = a.id
     where a.status = 'active' and g.role = :role and g.tx_to = ${OPEN_TX}
       and g.valid_from <= :today and g.valid_to > :today
     order by a.id`,
    { role, today },
  ).map(({ id }) => id);
}

/** Was something told under this key? */
export function hasNotice(db: Db, key: string): boolean {
  return row(db, 'select 1 from notice where key = ?', key) !== null;
}
