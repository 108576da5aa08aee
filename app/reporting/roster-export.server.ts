import { createHash } from 'node:crypto';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { findUnitId } from '~db/queries/organisation';
import { insertExportLog, type TxStamp } from '~db/queries/trail';
import { writeTx } from '~db/write.server';
import { packIds } from '~/access/adapters/id-set';
import { writerOf, type Ctx } from '~/access/context.server';
import { csvChunks } from '~/office/adapters/csv-writer';
import type { Cell, SheetColumn } from '~/office/adapters/sheet';
import { xlsxChunks } from '~/office/adapters/xlsx-writer';
import type { Category } from '~/organisation/terms';
import { ruleViewOf, type DayView, type RuleView } from '~/proficiency/figure.server';
import { canonicalRows, type RosterRow } from './roster';
import { rosterView, type RosterFilters } from './roster.server';
import { rosterRows } from './roster-rows.server';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Rows after which other requests get a turn: everything is read as known at one transaction, so nothing shifts. */
const BATCH = 500;

/** What the export is of: for its title and foot. */
export interface RosterHead {
  asOf: string;
  tx: TxStamp;
  rule: RuleView | null;
  rows: number;
}

/** The words of a sheet, from the caller. */
export interface RosterLabels {
  sheet: string;
  title: string[];
  /** As-of date, time known at, rule, hash of the rows: below the table. */
  footnotes: string[];
  creator: string;
  columns: Record<
    | 'ordinal'
    | 'staffCode'
    | 'fullName'
    | 'birthDate'
    | 'unitCode'
    | 'unitName'
    | 'category'
    | 'position'
    | 'result',
    string
  >;
  categories: Record<Category, string>;
  /** The last column: met, or what is missing. */
  result: (missing: string[]) => string;
}

export interface ExportInput extends RosterFilters {
  format: ExportFormat;
  /** Needed for csv and xlsx; called once the rows are known. */
  labels?: (head: RosterHead & { sha256: string }) => RosterLabels;
}

export interface ExportResult {
  rows: number;
  /** Over the canonical rows: the same whatever the format. */
  sha256: string;
  /** Over the bytes of the file. */
  fileSha256: string;
}

/**
 * Writes the roster to `sink`, chunk by chunk. Who exported what, with count and hash, stands in the trail before the
 * first byte leaves. Errors: as getRoster, under the action roster.export.
 */
export async function exportRoster(
  ctx: Ctx,
  input: ExportInput,
  sink: (chunk: Uint8Array) => void | Promise<void>,
): Promise<ExportResult> {
  const { format, labels, ...filters } = input;
  const { view, filter } = rosterView(ctx, 'roster.export', filters);
  const lines: { staffCode: string; json: string }[] = [];
  const people: number[] = [];
  for (const { personId, row } of rosterRows(ctx, view, filter)) {
    people.push(personId);
    lines.push({ staffCode: row.staffCode, json: JSON.stringify(row) });
    if (lines.length % BATCH === 0) await letOthersRun();
  }
  const hash = createHash('sha256');
  for (const part of canonicalRows(lines)) hash.update(part);
  const sha256 = hash.digest('hex');
  const head: RosterHead = { asOf: view.asOf, tx: view.tx, rule: ruleViewOf(view.rule), rows: lines.length };
  logExport(ctx, {
    format,
    filters: { ...filters, asOf: view.asOf, tx: view.tx.id, units: unitsAsked(ctx, view, input.unitCode) },
    rows: lines.length,
    sha256,
    people,
  });

  const file = createHash('sha256');
  const json = lines.map((line) => line.json);
  for await (const chunk of chunksOf(ctx, format, { head, sha256, json, labels })) {
    file.update(chunk);
    await sink(chunk);
  }
  return { rows: lines.length, sha256, fileSha256: file.digest('hex') };
}

/** The units that an export was asked for: the named one, or those of the scope. */
function unitsAsked(ctx: Ctx, { scope }: DayView, unitCode: string | undefined): number[] {
  const unitId = unitCode === undefined ? null : findUnitId(ctx.db, unitCode);
  return unitId === null ? scope.rootIds : [unitId];
}

