import { setImmediate as letOthersRun } from 'node:timers/promises';
import { Zip, ZipDeflate } from 'fflate';
import { dateOfInstant } from '../formats';
import type { Cell, SheetColumn, XlsxSheet } from './sheet';
import {
  CELL_LIMIT,
  COLUMN_STYLE,
  contentTypes,
  coreProperties,
  cutText,
  dateSerial,
  rootRelationships,
  sheetFoot,
  sheetHead,
  sheetName,
  STYLE,
  styles,
  textCell,
  workbook,
  workbookRelationships,
} from './xlsx-parts';

export interface XlsxReport {
  /** Data rows written, without titles, header and footnotes. */
  rows: number;
  /** How many texts were cut to Excel's limit, and where the first hundred stand (row of the sheet, 1-based). */
  cut: number;
  cutAt: { row: number; column: string }[];
}

const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 16_384;
/** Points: a line of the body font, and the highest row that Excel draws. */
const LINE_HEIGHT = 15.75;
const MAX_HEIGHT = 409;
const FLUSH_AT = 65_536;
/** fflate's level 5: two thirds of the time of level 6 for 4 % more bytes on 50,000 x 15 cells. */
const LEVEL = 5;

/** `A`, `Z`, `AA` for the 0-based index of a column. */
function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

/**
 * The time that zip entries carry: noon of the province's date of `createdAt`. fflate reads it with local-time
 * getters; a local noon exists in every zone, so the bytes do not depend on the host's. Years 1980 to 2099.
 */
function entryTime(createdAt: number): Date {
  const [year, month, day] = dateOfInstant(createdAt).split('-').map(Number) as [number, number, number];
  return new Date(Math.min(Math.max(year, 1980), 2099), month - 1, day, 12);
}

/** A zip whose output is taken from `chunks`; entries are written one after the other. */
function openZip(mtime: Date) {
  let chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    if (chunk.length > 0) chunks.push(chunk);
  });
  const encoder = new TextEncoder();
  return {
    take(): Uint8Array[] {
      const taken = chunks;
      chunks = [];
      return taken;
    },
    entry(name: string) {
      const file = new ZipDeflate(name, { level: LEVEL });
      file.mtime = mtime;
      zip.add(file);
      return (xml: string, isLast: boolean) => file.push(encoder.encode(xml), isLast);
    },
    end: () => zip.end(),
  };
}

/** Lines that a text takes in a column, estimated from its characters (`scale`: how much wider they are). */
function lineCount(text: string, width: number, scale = 1.1): number {
  if (text.length * scale <= width && !text.includes('\n')) return 1;
  return text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * scale) / width)), 0);
}

/** Merged text rows; their height follows from the text, because no program fits merged rows by itself. */
function mergedRow(row: number, text: string, style: number, columns: readonly SheetColumn[]): string {
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const scale = style === STYLE.title ? 1.3 : 1.05;
  const height = Math.min(MAX_HEIGHT, Math.ceil(lineCount(text, width, scale) * LINE_HEIGHT * scale));
  return `<row r="${row}" ht="${height}" customHeight="1">${textCell(`A${row}`, text, style)}</row>`;
}

function bodyCell(column: SheetColumn, index: number, ref: string, value: Cell, cutMark: string): string {
  if (value === null || value === undefined) return `<c r="${ref}" s="${COLUMN_STYLE + index}"/>`;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`${ref}, ${column.header}: not a number`);
    if (column.kind === 'number' || column.kind === 'integer') {
      return `<c r="${ref}" s="${COLUMN_STYLE + index}"><v>${value}</v></c>`;
    }
    return textCell(ref, String(value));
  }
  if (column.kind === 'date') {
    const serial = dateSerial(value);
    if (serial !== null) return `<c r="${ref}" s="${COLUMN_STYLE + index}"><v>${serial}</v></c>`;
  }
  return textCell(ref, value.length > CELL_LIMIT ? cutText(value, cutMark) : value);
}

/**
 * Writes one sheet as an XLSX file, chunk by chunk, and returns the report. Memory does not grow with the rows;
 * the producer of rows is read no faster than the chunks are taken, and is closed when the consumer stops early
 * (`Readable.from(xlsxChunks(sheet))` behind an HTTP response). The event loop gets a turn every 64 kB of XML.
 * A failure in the middle leaves a file without a central directory, which no program opens as a whole one.
 * Errors: RangeError for a row whose cells do not match the columns, for NaN or infinity, beyond 1,048,576 rows,
 * and for no column or more than 16,384.
 */
