import { setImmediate as letOthersRun } from 'node:timers/promises';
import {
  addPart,
  artifact,
  loadPdfFonts,
  makePdf,
  type PdfDocument,
  type PdfFace,
  type PdfFonts,
  type PdfPart,
} from '../../office/adapters/pdf';
import { drawText, fitText } from '../../office/adapters/pdf-text';

/** One slip as it is printed: display text throughout. */
export interface SlipText {
  /** Outside: who it is for. */
  fullName: string;
  unit: string;
  staffCode: string;
  /** Inside. */
  username: string;
  /** In groups, "K7QM-2XRP". */
  code: string;
  expires: string;
}

export interface SlipLabels {
  title: string;
  issuer: string;
  /** On the outer part: fold, glue, hand over in person. */
  outside: string;
  username: string;
  code: string;
  /** With {date} where the date goes. */
  expires: string;
  /** What to do, in order; the address of the site stands in the first. */
  steps: string[];
  /** Along the lower line of the inside. */
  foldHere: string;
}

/** Points. Three slips on an A4 page, each in three parts: outside, inside, and a flap that covers the inside. */
const PAGE = { width: 595.28, height: 841.89 };
const SLIP = PAGE.height / 3;
const PART = { outside: 84, inside: 92 };
const LEFT = 48;
const WIDTH = PAGE.width - 2 * LEFT;
const INK = '#111111';
const NOTE = '#444444';
const RULE = '#999999';

/**
 * Activation slips, three to a page with lines to cut and to fold: the flap folds up over the code, so that only name
 * and unit stay in sight. Draws a page at a time and lets other work run in between. Same input, same bytes.
 */
export async function slipsPdf(
  input: { slips: readonly SlipText[]; labels: SlipLabels; createdAt: number; lang: string },
  fonts: PdfFonts = loadPdfFonts(),
): Promise<Uint8Array> {
  const { slips, labels, createdAt, lang } = input;
  const options = {
    title: labels.title,
    author: labels.issuer,
    lang,
    createdAt,
    layout: 'portrait',
    fonts,
  } as const;
  return makePdf(options, async (doc, root) => {
    for (const [index, slip] of slips.entries()) {
      const place = index % 3;
      if (index > 0 && place === 0) {
        await letOthersRun();
        doc.addPage();
      }
      drawSlip(doc, root, { slip, labels, top: place * SLIP });
    }
  });
}

function drawSlip(
  doc: PdfDocument,
  root: PdfPart,
  { slip, labels, top }: { slip: SlipText; labels: SlipLabels; top: number },
): void {
  const write = (
    text: string,
    y: number,
    look: { face?: PdfFace; size?: number; color?: string; x?: number },
  ) => {
    const { face = 'regular', size = 11, color = INK, x = LEFT } = look;
    const fitted = fitText(doc, text, { face, size, minSize: 8, width: WIDTH - (x - LEFT), maxLines: 2 });
    const place = { x, baseline: top + y, leading: size * 1.25, align: 'left', color } as const;
    addPart(doc, root, 'P', () => drawText(doc, fitted, place));
    return fitted.lines.length * size * 1.25;
  };
  const inside = PART.outside;
  const flap = PART.outside + PART.inside;
  artifact(doc, () => {
    dashed(doc, top + inside, 4);
    dashed(doc, top + flap, 4);
    if (top > 0) dashed(doc, top, 1);
  });
  write(labels.issuer, 22, { size: 9, color: NOTE });
  write(slip.fullName, 40, { face: 'bold', size: 15 });
  write(`${slip.staffCode} · ${slip.unit}`, 56, { size: 10 });
  write(labels.outside, 74, { size: 8.5, color: NOTE });

  write(labels.username, inside + 22, { size: 10, color: NOTE });
  write(slip.username, inside + 42, { face: 'bold', size: 17 });
  write(labels.code, inside + 22, { size: 10, color: NOTE, x: LEFT + 220 });
  write(slip.code, inside + 42, { face: 'bold', size: 20, x: LEFT + 220 });
  write(labels.expires.replace('{date}', slip.expires), inside + 62, { size: 10 });
  write(labels.foldHere, inside + 82, { size: 8.5, color: NOTE });

  let y = flap + 18;
  for (const step of labels.steps) y += write(step, y, { size: 10 }) + 3;
}

function dashed(doc: PdfDocument, y: number, gap: number): void {
  doc.lineWidth(0.5).strokeColor(RULE).dash(3, { space: gap });
  doc
    .moveTo(24, y)
    .lineTo(PAGE.width - 24, y)
    .stroke()
    .undash();
}
