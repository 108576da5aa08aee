import { answeredBefore, rememberAnswer, type PostedForm } from '~/access/form-keys.server';
import type { Db } from '~db/client.server';

/** A start form's key belongs to an account; whoever acts without one (the command line) has no keys. */
export interface StartKey {
  accountId: number | null;
  key: string;
  examId: number;
}

/** The attempt that a start form's key was answered with before. Error: key_used where that was another exam's. */
export function findStarted(db: Db, start: StartKey): { attemptId: number; publicId: string } | null {
  return answeredBefore<{ attemptId: number; publicId: string }>(db, postedForm(start))?.result ?? null;
}

export function rememberStarted(
  db: Db,
  start: StartKey,
  attempt: { attemptId: number; publicId: string },
  now: number,
): void {
  const { attemptId, publicId } = attempt;
  rememberAnswer(db, postedForm(start), { attemptId, publicId }, now);
}

const postedForm = ({ accountId, key, examId }: StartKey): PostedForm => ({
  ...{ accountId, key, form: 'attempt.start' },
  data: { examId },
});
