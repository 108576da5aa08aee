import { createHash } from 'node:crypto';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { lastEntryOf, listEntriesOf } from '~db/queries/trail-entries';
import {
  countViewsIn,
  countWrongViewPeople,
  deleteViews,
  lastViewId,
  lastViewUpTo,
  listViewRange,
} from '~db/queries/views';
import type { Db } from '~db/client.server';
import { writeTx } from '~db/write.server';
import { writerOf, type Ctx } from '~/access/context.server';
import { getSettings } from '~/access/settings.server';

/**
 * Views are many and take no seal of their own: once a day their rows are hashed into the trail, so that a changed,
 * missing or added row shows. The hash stands in the entry's object id, `from-to:hash`, never in the detail, which may
 * be erased.
 */
interface Sealed {
  from: number;
  to: number;
  hash: string;
}

const SLICE = 500;
const DAY_MS = 24 * 3_600_000;

function parseSealed(objectId: string): Sealed {
  const [, from = '', to = '', hash = ''] = /^(\d+)-(\d+):([0-9a-f]{64})$/.exec(objectId) ?? [];
  return { from: Number(from), to: Number(to), hash };
}

/** Seals the views that no entry covers yet; null where there are none, or somebody else was faster. */
export async function sealViews(ctx: Ctx): Promise<{ from: number; to: number; views: number } | null> {
  const { db } = ctx;
  const last = lastEntryOf(db, 'views_sealed');
  const from = (last ? parseSealed(last.objectId).to : 0) + 1;
  const to = lastViewId(db);
  if (to < from) return null;
  const steps = hashViews(db, from, to);
  let step = steps.next();
  for (; !step.done; step = steps.next()) await letOthersRun();
  const { hash, views } = step.value;
  return writeTx(db, ctx.now, writerOf(ctx.actor), 'daily seal', (tx) => {
    if (lastEntryOf(tx.db, 'views_sealed')?.id !== last?.id) return null;
    tx.audit('views_sealed', 'views', `${from}-${to}:${hash}`, { from, to, views });
    return { from, to, views };
  });
}

/** One hash over the rows of a range, gaps and people included. */
function* hashViews(db: Db, from: number, to: number): Generator<void, { hash: string; views: number }> {
  const hash = createHash('sha256');
  let views = 0;
  for (let first = from; first <= to; first += SLICE) {
    for (const { id, at, accountId, kind, filter, requestId } of listViewRange(
      db,
      first,
      Math.min(to, first + SLICE - 1),
    )) {
      hash.update(`${JSON.stringify([id, at, accountId, kind, filter, requestId])}\n`);
      views += 1;
    }
    yield;
  }
  return { hash: hash.digest('hex'), views };
}

/**
 * The first sealed range whose views are not what was sealed; ranges deleted by retention must be empty. Views since
 * the last seal are held by nothing but the guards of the database.
 */
export function* findViewFault(db: Db): Generator<void, { txId: number } | null> {
  const deleted = new Set(listEntriesOf(db, 'views_deleted').map(({ objectId }) => objectId));
  let next = 1;
  let txId = 0;
  for (const entry of listEntriesOf(db, 'views_sealed')) {
    ({ txId } = entry);
    const { from, to, hash } = parseSealed(entry.objectId);
    if (from !== next) return entry;
    next = to + 1;
    if (deleted.has(entry.objectId)) {
      if (countViewsIn(db, from, to) > 0) return entry;
    } else if ((yield* hashViews(db, from, to)).hash !== hash) return entry;
  }
  return countWrongViewPeople(db) > 0 ? { txId } : null;
}

/**
 * Deletes views that are older than the province keeps them, by whole sealed ranges; that it was done stays in the
 * trail. May be broken off and run again. Answers how many rows went.
 */
export async function deleteOldViews(ctx: Ctx): Promise<number> {
  const { db } = ctx;
  const before = ctx.now - getSettings(db).viewRetentionDays * DAY_MS;
  const deleted = new Set(listEntriesOf(db, 'views_deleted').map(({ objectId }) => objectId));
  let gone = 0;
  for (const { objectId } of listEntriesOf(db, 'views_sealed')) {
    const { from, to } = parseSealed(objectId);
    const newest = lastViewUpTo(db, to);
    if (newest && newest.id >= from && newest.at >= before) break;
    const views = countViewsIn(db, from, to);
    if (!deleted.has(objectId)) {
      writeTx(db, ctx.now, writerOf(ctx.actor), 'views delete', (tx) =>
        tx.audit('views_deleted', 'views', objectId, { from, to, views }),
      );
    }
    if (views === 0) continue;
    for (let first = from; first <= to; first += SLICE) {
      db.sqlite.transaction(() => deleteViews(db, first, Math.min(to, first + SLICE - 1))).immediate();
      await letOthersRun();
    }
    gone += views;
  }
  return gone;
}
