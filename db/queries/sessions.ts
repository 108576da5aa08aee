import { row, rows, run, type Db } from '../client.server';
import type { SignInMethod, SignInOutcome } from '../../app/access/terms';

/** Browsers' sessions, the log of sign-ins, and the waits after wrong ones. */

export interface SessionRow {
  accountId: number;
  personId: number | null;
  username: string;
  lastSeenAt: number;
  expiresAt: number;
  isStrong: 0 | 1;
  createdAt: number;
}

/** A session that is still good at `now`, of an account that is still open. `idleSince` is the earliest last sight. */
export function findSession(db: Db, hash: string, now: number, idleSince: number): SessionRow | null {
  return row<SessionRow>(
    db,
    `select s.account_id as accountId, a.person_id as personId, a.username, s.last_seen_at as lastSeenAt,
       s.expires_at as expiresAt, s.is_strong as isStrong, s.created_at as createdAt
     from session s join account a on a.id = s.account_id
     where s.token_hash = ? and s.expires_at > ? and s.last_seen_at > ? and a.status = 'active'`,
    hash,
    now,
    idleSince,
  );
}

export interface NewSession {
  hash: string;
  publicId: string;
  accountId: number;
  method: SignInMethod;
  isStrong: boolean;
  device: string;
  network: string;
  now: number;
  expiresAt: number;
}

export function insertSession(db: Db, { isStrong, ...session }: NewSession): void {
  run(
    db,
    `insert into session (token_hash, public_id, account_id, method, is_strong, device, network, created_at, last_seen_at, expires_at)
     values (:hash, :publicId, :accountId, :method, :strong, :device, :network, :now, :now, :expiresAt)`,
    { ...session, strong: isStrong ? 1 : 0 },
  );
}

export function insertSignInEvent(
  db: Db,
  event: {
    at: number;
    accountId: number | null;
    method: SignInMethod;
    outcome: SignInOutcome;
    device: string;
    network: string;
  },
): void {
  run(
    db,
    `insert into sign_in_event (at, account_id, method, outcome, device, network)
     values (:at, :accountId, :method, :outcome, :device, :network)`,
    event,
  );
}

export function touchSession(db: Db, hash: string, now: number): void {
  run(db, 'update session set last_seen_at = ? where token_hash = ?', now, hash);
}

export function deleteSession(db: Db, hash: string): void {
  run(db, 'delete from session where token_hash = ?', hash);
}

export function deleteExpiredSessions(db: Db, now: number): void {
  run(db, 'delete from session where expires_at <= ?', now);
}

export interface StoredSession {
  hash: string;
  publicId: string | null;
  method: SignInMethod | null;
  isStrong: 0 | 1;
  device: string;
  network: string;
  createdAt: number;
  lastSeenAt: number;
}

/** Sessions of an account that are not over, the one seen last first. */
export function listSessionsOf(db: Db, accountId: number, now: number): StoredSession[] {
  return rows<StoredSession>(
    db,
    `select token_hash as hash, public_id as publicId, method, is_strong as isStrong, device, network,
       created_at as createdAt, last_seen_at as lastSeenAt
     from session where account_id = ? and expires_at > ? order by last_seen_at desc`,
    accountId,
    now,
  );
}

/** Ends sessions of an account but for one hash, or only the one with a public id; answers how many there were. */
export function deleteSessionsOf(
  db: Db,
  accountId: number,
  only: { except: string | null; publicId: string | null },
): number {
  return run(
    db,
    `delete from session where account_id = :accountId and token_hash is not :except
       and (:publicId is null or public_id = :publicId)`,
    { accountId, ...only },
  ).changes;
}

export interface SignInEventRow {
  at: number;
  method: SignInMethod;
  outcome: SignInOutcome;
  device: string;
  network: string;
}

/** The newest sign-ins and refusals of an account. */
export function listSignInEvents(db: Db, accountId: number, limit: number): SignInEventRow[] {
  return rows<SignInEventRow>(
    db,
    `select at, method, outcome, device, network from sign_in_event
     where account_id = ? order by at desc, id desc limit ?`,
    accountId,
    limit,
  );
}

export function getThrottle(db: Db, key: string): { failures: number; nextAt: number } | null {
  return row(db, 'select failures, next_at as nextAt from sign_in_throttle where key = ?', key);
}

export function setThrottle(db: Db, key: string, failures: number, nextAt: number): void {
  run(
    db,
    `insert into sign_in_throttle (key, failures, next_at) values (?, ?, ?)
     on conflict (key) do update set failures = excluded.failures, next_at = excluded.next_at`,
    key,
    failures,
    nextAt,
  );
}

export function clearThrottle(db: Db, key: string): void {
  run(db, 'delete from sign_in_throttle where key = ?', key);
}

/** Forgets names and addresses whose last wrong try, and the wait after it, ended before an instant. */
export function deleteThrottlesBefore(db: Db, instant: number): void {
  run(db, 'delete from sign_in_throttle where next_at < ?', instant);
}

/** How a session was opened; null where there is none, or it is older than the record of it. */
export function sessionMethod(db: Db, hash: string): string | null {
  return (
    row<{ method: string | null }>(db, 'select method from session where token_hash = ?', hash)?.method ??
    null
  );
}
