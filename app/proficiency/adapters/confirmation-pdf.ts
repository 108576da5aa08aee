import {
  addPart,
  artifact,
  loadPdfFonts,
  makePdf,
  requireGlyphs,
  type PdfDocument,
  type PdfFace,
  type PdfFonts,
  type PdfPart,
} from '../../office/adapters/pdf';
import { drawText, fitText, type FittedText } from '../../office/adapters/pdf-text';
import type { ConfirmationDocument } from './confirmation-document';
import { drawQr, drawRegister } from './confirmation-register';
import { drawModuleTables, measureModuleTables } from './confirmation-table';

/** Measures are in CSS px of an A4 page. */
const PX = 0.75;
const PAGE = { width: 841.89, height: 595.28 };
const [LEFT, RIGHT] = [94, 1029];
const COLOR = {
  ink: '#111111',
  title: '#1d3270',
  frame: '#27438c',

  line: '#cccccc',
  note: '#333333',
};
/** Baseline of the signer's name, room for the signature above it, distance of the lines above that. */
const SIGNER = { center: 839, baseline: 688, room: 92, leading: 26, width: 370 };

interface Block {
  role: 'P' | 'H1';
  fitted: FittedText;
  center: number;
  baseline: number;
  leading: number;
  color?: string;
  spacing?: number;
}

interface Layout {
  blocks: Block[];
  rules: [x: number, y: number, width: number][];
  tables: ReturnType<typeof measureModuleTables>;
  tableTop: number;
  signature: Block[];
}

/** How the body is tightened until it fits: `font` times its sizes, `gap` times the space between its parts. */
interface Tightness {
  font: number;
  gap: number;
}
const FONT_STEPS = [1, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76, 0.72, 0.68, 0.64, 0.6, 0.55];
const TIGHTNESS: Tightness[] = FONT_STEPS.flatMap((font) => [1, 0.7, 0.4].map((gap) => ({ font, gap })));

/** Heading, body and signature, or null when the body does not fit above the signature. */
function layout(doc: PdfDocument, input: ConfirmationDocument, { font, gap }: Tightness): Layout | null {
  const blocks: Block[] = [];
  let y = 0;
  const fit = (text: string, face: PdfFace, size: number, width: number, maxLines: number): FittedText =>
    fitText(doc, text, { face, size: size * PX, minSize: size * 0.72 * PX, width: width * PX, maxLines });
  /** Puts the next block with its first baseline `leading` + `space` below the last one. */
  const put = (
    fitted: FittedText,
    center: number,
    leading: number,
    space = 0,
    more?: Partial<Block>,
  ): void => {
    blocks.push({ role: 'P', fitted, center, baseline: y + space + leading, leading, ...more });
    y += space + leading * fitted.lines.length;
  };

  const rules: Layout['rules'] = [];
  const underline = (center: number, width: number): number =>
    rules.push([center - width / 2, y + 11.5, width]);
  y = 63;
  put(fit(input.parentOrganisation, 'regular', 18, 400, 3), 302, 26);
  const issuer = fit(input.issuer, 'bold', 18, 400, 3);
  put(issuer, 302, 26);
  underline(302, Math.max(64, 0.4 * (issuer.width / PX)));
  const leftEnd = y;
  y = 63;
  put(fit(input.labels.country, 'bold', 18, 500, 1), 769.5, 26);
  const motto = fit(input.labels.motto, 'bold', 19, 500, 1);
  put(motto, 769.5, 26);
  underline(769.5, motto.width / PX);

  const middle = (LEFT + RIGHT) / 2;
  const body = (
    text: string,
    face: PdfFace,
    size: number,
    lines: number,
    leading: number,
    space: number,
  ): void => put(fit(text, face, size * font, 900, lines), middle, leading * font, space * gap);
  y = Math.max(y, leftEnd) + 11.5;
  const title = { role: 'H1', color: COLOR.title, spacing: 0.5 } as const;
  put(fit(input.title, 'bold', 38 * font, 880, 1), middle, 46 * font, 12.5 * gap, title);
  body(input.subtitle, 'regular', 20, 2, 26, 7);
  body(input.statement, 'regular', 18, 2, 24, 14);
  body(input.fullName, 'bold', 32, 2, 40, 10);
  body(input.bornAndUnit, 'regular', 18, 3, 24, 7);
  const tableTop = y + 10 * font + 13.5 * gap;
  const tables = measureModuleTables(doc, input.moduleRows, input.labels, { font, gap });

  const lines = [
    fit(input.placeAndDate, 'italic', 18, SIGNER.width, 2),
    ...input.signerLines.map((line) => fit(line, 'bold', 18, SIGNER.width, 2)),
  ];
  const lineCount = lines.reduce((sum, fitted) => sum + fitted.lines.length, 0);
  const signature: Block[] = [];
  y = SIGNER.baseline - SIGNER.room - SIGNER.leading * (lineCount - 1);
  const signatureTop = y - 28;
  for (const fitted of lines) {
    signature.push({ role: 'P', fitted, center: SIGNER.center, baseline: y, leading: SIGNER.leading });
    y += SIGNER.leading * fitted.lines.length;
  }
  const name = fit(input.signerName, 'bold', 18, SIGNER.width, 1);
  const nameAt = SIGNER.baseline - 24 * (name.lines.length - 1);
  signature.push({ role: 'P', fitted: name, center: SIGNER.center, baseline: nameAt, leading: 24 });
  return tableTop + tables.height > signatureTop ? null : { blocks, rules, tables, tableTop, signature };
}

