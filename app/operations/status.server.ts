import { countTables, databaseBytes, lastSeal, lastTx, listLastTxs, type TxStamp } from '~db/queries/trail';
import type { Ctx } from '~/access/context.server';
import { requireAllowed } from '~/access/policy';

const COUNTED = [
  'unit',
  'person',
  'account',
  'question',
  'attempt',
  'evidence',
  'confirmation',
  'audit_entry',
] as const;

export interface SystemStatus {
  counts: Record<(typeof COUNTED)[number], number>;
  databaseBytes: number;
  /** Newest seal of the trail; empty in an empty database. */
  trailHead: string;
  lastTx: TxStamp | null;
  /** The newest ten write transactions. */
  recent: (TxStamp & { actorName: string; command: string })[];
}

/** What the operator's page shows. Error: not_allowed. */
export function getSystemStatus(ctx: Ctx): SystemStatus {
  requireAllowed(ctx, 'system.read');
  return {
    counts: countTables(ctx.db, COUNTED) as SystemStatus['counts'],
    databaseBytes: databaseBytes(ctx.db),
    trailHead: lastSeal(ctx.db) ?? '',
    lastTx: lastTx(ctx.db),
    recent: listLastTxs(ctx.db, 10),
  };
}
