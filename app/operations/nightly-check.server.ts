import { JobStopped, type JobHandler } from '~/jobs/handler.server';
import { mailOperators } from '~/notices/mail.server';
import { tellOperators } from '~/notices/notices.server';
import { writeTx } from '~db/write.server';
import { writerOf } from '~/access/context.server';
import { runChecks, type Check } from './checks.server';

/** What is kept of a run. */
export interface CheckResult {
  checks: Check[];
}

/**
 * All integrity rules, at night by itself or when the operator asks. What does not hold is told to everybody who runs
 * the machine, on their pages and by mail: nobody looks at a result that is always the same.
 */
export const nightlyCheck: JobHandler = (ctx, run): CheckResult => {
  const checks = runChecks(ctx, (done, total) => {
    run.report(done, total);
    if (run.isCancelled()) throw new JobStopped();
  });
  const count = checks.filter(({ ok }) => !ok).length;
  if (count > 0) {
    writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'check alarm', (tx) => {
      const link = `/jobs/${run.publicId}`;
      const key = `check:${run.publicId}`;
      tx.audit('check_failed', 'job', run.publicId, { faults: checks.filter(({ ok }) => !ok) });
      tellOperators(tx, { kind: 'check_failed', params: { count }, link, key });
      mailOperators(tx, { kind: 'alarm', params: { what: 'check_failed', count, path: link }, key });
    });
  }
  return { checks };
};
