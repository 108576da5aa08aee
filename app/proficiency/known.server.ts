import { lastTx, lastTxUpTo, type TxStamp } from '~db/queries/trail';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';

/** A moment on the axis of knowledge must lie so far back that every transaction up to it has ended. */
export const KNOWN_AT_LAG_MS = 10_000;

/**
 * The transaction that stands for "as known at T" (UTC milliseconds): the greatest with at <= T; without T the greatest
 * committed one. {0, 0} before the first. Error: invalid_input where T is less than ten seconds ago or no instant.
 */
export function resolveKnownAt(ctx: Ctx, instant?: number): TxStamp {
  const nothing: TxStamp = { id: 0, at: 0 };
  if (instant === undefined) return lastTx(ctx.db) ?? nothing;
  if (!Number.isSafeInteger(instant)) throw new AppError('invalid_input', {}, { knownAt: 'not_an_instant' });
  if (instant > ctx.now - KNOWN_AT_LAG_MS) throw new AppError('invalid_input', {}, { knownAt: 'too_recent' });
  return lastTxUpTo(ctx.db, instant) ?? nothing;
}
