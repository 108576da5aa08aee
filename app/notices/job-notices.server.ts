import type { EndedJob } from '~/jobs/handler.server';
import type { Tx } from '~db/write.server';
import { mailOperators } from './mail.server';
import { tell, tellOperators } from './notices.server';

/**
 * Tells who asked that a job has ended. Of the schedule's own jobs only a failure is told, to who runs the machine, also
 * by mail: nobody else would notice that there was no check or no backup tonight.
 */
export function tellJobEnded(tx: Tx, { publicId, kind, accountId, state }: EndedJob): void {
  const link = `/jobs/${publicId}`;
  const params = { job: kind };
  if (accountId !== null) {
    tell(tx, { accountId, kind: state === 'done' ? 'job_done' : 'job_failed', params, link });
  } else if (state === 'failed') {
    const key = `failed:${publicId}:${tx.id}`;
    tellOperators(tx, { kind: 'job_failed', params, link, key });
    mailOperators(tx, { kind: 'alarm', params: { what: 'job_failed', job: kind, path: link }, key });
  }
}
