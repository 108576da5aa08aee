import { addPart, artifact, type PdfDocument, type PdfPart } from '../../office/adapters/pdf';
import { drawText, fitText, textWidth, type FittedText } from '../../office/adapters/pdf-text';
import type { ModuleRow } from './confirmation-document';

/** Measures are in CSS px of an A4 page, tightened with the page. */
const PX = 0.75;
const [LEFT, RIGHT, GAP] = [94, 1029, 26];
const HALF = (RIGHT - LEFT - GAP) / 2;
const PAD = 10;
const [INK, LINE] = ['#111111', '#cccccc'];

interface Row {
  cells: [name: FittedText, result: FittedText, date: FittedText];
  role: 'TH' | 'TD';
}

export interface ModuleTables {
  /** Header and rows of the left and the right table; both have the same row heights. */
  halves: [left: Row[], right: Row[]];
  heights: number[];
  /** px, all rows together. */
  height: number;
  columns: [name: number, result: number, date: number];
  tightness: { font: number; gap: number };
}

/** One size for the whole table, so that rows look alike: the largest at which no cell needs more lines. */
const SIZE_STEPS = [16, 15.5, 15, 14.5, 14, 13.5, 13, 12.5, 12];
const MAX_LINES = 2;

/**
 * Sets the modules into two tables side by side, the first half left. The result column grows for a certificate's
 * name, up to two fifths of the table; longer texts wrap, then the table gets smaller.
 */
export function measureModuleTables(
  doc: PdfDocument,
  rows: readonly ModuleRow[],
  labels: { module: string; result: string; date: string },
  tightness: ModuleTables['tightness'],
): ModuleTables {
  const split = Math.ceil(rows.length / 2);
  const set = (px: number) => {
    const size = px * tightness.font * PX;
    const natural = (head: string, texts: string[]): number =>
      Math.max(
        textWidth(doc, head, 'bold', size) / PX,
        ...texts.map((text) => textWidth(doc, text, 'regular', size) / PX),
      );
    /** A column as wide as its texts in one line; beyond 30 % of the table, as wide as they need in two. */
    const width = (inOneLine: number, least: number): number => {
      const most = Math.max(HALF * 0.3, Math.min(HALF * 0.4, inOneLine * 0.56 + 2 * PAD));
      return Math.min(Math.max(least, inOneLine + 2 * PAD), most);
    };
    const dates = rows.map((row) => row.date);
    const date = width(natural(labels.date, dates), 102);
    const results = rows.map((row) => row.result);
    const result = width(natural(labels.result, results), 87);
    const columns: ModuleTables['columns'] = [HALF - result - date, result, date];
    const row = (texts: [string, string, string], role: Row['role']): Row => {
      const face = role === 'TH' ? 'bold' : 'regular';
      const cell = (index: 0 | 1 | 2): FittedText =>
        fitText(doc, texts[index], {
          face,
          size,
          minSize: size,
          width: (columns[index] - PAD) * PX,
          maxLines: 1,
        });
      return { role, cells: [cell(0), cell(1), cell(2)] };
    };
    const half = (part: readonly ModuleRow[]): Row[] => [
      row([labels.module, labels.result, labels.date], 'TH'),
      ...part.map(({ name, result: mark, date: on }) => row([name, mark, on], 'TD')),
    ];
    const halves: ModuleTables['halves'] = [half(rows.slice(0, split)), half(rows.slice(split))];
    return { columns, halves };
  };
  const linesOf = (row: Row | undefined): number =>
    Math.max(0, ...(row?.cells ?? []).map((c) => c.lines.length));
  const isTall = ({ halves }: ReturnType<typeof set>): boolean =>
    halves.some((half) => half.some((row) => linesOf(row) > MAX_LINES));
  let { columns, halves } = set(SIZE_STEPS[0]!);
  for (const px of SIZE_STEPS.slice(1)) if (isTall({ columns, halves })) ({ columns, halves } = set(px));
  const heights = halves[0].map((row, index) => {
    const lines = Math.max(linesOf(row), linesOf(halves[1][index]));
    return 11 * tightness.gap + 20 * tightness.font * lines;
  });
  return { halves, heights, height: heights.reduce((sum, h) => sum + h, 0), columns, tightness };
}

function drawHalf(
  doc: PdfDocument,
  root: PdfPart,
  tables: ModuleTables,
  rows: Row[],
  left: number,
  top: number,
) {
  const [name, result, date] = tables.columns;
  const anchors = [left + PAD, left + name + result / 2, left + name + result + date / 2];
  const { font } = tables.tightness;
  const leading = 20 * font;
  const table = doc.struct('Table');
  root.add(table);
  let y = top;
  rows.forEach(({ cells, role }, index) => {
    const height = tables.heights[index]!;
    const line = doc.struct('TR');
    table.add(line);
    cells.forEach((fitted, column) => {
      const baseline = y + height / 2 + 5.5 * font - ((fitted.lines.length - 1) * leading) / 2;
      const place = { x: anchors[column]! * PX, baseline: baseline * PX, leading: leading * PX, color: INK };
      const draw = (): void => drawText(doc, fitted, { ...place, align: column === 0 ? 'left' : 'center' });
      addPart(doc, line, role, draw, role === 'TH' ? { scope: 'Column' } : {});
    });
    line.end();
    y += height;
  });
  table.end();
}

/** Draws both tables with their rules; `top` in px. */
export function drawModuleTables(doc: PdfDocument, root: PdfPart, tables: ModuleTables, top: number): void {
  const rule = (x: number, y: number, width: number, color: string): void => {
    doc.lineWidth(PX).strokeColor(color);
    doc
      .moveTo(x * PX, y * PX)
      .lineTo((x + width) * PX, y * PX)
      .stroke();
  };
  const lefts = [LEFT, LEFT + HALF + GAP] as const;
  artifact(doc, () => {
    tables.halves.forEach((rows, half) => {
      let y = top;
      for (let index = 0; index < rows.length - 1; index += 1) {
        y += tables.heights[index]!;
        rule(lefts[half]!, y, HALF, LINE);
      }
    });
    rule(LEFT, top, RIGHT - LEFT, INK);
    rule(LEFT, top + tables.height, RIGHT - LEFT, INK);
  });
  tables.halves.forEach((rows, half) => drawHalf(doc, root, tables, rows, lefts[half]!, top));
}
