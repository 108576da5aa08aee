import { row, rows, run, type Db } from '../client.server';

export interface ChoiceRow {
  lang: 'vi' | 'en';
  digest: number;
}

export function findChoice(db: Db, accountId: number): ChoiceRow | null {
  return row<ChoiceRow>(db, 'select lang, digest from notification_choice where account_id = ?', accountId);
}

/** A digest begins with what is told from `digestedAt` on; one that was on before goes on where it was. */
export function putChoice(
  db: Db,
  choice: { accountId: number; lang: 'vi' | 'en'; digest: number; digestedAt: number },
): void {
  run(
    db,
    `insert into notification_choice (account_id, lang, digest, digested_at)
     values (:accountId, :lang, :digest, :digestedAt)
     on conflict (account_id) do update set lang = excluded.lang,
       digested_at = case when digest = 1 then digested_at else excluded.digested_at end,
       digest = excluded.digest`,
    choice,
  );
}

/** The mail address of a person; null for who has none. */
export function findMailAddress(db: Db, personId: number): string | null {
  return (
    row<{ value: string }>(
      db,
      "select value from person_contact where person_id = ? and kind = 'email' order by id limit 1",
      personId,
    )?.value ?? null
  );
}

/** Puts one address in the place of whatever was there; null leaves none. */
export function replaceMailAddress(db: Db, personId: number, address: string | null): void {
  run(db, "delete from person_contact where person_id = ? and kind = 'email'", personId);
  if (address === null) return;
  run(db, "insert into person_contact (person_id, kind, value) values (?, 'email', ?)", personId, address);
}

export interface DigestRow {
  accountId: number;
  address: string;
  lang: 'vi' | 'en';
  digestedAt: number;
}

/** Open accounts that want a digest and have an address, from above an id on. */
export function listDigests(db: Db, after: number, limit: number): DigestRow[] {
  return rows<DigestRow>(
    db,
    `select c.account_id as accountId, c.lang, c.digested_at as digestedAt,
       (select value from person_contact where person_id = a.person_id and kind = 'email' order by id limit 1)
         as address
     from notification_choice c join account a on a.id = c.account_id
     where c.digest = 1 and a.status = 'active' and c.account_id > :after and exists (
       select 1 from person_contact where person_id = a.person_id and kind = 'email')
     order by c.account_id limit :limit`,
    { after, limit },
  );
}

export function setDigested(db: Db, accountId: number, at: number): void {
  run(db, 'update notification_choice set digested_at = ? where account_id = ?', at, accountId);
}

/** Unread notices told after an instant and up to another. */
export function countUnreadBetween(db: Db, accountId: number, after: number, until: number): number {
  return row<{ n: number }>(
    db,
    `select count(*) as n from notice
     where account_id = ? and read_at is null and created_at > ? and created_at <= ?`,
    accountId,
    after,
    until,
  )!.n;
}
