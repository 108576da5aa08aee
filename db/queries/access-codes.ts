import { row, rows, run, type Db } from '../client.server';
import type { CodePurpose } from '../../app/access/terms';

/** One-time codes on slips. Guards: at most one open code an account, used or voided once, never deleted. */

export interface CodeRow {
  id: number;
  purpose: CodePurpose;
  codeHash: string;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
  voidedAt: number | null;
}

const CODE = `select id, purpose, code_hash as codeHash, created_at as createdAt, expires_at as expiresAt,
  used_at as usedAt, voided_at as voidedAt from access_code`;

/** The newest codes of an account, newest first: whoever holds an older slip is told that it is over. */
export function listCodes(db: Db, accountId: number, limit: number): CodeRow[] {
  return rows<CodeRow>(db, `${CODE} where account_id = ? order by id desc limit ?`, accountId, limit);
}

/** The code that is neither used nor voided, whether or not its time is over. */
export function findOpenCode(db: Db, accountId: number): CodeRow | null {
  return row<CodeRow>(
    db,
    `${CODE} where account_id = ? and used_at is null and voided_at is null`,
    accountId,
  );
}

export function insertCode(
  db: Db,
  code: {
    accountId: number;
    purpose: CodePurpose;
    codeHash: string;
    createdAt: number;
    expiresAt: number;
    txId: number;
  },
): void {
  run(
    db,
    `insert into access_code (account_id, purpose, code_hash, created_at, expires_at, tx_id)
     values (:accountId, :purpose, :codeHash, :createdAt, :expiresAt, :txId)`,
    code,
  );
}

export function voidOpenCodes(db: Db, accountId: number, at: number): number {
  return run(
    db,
    'update access_code set voided_at = ? where account_id = ? and used_at is null and voided_at is null',
    at,
    accountId,
  ).changes;
}

/** Answers whether the code was still open: of two who use it at the same moment one gets in. */
export function spendAccessCode(db: Db, id: number, at: number): boolean {
  const text = 'update access_code set used_at = ? where id = ? and used_at is null and voided_at is null';
  return run(db, text, at, id).changes === 1;
}