function logExport(
  ctx: Ctx,
  entry: {
    format: ExportFormat;
    filters: Record<string, unknown>;
    rows: number;
    sha256: string;
    /** Everybody in the file: who asks later whether he was in it gets an answer, not a guess. */
    people: number[];
  },
): void {
  const { format, filters, rows, sha256, people } = entry;
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'roster export', (tx) => {
    const filter = JSON.stringify(filters);
    insertExportLog(tx.db, { txId: tx.id, kind: `roster.${format}`, filter, rows, sha256 });
    tx.audit('roster_exported', 'export', tx.id, { format, filters, rows, sha256, people: packIds(people) });
  });
}

interface Content {
  head: RosterHead;
  sha256: string;
  json: string[];
  labels: ExportInput['labels'];
}

function chunksOf(ctx: Ctx, format: ExportFormat, content: Content): AsyncIterable<Uint8Array> {
  if (format === 'json') return jsonChunks(content);
  const { head, sha256, json, labels } = content;
  if (!labels) throw new TypeError('labels are needed for a sheet');
  const words = labels({ ...head, sha256 });
  const modules = head.rule?.modules ?? [];
  const columns = columnsOf(words, modules);
  const rows = cellsOf(json, words, modules);
  if (format === 'csv') return csvChunks({ columns, rows, separator: ';', dates: 'dd/mm/yyyy' });
  return xlsxChunks({
    name: words.sheet,
    title: words.title,
    columns,
    rows,
    freezeHeader: true,
    autoFilter: true,
    landscape: true,
    repeatHeader: true,
    footnotes: words.footnotes,
    creator: words.creator,
    createdAt: ctx.now,
  });
}

async function* jsonChunks({ head, json }: Content): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const { asOf, tx, rule } = head;
  const named = rule && { code: rule.code, version: rule.version, provisional: rule.provisional };
  yield encoder.encode(JSON.stringify({ asOf, tx, rule: named }).replace(/}$/, ',"rows":['));
  for (let at = 0; at < json.length; at += BATCH) {
    yield encoder.encode((at === 0 ? '' : ',') + json.slice(at, at + BATCH).join(','));
  }
  yield encoder.encode(']}\n');
}

function columnsOf({ columns }: RosterLabels, modules: readonly string[]): SheetColumn[] {
  return [
    { header: columns.ordinal, width: 6, kind: 'integer' },
    { header: columns.staffCode, width: 13, kind: 'text' },
    { header: columns.fullName, width: 28, kind: 'text' },
    { header: columns.birthDate, width: 12, kind: 'date' },
    { header: columns.unitCode, width: 14, kind: 'text' },
    { header: columns.unitName, width: 34, kind: 'text' },
    { header: columns.category, width: 15, kind: 'text' },
    { header: columns.position, width: 22, kind: 'text' },
    ...modules.map((module): SheetColumn => ({ header: module, width: 12, kind: 'date' })),
    { header: columns.result, width: 24, kind: 'text' },
  ];
}

function* cellsOf(
  json: readonly string[],
  words: RosterLabels,
  modules: readonly string[],
): Generator<Cell[]> {
  let ordinal = 0;
  for (const text of json) {
    const row = JSON.parse(text) as RosterRow;
    ordinal += 1;
    yield [
      ordinal,
      row.staffCode,
      row.fullName,
      row.birthDate && printedBirthDate(row.birthDate),
      row.unitCode,
      row.unitName,
      words.categories[row.category as Category],
      row.position,
      ...modules.map((module) => row.modules[module]?.on ?? null),
      words.result(modules.filter((module) => !row.modules[module]?.met)),
    ];
  }
}

/** A full date stays ISO and becomes a date cell; `1982-08` is printed 08/1982, `1982` stays. */
function printedBirthDate(date: string): string {
  return date.length === 7 ? `${date.slice(5)}/${date.slice(0, 4)}` : date;
}
