import { dayNumber, isIsoDate } from '../formats';
import type { SheetColumn, XlsxSheet } from './sheet';

/**
 * The parts of a workbook that do not grow with its rows, and the text rules of SpreadsheetML.
 * Source: ECMA-376 part 1: 18.3 (worksheets), 18.8 (styles), 18.17.4.1 (dates), 22.4.2.4 (_xHHHH_ escapes).
 */

/** Excel's limits: characters of a cell (UTF-16 units), characters of a format-@ cell shown before "####". */
export const CELL_LIMIT = 32_767;
const TEXT_FORMAT_LIMIT = 255;

/** Cell formats (indexes into cellXfs). Column formats follow from COLUMN_STYLE on, in column order. */
export const STYLE = { title: 1, subtitle: 2, header: 3, text: 4, longText: 5, note: 6 } as const;
export const COLUMN_STYLE = 7;

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE_REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
// eslint-disable-next-line no-control-regex
const NEEDS_ESCAPE = /[&<>"\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/;
// eslint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;

const hex = (char: string): string => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/**
 * Text as the content of a `t` element. Line breaks become LF (Excel's own); other control characters, which
 * XML cannot hold, become `_xHHHH_`; a literal `_x0041_` becomes `_x005F_x0041_` so that it comes back as typed;
 * a lone surrogate becomes U+FFFD.
 */
export function xmlText(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return text;
  return text
    .replace(/\r\n/g, '\n')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(NOT_XML, hex)
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

/** Text cut to Excel's 32,767 UTF-16 units, the mark included, never inside a surrogate pair. */
export function cutText(text: string, mark: string): string {
  if (text.length <= CELL_LIMIT) return text;
  const end = CELL_LIMIT - mark.length;
  const code = text.charCodeAt(end - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? end - 1 : end) + mark;
}

/** A text cell; never a formula: an inline string, in format @ (or with quotePrefix when that is too long). */
export function textCell(ref: string, text: string, style?: number): string {
  const s = style ?? (text.length > TEXT_FORMAT_LIMIT ? STYLE.longText : STYLE.text);
  const space = /^\s|\s$|\n|\t|\s\s/.test(text) ? ' xml:space="preserve"' : '';
  return `<c r="${ref}" s="${s}" t="inlineStr"><is><t${space}>${xmlText(text)}</t></is></c>`;
}

/**
 * The serial of an ISO date in Excel's 1900 system, or null when it has none (before 1900, or no date at all).
 * 1900-01-01 is 1; Excel counts a 29/02/1900 (serial 60) that did not exist, so 1900-03-01 is 61. Programs that
 * count without it (LibreOffice) show the first 59 serials one day earlier: nothing in a file can please both.
 */
export function dateSerial(iso: string): number | null {
  if (!isIsoDate(iso)) return null;
  const days = dayNumber(iso) + 25_568; // 1899-12-31 is day 0
  if (days < 1) return null;
  return days < 60 ? days : days + 1;
}

/** A sheet's name within Excel's rules: 1 to 31 units, none of `: \ / ? * [ ]`, no apostrophe at an end. */
export function sheetName(name: string): string {
  const clean = name
    .replace(LONE_SURROGATE, '')
    .replace(/[\p{Cc}:\\/?*[\]]/gu, ' ')
    .trim();
  return (
    clean
      .slice(0, 31)
      .replace(LONE_SURROGATE, '')
      .replace(/^[' ]+|[' ]+$/g, '') || 'Sheet1'
  );
}

export function contentTypes(): string {
  const part = (name: string, type: string): string => `<Override PartName="${name}" ContentType="${type}"/>`;
  return (
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>` +
    part('/xl/workbook.xml', `${TYPES}.sheet.main+xml`) +
    part('/xl/worksheets/sheet1.xml', `${TYPES}.worksheet+xml`) +
    part('/xl/styles.xml', `${TYPES}.styles+xml`) +
    part('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml') +
    `</Types>`
  );
}

function relationships(targets: [type: string, target: string][]): string {
  const items = targets.map(([t, to], i) => `<Relationship Id="rId${i + 1}" Type="${t}" Target="${to}"/>`);
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

export const rootRelationships = (): string =>
  relationships([
    [`${OFFICE_REL}/officeDocument`, 'xl/workbook.xml'],
    [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
  ]);

export const workbookRelationships = (): string =>
  relationships([
    [`${OFFICE_REL}/worksheet`, 'worksheets/sheet1.xml'],
    [`${OFFICE_REL}/styles`, 'styles.xml'],
  ]);

/** Document properties: title, creator, creation time (UTC, to the second). */
export function coreProperties(title: string, creator: string, createdAt: number): string {
  const at = `${new Date(createdAt).toISOString().slice(0, 19)}Z`;
  return (
    `${DECLARATION}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" ` +
    `xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ` +
    `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title)}</dc:title>` +
    `<dc:creator>${xmlText(creator)}</dc:creator>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created></cp:coreProperties>`
  );
}

/** The workbook with its print titles and filter range; rows are numbers of the sheet, columns letters. */
export function workbook(sheet: XlsxSheet, headerRow: number, lastRow: number, lastColumn: string): string {
  const name = sheetName(sheet.name);
  const quoted = `'${name.replace(/'/g, "''")}'!`;
  const define = (label: string, ref: string, attributes = ''): string =>
    `<definedName name="_xlnm.${label}" localSheetId="0"${attributes}>${xmlText(quoted)}${ref}</definedName>`;
  const names =
    (sheet.autoFilter
      ? define('_FilterDatabase', `$A$${headerRow}:$${lastColumn}$${lastRow}`, ' hidden="1"')
      : '') + (sheet.repeatHeader ? define('Print_Titles', `$${headerRow}:$${headerRow}`) : '');
  return (
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE_REL}"><bookViews><workbookView/></bookViews>` +
    `<sheets><sheet name="${xmlText(name)}" sheetId="1" r:id="rId1"/></sheets>` +
    `${names && `<definedNames>${names}</definedNames>`}</workbook>`
  );
}

const NUMBER_FORMATS = { text: '@', date: 'dd/mm/yyyy', integer: '#,##0' } as const;

function columnFormat(column: SheetColumn): string {
  if (column.kind !== 'number') return NUMBER_FORMATS[column.kind];
  const decimals = column.decimals ?? 2;
  return decimals > 0 ? `#,##0.${'0'.repeat(decimals)}` : '#,##0';
}

/** Styles: Times New Roman 12 (Decree 30's face), thin borders, and one format for each column. */
export function styles(columns: readonly SheetColumn[]): string {
  const formats = ['@', ...columns.map(columnFormat)];
  const ids = new Map([...new Set(formats)].map((code, i) => [code, 164 + i] as const));
  const font = (size: number, extra = ''): string =>
    `<font>${extra}<sz val="${size}"/><name val="Times New Roman"/><family val="1"/></font>`;
  const edge = (side: string): string => `<${side} style="thin"><color rgb="FF596275"/></${side}>`;
  const xf = (fmt: number, fontId: number, fill: number, border: number, align: string, more = ''): string =>
    `<xf numFmtId="${fmt}" fontId="${fontId}" fillId="${fill}" borderId="${border}" xfId="0" ` +
    `applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${more}>` +
    `<alignment ${align}/></xf>`;
  const [top, centred] = ['vertical="top"', 'horizontal="center" vertical="center" wrapText="1"'];
  const alignment = {
    text: `${top} wrapText="1"`,
    date: `${top} horizontal="center"`,
    number: top,
    integer: top,
  };
  const xfs = [
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    xf(0, 2, 0, 0, centred),
    xf(0, 0, 0, 0, centred),
    xf(0, 1, 2, 1, centred),
    xf(ids.get('@')!, 0, 0, 1, alignment.text),
    xf(0, 0, 0, 1, alignment.text, ' quotePrefix="1"'),
    xf(0, 3, 0, 0, alignment.text),
    ...columns.map((column) => xf(ids.get(columnFormat(column))!, 0, 0, 1, alignment[column.kind])),
  ];
  const numFmts = [...ids].map(([c, id]) => `<numFmt numFmtId="${id}" formatCode="${xmlText(c)}"/>`);
  return (
    `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="${ids.size}">${numFmts.join('')}</numFmts>` +
    `<fonts count="4">${font(12)}${font(12, '<b/>')}${font(14, '<b/>')}${font(11)}</fonts>` +
    `<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill ` +
    `patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF1F0EB"/>` +
    `</patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/>` +
    `</border><border>${['left', 'right', 'top', 'bottom'].map(edge).join('')}<diagonal/></border></borders>` +
    `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
    `<cellXfs count="${xfs.length}">${xfs.join('')}</cellXfs><cellStyles count="1"><cellStyle ` +
    `name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
  );
}

/** What precedes the rows of the sheet: fit to width, frozen rows, column widths in characters. */
export function sheetHead(sheet: XlsxSheet, headerRow: number): string {
  const pane = sheet.freezeHeader
    ? `<pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/>` +
      `<selection pane="bottomLeft" activeCell="A${headerRow + 1}" sqref="A${headerRow + 1}"/>`
    : '';
  const cols = sheet.columns.map(
    ({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  );
  return (
    `${DECLARATION}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE_REL}"><sheetPr><pageSetUpPr ` +
    `fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15.75"/><cols>${cols.join('')}</cols><sheetData>`
  );
}

/**
 * What follows the rows: filter, merged cells, margins of Decree 30 (20 mm top and bottom, 30 left, 15 right),
 * A4, one page wide, and the page number at the top centre from page 2 on.
 */
export function sheetFoot(sheet: XlsxSheet, filterRef: string, merges: readonly string[]): string {
  const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  const orientation = sheet.landscape ? 'landscape' : 'portrait';
  return (
    `</sheetData>${sheet.autoFilter ? `<autoFilter ref="${filterRef}"/>` : ''}` +
    `${merged && `<mergeCells count="${merges.length}">${merged}</mergeCells>`}` +
    `<pageMargins left="1.1811" right="0.5906" top="0.7874" bottom="0.7874" header="0.3937" footer="0.3937"/>` +
    `<pageSetup paperSize="9" orientation="${orientation}" fitToWidth="1" fitToHeight="0"/>` +
    `<headerFooter differentFirst="1"><oddHeader>&amp;C&amp;"Times New Roman,Regular"&amp;13&amp;P</oddHeader>` +
    `<firstHeader/></headerFooter></worksheet>`
  );
}
