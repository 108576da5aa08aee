import { createHash } from 'node:crypto';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { insertExportLog } from '~db/queries/trail';
import { lastEntryUpTo, listEntries, type EntryRow, type TrailFilter } from '~db/queries/trail-entries';
import { writeTx } from '~db/write.server';
import { packIds } from '~/access/adapters/id-set';
import { writerOf, type Ctx } from '~/access/context.server';
import { csvChunks } from '~/office/adapters/csv-writer';
import type { Cell, SheetColumn } from '~/office/adapters/sheet';
import { scopeOf, type Scope } from '~/organisation/scope.server';
import { linesOf, trailFilter, type TrailLine, type TrailQuery } from './trail.server';

export const TRAIL_COLUMNS = [
  'id',
  'tx',
  'time',
  'account',
  'name',
  'command',
  'action',
  'object',
  'object_id',
  'object_name',
  'staff_code',
  'reason',
  'detail',
] as const;
export type TrailColumn = (typeof TRAIL_COLUMNS)[number];

/** The words of the file, from the caller. */
export interface TrailLabels {
  columns: Record<TrailColumn, string>;
  action: (line: TrailLine) => string;
  object: (line: TrailLine) => string;
  objectName: (line: TrailLine) => string;
  detail: (line: TrailLine) => string;
  time: (at: number) => string;
}

const BATCH = 250;
const WHOLE_NUMBERS = new Set<TrailColumn>(['id', 'tx']);

/**
 * Writes the entries of a filter as CSV, oldest first, to `sink`. Who exported what, with count, hash and the people
 * named in it, stands in the trail before the first byte leaves; the hash is over id, transaction and content of the
 * entries, not over the words of a language. Errors: as listTrail.
 */
export async function exportTrail(
  ctx: Ctx,
  input: { query: TrailQuery; labels: TrailLabels },
  sink: (chunk: Uint8Array) => Promise<void>,
): Promise<{ rows: number; sha256: string }> {
  const scope = scopeOf(ctx, 'trail.read');
  const filter = trailFilter(ctx, scope, input.query);
  // The trail grows while it is read: both passes end where it ended at first.
  filter.range.to = Math.min(filter.range.to, lastEntryUpTo(ctx.db, Number.MAX_SAFE_INTEGER));
  const hash = createHash('sha256');
  const people = new Set<number>();
  let rows = 0;
  for (const batch of batches(ctx, filter)) {
    for (const { id, txId, action, objectKind, objectId, detailHash } of batch) {
      hash.update(`${JSON.stringify([id, txId, action, objectKind, objectId, detailHash])}\n`);
    }
    for (const personId of linesOf(ctx, scope, batch).personIds) people.add(personId);
    rows += batch.length;
    await letOthersRun();
  }
  const sha256 = hash.digest('hex');
  logExport(ctx, { filters: { ...input.query, units: scope.rootIds }, rows, sha256, people });
  const sheet = {
    columns: TRAIL_COLUMNS.map((column): SheetColumn => ({
      header: input.labels.columns[column],
      width: 12,
      kind: WHOLE_NUMBERS.has(column) ? 'integer' : 'text',
    })),
    rows: cells(ctx, scope, filter, input.labels),
    separator: ';' as const,
    dates: 'iso' as const,
  };
  for await (const chunk of csvChunks(sheet)) await sink(chunk);
  return { rows, sha256 };
}

function* batches(ctx: Ctx, filter: TrailFilter): Generator<EntryRow[]> {
  let { from } = filter.range;
  for (;;) {
    const range = { from, to: filter.range.to };
    const batch = listEntries(ctx.db, { ...filter, range }, { limit: BATCH, ascending: true });
    if (batch.length > 0) yield batch;
    if (batch.length < BATCH) return;
    from = batch.at(-1)!.id + 1;
  }
}

function* cells(ctx: Ctx, scope: Scope, filter: TrailFilter, labels: TrailLabels): Generator<Cell[]> {
  for (const batch of batches(ctx, filter)) {
    for (const line of linesOf(ctx, scope, batch).lines) {
      const { id, txId, at, actor, command, object, detail } = line;
      yield [
        ...[id, txId, labels.time(at), actor.name, actor.fullName ?? '', command],
        ...[labels.action(line), labels.object(line), object.id, labels.objectName(line)],
        ...[object.name?.staffCode ?? '', detail.reason ?? '', labels.detail(line)],
      ];
    }
  }
}

function logExport(
  ctx: Ctx,
  entry: { filters: object; rows: number; sha256: string; people: Set<number> },
): void {
  const { filters, rows, sha256, people } = entry;
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'trail export', (tx) => {
    const filter = JSON.stringify(filters);
    insertExportLog(tx.db, { txId: tx.id, kind: 'trail.csv', filter, rows, sha256 });
    tx.audit('trail_exported', 'export', tx.id, {
      ...{ format: 'csv', filters, rows, sha256 },
      people: packIds(people),
    });
  });
}
