import { AppError } from '~/access/errors';
import { findFormKey, insertFormKey } from '~db/queries/form-keys';
import type { Db } from '~db/client.server';

/** A start form's key belongs to an account; whoever acts without one (the command line) has no keys. */
export interface StartKey {
  accountId: number | null;
  key: string;
  examId: number;
}

/** The attempt that a start form's key was answered with before. Errors: conflict where that was another exam's. */
export function findStarted(db: Db, start: StartKey): { attemptId: number; publicId: string } | null {
  const stored = start.accountId === null ? null : findFormKey(db, start.accountId, storedKey(start.key));
  if (stored === null) return null;
  const { examId, attemptId, publicId } = JSON.parse(stored) as {
    examId: number;
    attemptId: number;
    publicId: string;
  };
  if (examId !== start.examId) throw new AppError('conflict', { reason: 'key_used' });
  return { attemptId, publicId };
}

export function rememberStarted(
  db: Db,
  start: StartKey,
  attempt: { attemptId: number; publicId: string },
  now: number,
): void {
  if (start.accountId === null) return;
  const result = JSON.stringify({ examId: start.examId, ...attempt });
  insertFormKey(db, start.accountId, storedKey(start.key), result, now);
}

const storedKey = (key: string) => `attempt.start:${key}`;
