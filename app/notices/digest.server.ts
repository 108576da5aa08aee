import { setImmediate as breathe } from 'node:timers/promises';
import { countUnreadBetween, listDigests, setDigested } from '~db/queries/notification-choice';
import { writeTx } from '~db/write.server';
import { writerOf } from '~/access/context.server';
import { JobStopped, type JobHandler } from '~/jobs/handler.server';
import { queueMail } from './mail.server';

/** Accounts a transaction. */
const CHUNK = 100;

/**
 * One mail to whoever wants it and has new unread notices since the last. It says how many, not what: the address was
 * never proved, and mail is read by many eyes. Run twice it finds nothing new.
 */
export const sendDigests: JobHandler = async (ctx, run) => {
  const { db, now } = ctx;
  let after = 0;
  let looked = 0;
  let queued = 0;
  for (;;) {
    if (run.isCancelled()) throw new JobStopped();
    const chunk = listDigests(db, after, CHUNK);
    if (chunk.length === 0) break;
    const due = chunk.flatMap((row) => {
      const count = countUnreadBetween(db, row.accountId, row.digestedAt, now);
      return count > 0 ? [{ ...row, count }] : [];
    });
    if (due.length > 0) {
      writeTx(db, now, writerOf(ctx.actor), 'notice digest', (tx) => {
        for (const { accountId, address, lang, count } of due) {
          const params = { count, path: '/notices' };
          const key = `digest:${accountId}:${now}`;
          if (queueMail(tx, { accountId, address, lang, kind: 'notices', params, key })) queued += 1;
          setDigested(db, accountId, now);
        }
      });
    }
    after = chunk.at(-1)!.accountId;
    run.report((looked += chunk.length), null);
    await breathe();
  }
  return { queued };
};
