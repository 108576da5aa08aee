import { rows, run, type Db } from '../client.server';

/** Values that are sealed with the data key, for the move from one key to the next. */

/** Secrets of authenticator apps behind an account id, in its order. */
export function listTotpSecrets(
  db: Db,
  afterId: number,
  limit: number,
): { accountId: number; sealed: string }[] {
  const text = `select account_id as accountId, sealed from totp_secret where account_id > ? order by account_id limit ?`;
  return rows(db, text, afterId, limit);
}

/** Only while it still is as it was read: a secret that was made anew meanwhile stays. */
export function replaceTotpSecret(db: Db, accountId: number, before: string, sealed: string): boolean {
  const text = 'update totp_secret set sealed = ? where account_id = ? and sealed = ?';
  return run(db, text, sealed, accountId, before).changes > 0;
}

export interface SealedNumberRow {
  personId: number;
  sealed: string;
  lookup: string;
}

/** Personal numbers behind a person's id, in its order. */
export function listSealedNumbers(db: Db, afterId: number, limit: number): SealedNumberRow[] {
  const text = `select person_id as personId, sealed, lookup from personal_number where person_id > ?
    order by person_id limit ?`;
  return rows(db, text, afterId, limit);
}

/** As replaceTotpSecret. */
export function replaceSealedNumber(
  db: Db,
  before: SealedNumberRow,
  after: { sealed: string; lookup: string; txId: number },
): boolean {
  return (
    run(
      db,
      `update personal_number set sealed = :sealed, lookup = :lookup, tx_id = :txId
       where person_id = :personId and sealed = :before`,
      { ...after, personId: before.personId, before: before.sealed },
    ).changes > 0
  );
}
