import { setImmediate as letOthersRun } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import { formatDate, isIsoDate } from '../formats';
import type { Cell, SheetColumn } from './sheet';

export type CsvSeparator = ',' | ';' | '\t';

export interface CsvSheet {
  columns: readonly Pick<SheetColumn, 'header' | 'kind'>[];
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
  /** `;` is what Excel expects where the decimal sign is a comma, as on Vietnamese Windows. */
  separator: CsvSeparator;
  /** How an ISO date in a `date` column is written; other text there stays as it is. */
  dates: 'dd/mm/yyyy' | 'iso';
  /** Of numbers in `number` columns; `.` by default. Digits are never grouped. */
  decimalSign?: '.' | ',';
}

export interface CsvReport {
  /** Records after the header. */
  rows: number;
}

const BATCH = 500;
/** What a spreadsheet takes for a formula at the start of a cell, full-width forms included. */
const FORMULA_START = /^'*[=+\-@\t\r\n＝＋－＠]/;

/**
 * Makes text harmless for a spreadsheet that opens the CSV file: text that starts with = + - @, their full-width
 * forms, tab, CR or LF gets a leading apostrophe. So that this can be undone, text that already has apostrophes
 * before such a sign gets one more; all other text, `'Bình thường` and `3-1` included, is unchanged.
 * unguardFormula is its exact inverse. Source: OWASP, "CSV Injection"; case 32.
 */
export function guardFormula(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

/** Undoes guardFormula: removes one apostrophe where one or more stand before a formula sign, else nothing. */
export function unguardFormula(text: string): string {
  return text.startsWith("'") && FORMULA_START.test(text) ? text.slice(1) : text;
}

function csvCell(sheet: CsvSheet, column: CsvSheet['columns'][number], value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`${column.header}: not a number`);
    const text = String(value);
    return column.kind === 'number' && sheet.decimalSign === ',' ? text.replace('.', ',') : text;
  }
  if (column.kind === 'date' && isIsoDate(value)) return sheet.dates === 'iso' ? value : formatDate(value);
  return guardFormula(value.replaceAll('\0', ''));
}

/**
 * Writes a header and rows as CSV (RFC 4180, CRLF), UTF-8 with a byte order mark, chunk by chunk; the producer is
 * closed when the consumer stops early. Numbers that the product computed are written bare (a real -2 stays -2);
 * text is guarded against formulas, in every column. NUL characters are dropped, lone surrogates become U+FFFD.
 * CSV cannot tell a spreadsheet that `01.003` is text: where codes must survive Excel, use the XLSX writer.
 * Errors: RangeError for a row whose cells do not match the columns, for NaN or infinity.
 */
export async function* csvChunks(sheet: CsvSheet): AsyncGenerator<Uint8Array, CsvReport, undefined> {
  const { columns } = sheet;
  const encoder = new TextEncoder();
  const encode = (records: string[][], isFirst: boolean): Uint8Array =>
    encoder.encode(
      stringify(records, {
        bom: isFirst,
        delimiter: sheet.separator,
        record_delimiter: '\r\n',
        // An empty cell alone on its line would be read as no record at all.
        quoted_empty: columns.length === 1,
      }),
    );
  let isFirst = true;
  let batch = [columns.map(({ header }) => guardFormula(header))];
  let rows = 0;
  for await (const cells of sheet.rows) {
    if (cells.length !== columns.length) {
      throw new RangeError(`record ${rows + 2}: ${cells.length} cells for ${columns.length} columns`);
    }
    batch.push(columns.map((column, index) => csvCell(sheet, column, cells[index]!)));
    rows += 1;
    if (batch.length >= BATCH) {
      yield encode(batch, isFirst);
      isFirst = false;
      batch = [];
      await letOthersRun();
    }
  }
  if (batch.length > 0) yield encode(batch, isFirst);
  return { rows };
}
