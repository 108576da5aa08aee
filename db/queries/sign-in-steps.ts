import { row, run, type Db } from '../client.server';
import type { StepPurpose } from '../../app/access/terms';

export interface StepRow {
  accountId: number | null;
  data: string;
}

export function insertStep(
  db: Db,
  step: {
    hash: string;
    purpose: StepPurpose;
    accountId: number | null;
    data: string;
    now: number;
    expiresAt: number;
  },
): void {
  run(
    db,
    `insert into sign_in_step (token_hash, purpose, account_id, data, created_at, expires_at)
     values (:hash, :purpose, :accountId, :data, :now, :expiresAt)`,
    step,
  );
}

export function findStep(db: Db, hash: string, purpose: StepPurpose, now: number): StepRow | null {
  return row<StepRow>(
    db,
    `select account_id as accountId, data from sign_in_step
     where token_hash = ? and purpose = ? and expires_at > ?`,
    hash,
    purpose,
    now,
  );
}

/** Answers whether it was there: of two who take the same step one gets it. */
export function deleteStep(db: Db, hash: string): boolean {
  return run(db, 'delete from sign_in_step where token_hash = ?', hash).changes === 1;
}

export function deleteStepsBefore(db: Db, now: number): void {
  run(db, 'delete from sign_in_step where expires_at <= ?', now);
}
