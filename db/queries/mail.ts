import { row, rows, run, type Db } from '../client.server';
import type { MailKind, MailState } from '../../app/notices/terms';

export interface NewMail {
  accountId: number | null;
  address: string;
  lang: 'vi' | 'en';
  kind: MailKind;
  params: string;
  createdAt: number;
  key: string | null;
}

/** Due at once, whatever the clock says. Answers false where a mail with that key is there already. */
export function insertMail(db: Db, mail: NewMail): boolean {
  return (
    run(
      db,
      `insert into mail (account_id, address, lang, kind, params, state, created_at, next_at, key)
       values (:accountId, :address, :lang, :kind, :params, 'queued', :createdAt, 0, :key)
       on conflict (key) do nothing`,
      mail,
    ).changes === 1
  );
}

export interface DueMail {
  id: number;
  address: string;
  lang: 'vi' | 'en';
  kind: string;
  params: string;
  createdAt: number;
  /** Tries with this one. */
  tries: number;
}

/** The mail due longest, claimed until an instant: nobody else sends it before. Counts a try. */
export function claimDueMail(db: Db, now: number, until: number): DueMail | null {
  return row<DueMail>(
    db,
    `update mail set next_at = :until, tries = tries + 1
     where id = (select id from mail where state = 'queued' and next_at <= :now order by next_at, id limit 1)
     returning id, address, lang, kind, params, created_at as createdAt, tries`,
    { now, until },
  );
}

/** A mail that is sent stays sent, whoever else still holds it. */
export function setMailSent(db: Db, id: number, at: number): void {
  run(
    db,
    "update mail set state = 'sent', sent_at = ?, error = null where id = ? and state = 'queued'",
    at,
    id,
  );
}

export function setMailLater(db: Db, id: number, nextAt: number, error: string): void {
  run(db, "update mail set next_at = ?, error = ? where id = ? and state = 'queued'", nextAt, error, id);
}

export function setMailFailed(db: Db, id: number, error: string): void {
  run(db, "update mail set state = 'failed', error = ? where id = ? and state = 'queued'", error, id);
}

/** Failed mails go out again, with all their tries. */
export function requeueFailedMail(db: Db, now: number): number {
  return run(db, "update mail set state = 'queued', tries = 0, next_at = ? where state = 'failed'", now)
    .changes;
}

export function countMail(db: Db): Record<MailState, number> {
  const counted = rows<{ state: MailState; n: number }>(
    db,
    'select state, count(*) as n from mail group by state',
  );
  const of = (state: MailState) => counted.find((each) => each.state === state)?.n ?? 0;
  return { queued: of('queued'), sent: of('sent'), failed: of('failed') };
}

/** Code of the newest failure among those still waiting or given up. */
export function lastMailError(db: Db): string | null {
  return (
    row<{ error: string }>(
      db,
      "select error from mail where state in ('queued', 'failed') and error is not null order by id desc limit 1",
    )?.error ?? null
  );
}

/** Forgets mails sent before an instant, `limit` at a time; answers how many. */
export function deleteMailSentBefore(db: Db, instant: number, limit: number): number {
  return run(
    db,
    "delete from mail where id in (select id from mail where state = 'sent' and sent_at < ? limit ?)",
    instant,
    limit,
  ).changes;
}
