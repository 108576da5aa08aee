import { row, rows, type Db } from '../client.server';

/** Ids of the keys that have signed confirmations. */
export function listSigningKeyIds(db: Db): string[] {
  return rows<{ keyId: string }>(db, 'select distinct key_id as keyId from confirmation order by 1').map(
    ({ keyId }) => keyId,
  );
}

/** Ids of the keys that sealed values in the database need: the second part of `v1.<key id>.…`. */
export function listSealKeyIds(db: Db): string[] {
  return rows<{ keyId: string }>(
    db,
    `select distinct substr(sealed, 4, 8) as keyId from totp_secret
     union select distinct substr(sealed, 4, 8) from personal_number order by 1`,
  ).map(({ keyId }) => keyId);
}

/** Does anything rest on the key of keyed hashes? */
export function hasKeyedHashes(db: Db): boolean {
  return (
    row(
      db,
      `select 1 as yes where exists (select 1 from personal_number) or exists (select 1 from access_code)
         or exists (select 1 from recovery_code)`,
    ) !== null
  );
}