export async function* xlsxChunks(sheet: XlsxSheet): AsyncGenerator<Uint8Array, XlsxReport, undefined> {
  const { columns, title = [], footnotes = [], cutMark = ' […]' } = sheet;
  if (columns.length < 1 || columns.length > MAX_COLUMNS) throw new RangeError(`${columns.length} columns`);
  const letters = columns.map((_, index) => columnLetters(index));
  const lastColumn = letters[letters.length - 1]!;
  const headerRow = title.length + 1;
  const merges: string[] = [];
  const merge = (row: number): void => {
    if (columns.length > 1) merges.push(`A${row}:${lastColumn}${row}`);
  };
  const report: XlsxReport = { rows: 0, cut: 0, cutAt: [] };
  const zip = openZip(entryTime(sheet.createdAt));
  zip.entry('[Content_Types].xml')(contentTypes(), true);
  zip.entry('_rels/.rels')(rootRelationships(), true);
  zip.entry('docProps/core.xml')(
    coreProperties(title[0] ?? sheetName(sheet.name), sheet.creator, sheet.createdAt),
    true,
  );
  zip.entry('xl/styles.xml')(styles(columns), true);

  const push = zip.entry('xl/worksheets/sheet1.xml');
  let xml = sheetHead(sheet, headerRow);
  title.forEach((text, index) => {
    const row = index + 1;
    xml += mergedRow(row, cutText(text, cutMark), index === 0 ? STYLE.title : STYLE.subtitle, columns);
    merge(row);
  });
  const heads = columns.map(({ header }, i) => textCell(`${letters[i]}${headerRow}`, header, STYLE.header));
  xml += `<row r="${headerRow}">${heads.join('')}</row>`;

  let row = headerRow;
  for await (const cells of sheet.rows) {
    row += 1;
    if (cells.length !== columns.length) {
      throw new RangeError(`row ${row}: ${cells.length} cells for ${columns.length} columns`);
    }
    if (row + footnotes.length + 1 > MAX_ROWS) throw new RangeError(`more than ${MAX_ROWS} rows`);
    let body = '';
    let lines = 1;
    for (let i = 0; i < columns.length; i += 1) {
      const value = cells[i]!;
      body += bodyCell(columns[i]!, i, `${letters[i]}${row}`, value, cutMark);
      if (typeof value !== 'string') continue;
      lines = Math.max(lines, lineCount(value, columns[i]!.width));
      if (value.length > CELL_LIMIT) {
        report.cut += 1;
        if (report.cutAt.length < 100) report.cutAt.push({ row, column: columns[i]!.header });
      }
    }
    // A height without customHeight: Excel still fits the row when it is edited, LibreOffice needs it at once.
    const height = lines > 1 ? ` ht="${Math.min(MAX_HEIGHT, lines * LINE_HEIGHT)}"` : '';
    xml += `<row r="${row}"${height}>${body}</row>`;
    report.rows += 1;
    if (xml.length >= FLUSH_AT) {
      push(xml, false);
      xml = '';
      yield* zip.take();
      await letOthersRun();
    }
  }
  const lastRow = row;
  footnotes.forEach((text, index) => {
    const at = lastRow + 2 + index;
    xml += mergedRow(at, cutText(text, cutMark), STYLE.note, columns);
    merge(at);
  });
  xml += sheetFoot(sheet, `A${headerRow}:${lastColumn}${lastRow}`, merges);
  push(xml, true);
  zip.entry('xl/workbook.xml')(workbook(sheet, headerRow, lastRow, lastColumn), true);
  zip.entry('xl/_rels/workbook.xml.rels')(workbookRelationships(), true);
  zip.end();
  yield* zip.take();
  return report;
}

/** xlsxChunks for a consumer with a callback; each chunk is awaited before the next is made. */
export async function writeXlsx(
  sheet: XlsxSheet,
  onChunk: (chunk: Uint8Array) => void | Promise<void>,
): Promise<XlsxReport> {
  const chunks = xlsxChunks(sheet);
  try {
    for (;;) {
      const next = await chunks.next();
      if (next.done) return next.value;
      await onChunk(next.value);
    }
  } finally {
    await chunks.return(undefined as never);
  }
}
