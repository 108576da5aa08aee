import { row, rows, run, type Db } from '../client.server';
import { OPEN_TX } from '../schema/time';
import type { Role } from '../../app/access/roles';
import type { SignInMethod, SignInOutcome } from '../../app/access/terms';

export interface AccountRow {
  id: number;
  personId: number | null;
  username: string;
  passwordHash: string | null;
  passwordChosenAt: number | null;
  status: 'active' | 'closed';
  createdAt: number;
  closedAt: number | null;
  closedReason: string | null;
}

const ACCOUNT = `select a.id, a.person_id as personId, a.username, a.password_hash as passwordHash,
  a.password_chosen_at as passwordChosenAt, a.status, a.created_at as createdAt, a.closed_at as closedAt,
  a.closed_reason as closedReason from account a`;

/** By user name, or by the staff code of the account's person; both without regard to case. */
export function findAccountByName(db: Db, name: string): AccountRow | null {
  const folded = name.trim().toLowerCase();
  return (
    row<AccountRow>(db, `${ACCOUNT} where a.username = ?`, folded) ??
    row<AccountRow>(
      db,
      `${ACCOUNT} join person p on p.id = a.person_id where p.staff_code = ?`,
      folded.toUpperCase(),
    )
  );
}

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

export interface SessionRow {
  accountId: number;
  personId: number | null;
  username: string;
  lastSeenAt: number;
  expiresAt: number;
  isStrong: 0 | 1;
}

/** A session that is still good at `now`, of an account that is still open. `idleSince` is the earliest last sight. */
export function findSession(db: Db, hash: string, now: number, idleSince: number): SessionRow | null {
  return row<SessionRow>(
    db,
    `select s.account_id as accountId, a.person_id as personId, a.username, s.last_seen_at as lastSeenAt,
       s.expires_at as expiresAt, s.is_strong as isStrong
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

export function insertSession(db: Db, session: NewSession): void {
  run(
    db,
    `insert into session (token_hash, public_id, account_id, method, is_strong, device, network, created_at, last_seen_at, expires_at)
     values (:hash, :publicId, :accountId, :method, :strong, :device, :network, :now, :now, :expiresAt)`,
    { ...session, isStrong: undefined, strong: session.isStrong ? 1 : 0 },
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

export function findAccountById(db: Db, accountId: number): AccountRow | null {
  return row<AccountRow>(db, `${ACCOUNT} where a.id = ?`, accountId);
}

/** Sets the password, null for none. `chosenAt` is null where somebody else set it. */
export function setPassword(
  db: Db,
  input: { accountId: number; passwordHash: string | null; chosenAt: number | null },
): void {
  run(
    db,
    'update account set password_hash = :passwordHash, password_chosen_at = :chosenAt where id = :accountId',
    input,
  );
}

export function setAccountStatus(
  db: Db,
  input: { accountId: number; status: 'active' | 'closed'; closedAt: number | null; reason: string | null },
): void {
  run(
    db,
    'update account set status = :status, closed_at = :closedAt, closed_reason = :reason where id = :accountId',
    input,
  );
}

export function accountExists(db: Db, accountId: number): boolean {
  return row(db, 'select 1 as yes from account where id = ?', accountId) !== null;
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

/** Name of the person behind an account and of his unit today, for the frame of each page. */
export function getAccountCard(
  db: Db,
  accountId: number,
  today: string,
): {
  fullName: string;
  sex: 'female' | 'male' | 'unknown';
  unitVi: string;
  unitEn: string;
  staffCode: string;
} | null {
  return row(
    db,
    `select f.full_name as fullName, f.sex, p.staff_code as staffCode,
       coalesce(u.name_vi, '') as unitVi, coalesce(u.name_en, '') as unitEn
     from account a
     join person p on p.id = a.person_id
     join person_profile f on f.person_id = p.id and f.tx_to = ${OPEN_TX} and f.valid_from <= :today and f.valid_to > :today
     left join assignment s on s.person_id = p.id and s.is_primary = 1 and s.tx_to = ${OPEN_TX}
       and s.valid_from <= :today and s.valid_to > :today
     left join unit_period u on u.unit_id = s.unit_id and u.tx_to = ${OPEN_TX} and u.valid_from <= :today and u.valid_to > :today
     where a.id = :accountId`,
    { accountId, today },
  );
}

export function insertAccount(
  db: Db,
  account: {
    personId: number | null;
    username: string;
    passwordHash: string | null;
    isDemo: boolean;
    now: number;
  },
): number {
  return run(
    db,
    `insert into account (person_id, username, password_hash, status, is_demo, created_at)
     values (?, ?, ?, 'active', ?, ?)`,
    account.personId,
    account.username.toLowerCase(),
    account.passwordHash,
    account.isDemo ? 1 : 0,
    account.now,
  ).id;
}

export function insertGrant(
  db: Db,
  grant: { accountId: number; role: Role; unitId: number | null; validFrom: string; txId: number },
): void {
  run(
    db,
    'insert into role_grant (account_id, role, unit_id, valid_from, tx_from) values (?, ?, ?, ?, ?)',
    grant.accountId,
    grant.role,
    grant.unitId,
    grant.validFrom,
    grant.txId,
  );
}

export function setPasswordHash(db: Db, accountId: number, passwordHash: string): void {
  run(db, 'update account set password_hash = ? where id = ?', passwordHash, accountId);
}

/** Does a demo account that can sign in exist? The server then refuses any address but loopback. */
export function hasActiveDemoAccount(db: Db): boolean {
  return (
    row(
      db,
      "select 1 as yes from account where is_demo = 1 and status = 'active' and password_hash is not null limit 1",
    ) !== null
  );
}

export function listDemoAccounts(db: Db): { username: string; roles: string }[] {
  return rows(
    db,
    `select a.username, group_concat(g.role, ' ') as roles from account a
     join role_grant g on g.account_id = a.id and g.tx_to = ${OPEN_TX}
     where a.is_demo = 1 and a.password_hash is not null group by a.id order by a.id`,
  );
}
