import { row, rows, run, type Db } from '../client.server';

/** Second factors of accounts: app secret, passkeys, recovery codes, and the taking away of them by two people. */

export interface TotpRow {
  sealed: string;
  createdAt: number;
  confirmedAt: number | null;
  lastStep: number | null;
}

export function findTotp(db: Db, accountId: number): TotpRow | null {
  return row<TotpRow>(
    db,
    `select sealed, created_at as createdAt, confirmed_at as confirmedAt, last_step as lastStep
     from totp_secret where account_id = ?`,
    accountId,
  );
}

/** A new secret that waits for its first code; the one before is forgotten. */
export function putTotp(db: Db, accountId: number, sealed: string, createdAt: number): void {
  run(
    db,
    `insert into totp_secret (account_id, sealed, created_at, confirmed_at, last_step) values (?, ?, ?, null, null)
     on conflict (account_id) do update set sealed = excluded.sealed, created_at = excluded.created_at,
       confirmed_at = null, last_step = null`,
    accountId,
    sealed,
    createdAt,
  );
}

export function confirmTotp(db: Db, accountId: number, at: number, step: number): void {
  const text = 'update totp_secret set confirmed_at = ?, last_step = ? where account_id = ?';
  run(db, text, at, step, accountId);
}

/** Answers whether the step is later than the last one: of two who use a code at the same moment one gets in. */
export function spendTotpStep(db: Db, accountId: number, step: number): boolean {
  const text = `update totp_secret set last_step = ? where account_id = ? and confirmed_at is not null
    and (last_step is null or last_step < ?)`;
  return run(db, text, step, accountId, step).changes === 1;
}

export function deleteTotp(db: Db, accountId: number): void {
  run(db, 'delete from totp_secret where account_id = ?', accountId);
}

export function insertRecoveryCodes(db: Db, accountId: number, hashes: string[], createdAt: number): void {
  for (const hash of hashes) {
    const text = 'insert into recovery_code (account_id, code_hash, created_at) values (?, ?, ?)';
    run(db, text, accountId, hash, createdAt);
  }
}

export function deleteRecoveryCodes(db: Db, accountId: number): void {
  run(db, 'delete from recovery_code where account_id = ?', accountId);
}

/** Answers whether the code was there and unused. */
export function spendRecoveryCode(db: Db, accountId: number, hash: string, at: number): boolean {
  const text = `update recovery_code set used_at = ? where account_id = ? and code_hash = ? and used_at is null`;
  return run(db, text, at, accountId, hash).changes === 1;
}

export function countRecoveryCodes(db: Db, accountId: number): number {
  const text = 'select count(*) as n from recovery_code where account_id = ? and used_at is null';
  return row<{ n: number }>(db, text, accountId)!.n;
}

export interface PasskeyRow {
  id: number;
  accountId: number;
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  /** JSON list. */
  transports: string;
  label: string;
  isBackedUp: 0 | 1;
  createdAt: number;
  lastUsedAt: number | null;
}

const PASSKEY = `select id, account_id as accountId, credential_id as credentialId, public_key as publicKey, counter,
  transports, label, is_backed_up as isBackedUp, created_at as createdAt, last_used_at as lastUsedAt from passkey`;

export function listPasskeys(db: Db, accountId: number): PasskeyRow[] {
  return rows<PasskeyRow>(db, `${PASSKEY} where account_id = ? order by id`, accountId);
}

export function findPasskey(db: Db, credentialId: string): PasskeyRow | null {
  return row<PasskeyRow>(db, `${PASSKEY} where credential_id = ?`, credentialId);
}

export function insertPasskey(db: Db, passkey: Omit<PasskeyRow, 'id' | 'lastUsedAt'>): void {
  run(
    db,
    `insert into passkey (account_id, credential_id, public_key, counter, transports, label, is_backed_up, created_at)
     values (:accountId, :credentialId, :publicKey, :counter, :transports, :label, :isBackedUp, :createdAt)`,
    passkey,
  );
}

/** Counters of an authenticator only rise; 0 stays 0 where it keeps none. */
export function touchPasskey(db: Db, id: number, counter: number, at: number): void {
  run(db, 'update passkey set counter = ?, last_used_at = ? where id = ?', counter, at, id);
}

export function deletePasskey(db: Db, accountId: number, id: number): boolean {
  return run(db, 'delete from passkey where account_id = ? and id = ?', accountId, id).changes === 1;
}

export function deletePasskeys(db: Db, accountId: number): void {
  run(db, 'delete from passkey where account_id = ?', accountId);
}

/** A session that has shown a second factor, under a new token from then on. */
export function setSessionStrong(db: Db, hash: string, nextHash: string): void {
  run(db, 'update session set is_strong = 1, token_hash = ? where token_hash = ?', nextHash, hash);
}

export interface FactorResetRow {
  id: number;
  accountId: number;
  username: string;
  personId: number | null;
  requestedBy: number;
  requestedByName: string;
  requestedAt: number;
  reason: string;
  decidedByName: string | null;
  decidedAt: number | null;
  decision: 'approved' | 'refused' | null;
}

const RESET = `select r.id, r.account_id as accountId, a.username, a.person_id as personId,
  r.requested_by as requestedBy, q.username as requestedByName, r.requested_at as requestedAt, r.reason,
  d.username as decidedByName, r.decided_at as decidedAt, r.decision
  from factor_reset r join account a on a.id = r.account_id join account q on q.id = r.requested_by
  left join account d on d.id = r.decided_by`;

export function findFactorReset(db: Db, id: number): FactorResetRow | null {
  return row<FactorResetRow>(db, `${RESET} where r.id = ?`, id);
}

export function findOpenFactorReset(db: Db, accountId: number): FactorResetRow | null {
  return row<FactorResetRow>(db, `${RESET} where r.account_id = ? and r.decided_at is null`, accountId);
}

/** Open ones first, then the newest. */
export function listFactorResets(db: Db, limit: number): FactorResetRow[] {
  return rows<FactorResetRow>(
    db,
    `${RESET} order by r.decided_at is not null, coalesce(r.decided_at, r.requested_at) desc limit ?`,
    limit,
  );
}

export function insertFactorReset(
  db: Db,
  reset: { accountId: number; requestedBy: number; requestedAt: number; reason: string },
): number {
  return run(
    db,
    `insert into factor_reset (account_id, requested_by, requested_at, reason)
     values (:accountId, :requestedBy, :requestedAt, :reason)`,
    reset,
  ).id;
}

/** A guard of the database refuses a decision by the one who asked, by the owner, or a second one. */
export function decideFactorReset(
  db: Db,
  input: { id: number; decidedBy: number; decidedAt: number; decision: 'approved' | 'refused' },
): boolean {
  return (
    run(
      db,
      `update factor_reset set decided_by = :decidedBy, decided_at = :decidedAt, decision = :decision
       where id = :id and decided_at is null`,
      input,
    ).changes === 1
  );
}
