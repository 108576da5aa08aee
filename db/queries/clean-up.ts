import { run, type Db } from '../client.server';

/*
 * What may go after a while, `limit` rows at a time, so that nobody waits for the lock. Each answers how many went. Jobs,
 * notices and mail are beside their own queries.
 */

/** Form keys of posts before an instant: no browser sends those again. */
export function deleteFormKeysBefore(db: Db, instant: number, limit: number): number {
  return run(
    db,
    'delete from form_key where (account_id, key) in (select account_id, key from form_key where at < ? limit ?)',
    instant,
    limit,
  ).changes;
}

export function deleteSignInEventsBefore(db: Db, instant: number, limit: number): number {
  return run(
    db,
    'delete from sign_in_event where id in (select id from sign_in_event where at < ? limit ?)',
    instant,
    limit,
  ).changes;
}

export function deleteSessionsOver(db: Db, now: number, limit: number): number {
  return run(
    db,
    'delete from session where token_hash in (select token_hash from session where expires_at <= ? limit ?)',
    now,
    limit,
  ).changes;
}

export function deleteStepsOver(db: Db, now: number, limit: number): number {
  return run(
    db,
    'delete from sign_in_step where token_hash in (select token_hash from sign_in_step where expires_at <= ? limit ?)',
    now,
    limit,
  ).changes;
}
