import { insertJob } from '~db/queries/jobs';
import type { Db } from '~db/client.server';
import { randomId } from '~/access/adapters/tokens';

export interface JobRequest {
  kind: string;
  /** Small and JSON; no personal data beyond ids. */
  input: object;
  /** Who asked and may watch it; null for the schedule. */
  accountId: number | null;
  now: number;
  /** The same key is accepted once. */
  key?: string;
  /** UTC milliseconds; by default at once. */
  runAfter?: number;
  maxTries?: number;
}

/**
 * Puts work into the queue; inside an open transaction it is there exactly when that commits. Answers the public id, or
 * null where a job with the same key was there before.
 */
export function enqueueJob(db: Db, request: JobRequest): string | null {
  const { kind, accountId, now, key = null, runAfter = now, maxTries = 5 } = request;
  const publicId = randomId();
  const input = JSON.stringify(request.input);
  const job = { publicId, kind, input, accountId, key, createdAt: now, runAfter, maxTries };
  return insertJob(db, job) ? publicId : null;
}
