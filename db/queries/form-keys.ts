import { row, run, type Db } from '../client.server';

/** What a posted form's key was answered with before; null for a new key. */
export function findFormKey(db: Db, accountId: number, key: string): string | null {
  return (
    row<{ result: string }>(
      db,
      'select result from form_key where account_id = ? and key = ?',
      accountId,
      key,
    )?.result ?? null
  );
}

/** Remembers the answer; a key that is taken keeps its first one. */
export function insertFormKey(db: Db, accountId: number, key: string, result: string, at: number): void {
  run(
    db,
    'insert into form_key (account_id, key, result, at) values (?, ?, ?, ?) on conflict do nothing',
    accountId,
    key,
    result,
    at,
  );
}
