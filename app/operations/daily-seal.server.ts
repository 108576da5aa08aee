import { lastSealedTx } from '~db/queries/trail';
import { lastEntryOf } from '~db/queries/trail-entries';
import { writeTx } from '~db/write.server';
import { writerOf, type Ctx } from '~/access/context.server';
import { getSettings } from '~/access/settings.server';
import type { JobHandler } from '~/jobs/handler.server';
import { queueMail } from '~/notices/mail.server';
import { deleteOldViews, sealViews } from './view-seals.server';

/** The newest seal on its way out of the machine: whoever holds it can tell a trail that was cut or written anew. */
export interface LeavingSeal {
  txId: number;
  /** UTC milliseconds. */
  at: number;
  seal: string;
  /** Whom the province wants it sent to. */
  addresses: string[];
}

declare module '~/access/context.server' {
  interface Ports {
    /** Says the day's seal to the log of the process, which is kept elsewhere too. */
    sealLeaves: (seal: LeavingSeal) => void;
  }
}

/**
 * Job `daily-seal`: seals the views since the last time, deletes those past their time, and lets the newest seal leave.
 * Run twice it seals nothing twice.
 */
export const dailySeal: JobHandler = async (ctx, run) => {
  const sealed = await sealViews(ctx);
  run.report(1, 3);
  const deleted = await deleteOldViews(ctx);
  run.report(2, 3);
  const newest = lastSealedTx(ctx.db);
  if (newest) letLeave(ctx, { ...newest, addresses: getSettings(ctx.db).sealMail });
  return { views: sealed?.views ?? 0, deleted, txId: newest?.txId ?? 0, seal: newest?.seal ?? '' };
};

/** To the log, and by mail to whom the province has named; the mail of one seal goes out once. */
function letLeave(ctx: Ctx, seal: LeavingSeal): void {
  ctx.ports.sealLeaves(seal);
  const { txId, at, addresses } = seal;
  // That the last seal was sent has a seal of its own, which alone is no news: a second run would send mail for ever.
  if (addresses.length === 0 || lastEntryOf(ctx.db, 'seal_sent')?.txId === txId) return;
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'daily seal', (tx) => {
    const params = { txId, at, seal: seal.seal };
    const sent = addresses.filter((address) =>
      queueMail(tx, {
        ...{ accountId: null, address, lang: 'vi', kind: 'daily_seal', params },
        key: `seal:${txId}:${address}`,
      }),
    );
    tx.audit('seal_sent', 'seal', txId, { count: sent.length });
  });
}