function drawFrame(doc: PdfDocument): void {
  const frame = (at: number, lineWidth: number): void => {
    const inset = at * PX;
    doc.lineWidth(lineWidth * PX).strokeColor(COLOR.frame);
    doc.rect(inset, inset, PAGE.width - 2 * inset, PAGE.height - 2 * inset).stroke();
  };
  frame(35, 2);
  frame(41.5, 1);
}

function drawBlocks(doc: PdfDocument, root: PdfPart, blocks: readonly Block[]): void {
  for (const { role, fitted, center, baseline, leading, color = COLOR.ink, spacing = 0 } of blocks) {
    const place = {
      x: center * PX,
      baseline: baseline * PX,
      leading: leading * PX,
      color,
      spacing: spacing * PX,
    };
    addPart(doc, root, role, () => drawText(doc, fitted, { ...place, align: 'center' }));
  }
}

function* textsOf(input: ConfirmationDocument): Generator<[field: string, text: string]> {
  const { labels, moduleRows, signerLines, verifyUrl: _url, lang: _lang, createdAt: _at, ...texts } = input;
  for (const [key, value] of Object.entries(texts)) yield [key, value ?? ''];
  for (const [key, value] of Object.entries(labels)) yield [`labels.${key}`, value];
  for (const [index, line] of signerLines.entries()) yield [`signerLines.${index}`, line];
  for (const [index, row] of moduleRows.entries())
    yield [`moduleRows.${index}`, Object.values(row).join(' ')];
}

/**
 * Draws a confirmation on one A4 landscape page, tagged. Long names, units
 * and results get smaller or wrap, then the whole body gets smaller; nothing is cut and nothing leaves the frame.
 * Same input and fonts, same bytes (limits: office/adapters/pdf.ts).
 * Errors: MissingGlyphError, before anything is drawn, for a character that Tinos lacks, with the field and its
 * text (a batch goes on with the next person); RangeError when even the smallest setting does not fit one page.
 * Source of the form: Decree 30/2020/NĐ-CP, appendix I.
 */
export async function confirmationPdf(
  input: ConfirmationDocument,
  fonts: PdfFonts = loadPdfFonts(),
): Promise<Uint8Array> {
  const options = {
    title: `${input.labels.documentTitle} ${input.number}`,
    author: input.issuer,
    lang: 'vi-VN',
    createdAt: input.createdAt,
    layout: 'landscape',
    fonts,
  } as const;
  requireGlyphs(fonts, textsOf(input));
  return makePdf(options, (doc, root) => {
    let page: Layout | null = null;
    for (const tightness of TIGHTNESS) page ??= layout(doc, input, tightness);
    if (!page) throw new RangeError('the confirmation does not fit on one page');
    const { blocks, rules, tables, tableTop, signature } = page;
    artifact(doc, () => {
      drawFrame(doc);
      doc.lineWidth(PX).strokeColor(COLOR.ink);
      for (const [x, y, width] of rules)
        doc
          .moveTo(x * PX, y * PX)
          .lineTo((x + width) * PX, y * PX)
          .stroke();
      doc
        .strokeColor(COLOR.line)
        .moveTo(LEFT * PX, 705.5 * PX)
        .lineTo(RIGHT * PX, 705.5 * PX)
        .stroke();
    });
    drawBlocks(doc, root, blocks);
    drawModuleTables(doc, root, tables, tableTop);
    drawBlocks(doc, root, signature);
    drawQr(doc, root, input.verifyUrl, input.labels.qrAlt);
    drawRegister(doc, root, input);
    const closing = fitText(doc, input.labels.closing, {
      face: 'regular',
      size: 14 * PX,
      minSize: 8 * PX,
      width: (RIGHT - LEFT) * PX,
      maxLines: 1,
    });
    const place = {
      x: LEFT * PX,
      baseline: 726 * PX,
      leading: 14 * PX,
      align: 'left',
      color: COLOR.note,
    } as const;
    addPart(doc, root, 'P', () => drawText(doc, closing, place));
  });
}
