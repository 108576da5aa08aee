import { createHash } from 'node:crypto';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { highestTxGiven } from '~db/queries/checks';
import {
  countLooseSeals,
  findLooseTrailRow,
  lastTx,
  listSealedTxs,
  listTrailEntries,
  type SealedTx,
  type TrailEntry,
} from '~db/queries/trail';
import type { Db } from '~db/client.server';
import { auditRowHash, sealHash } from '~db/write.server';
import type { Ctx } from '~/access/context.server';
import { requireAllowed } from '~/access/policy';
import { findViewFault } from './view-seals.server';

export const TRAIL_FAULTS = [
  'seal_missing',
  'chain_broken',
  'rows_changed',
  'detail_changed',
  'rows_without_transaction',
  'end_cut_off',
  'head_unknown',
  'views_changed',
] as const;
export type TrailFault = (typeof TRAIL_FAULTS)[number];

export interface TrailReport {
  /** Audit rows read. */
  entries: number;
  /** Audit rows whose detail was erased: allowed, and counted. */
  erased: number;
  /** The newest seal: note it down outside the machine, and give it back as `head` to see that nothing was cut off. */
  head: string;
  ok: boolean;
  /** The first fault and the transaction where it shows. */
  fault: { kind: TrailFault; txId: number } | null;
  /** Where the given head stands; null where none was given or it is not in the trail. */
  headAt: { txId: number; at: number } | null;
}

type VerifyCtx = Pick<Ctx, 'actor' | 'db' | 'now'>;

/** Transactions that are read and hashed at a time: some milliseconds. */
const SLICE = 250;

/**
 * Recomputes every seal of the trail from its rows, oldest first, in one snapshot, and compares the sealed ranges of
 * views with what is there. With `head`, that seal must be among them. An erased detail is no fault; a changed one is.
 * Error: not_allowed.
 */
export function verifyAudit(ctx: VerifyCtx, input: { head?: string } = {}): TrailReport {
  requireAllowed(ctx, 'trail.verify');
  return ctx.db.sqlite.transaction(() => {
    const steps = walk(ctx.db, input.head);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  })();
}

/** As verifyAudit for a page: other requests get a turn after each slice. What is written meanwhile is left out. */
export async function verifyAuditInTurns(
  ctx: VerifyCtx,
  input: { head?: string } = {},
): Promise<TrailReport> {
  requireAllowed(ctx, 'trail.verify');
  const steps = walk(ctx.db, input.head);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await letOthersRun();
  }
}

function* walk(db: Db, wanted: string | undefined): Generator<void, TrailReport> {
  const last = lastTx(db)?.id ?? 0;
  const given = highestTxGiven(db);
  const report: TrailReport = { entries: 0, erased: 0, head: '', ok: true, fault: null, headAt: null };
  const note = (kind: TrailFault, txId: number) => (report.fault ??= { kind, txId });
  for (let after = 0; after < last;) {
    const txs = listSealedTxs(db, after, SLICE).filter(({ id }) => id <= last);
    const upTo = txs.at(-1)?.id ?? last;
    const entries = new Map<number, TrailEntry[]>();
    for (const entry of listTrailEntries(db, after, upTo)) {
      report.entries += 1;
      if (entry.detail === null) report.erased += 1;
      entries.set(entry.txId, [...(entries.get(entry.txId) ?? []), entry]);
    }
    const known = new Set(txs.map(({ id }) => id));
    const orphan = [...entries.keys()].find((txId) => !known.has(txId));
    for (const tx of txs) {
      if (orphan !== undefined && orphan < tx.id) note('rows_without_transaction', orphan);
      const fault = faultOf(tx, entries.get(tx.id) ?? [], report.head);
      if (fault) note(fault, tx.id);
      if (tx.hash === null) continue;
      report.head = tx.hash;
      if (tx.hash === wanted) report.headAt = { txId: tx.id, at: tx.at };
    }
    after = upTo;
    yield;
  }
  const loose = findLooseTrailRow(db);
  if (loose) note('rows_without_transaction', loose.txId);
  if (countLooseSeals(db) > 0 || given > last) note('end_cut_off', last);
  if (wanted && !report.headAt) note('head_unknown', last);
  const views = yield* findViewFault(db);
  if (views) note('views_changed', views.txId);
  report.ok = report.fault === null;
  return report;
}

/** What is wrong with one transaction, given the seal before it; null where its seal fits. */
export function faultOf(
  tx: SealedTx,
  entries: readonly TrailEntry[],
  before: string,
): Exclude<TrailFault, 'views_changed'> | null {
  if (!entries.every(isDetailIntact)) return 'detail_changed';
  if (tx.hash === null || tx.previous === null) return 'seal_missing';
  if (tx.previous !== before) return 'chain_broken';
  const { id: txId, at, actorId, actorName: actor, command, previous } = tx;
  const sealed = { previous, txId, at, actor, command, rowHashes: entries.map(auditRowHash) };
  const fits = tx.hash === sealHash({ ...sealed, actorId }) || tx.hash === sealHash(sealed);
  return fits ? null : 'rows_changed';
}

/** Is the detail, where it is still there, what the row was sealed with? */
export function isDetailIntact({ salt, detail, detailHash }: Omit<TrailEntry, 'id'>): boolean {
  if (salt === null && detail === null) return true;
  return createHash('sha256').update(`${salt}:${detail}`).digest('hex') === detailHash;
}
