import { pdfText, type PdfDocument, type PdfFace } from './pdf';

/** Text set in lines of one size (points). */
export interface FittedText {
  face: PdfFace;
  size: number;
  lines: string[];
  /** The widest line, in points. */
  width: number;
}

export interface TextBox {
  face: PdfFace;
  /** Wanted size and the smallest allowed one, in points. */
  size: number;
  minSize: number;
  /** Points. */
  width: number;
  /** How many lines may be used before the text gets smaller than `minSize` allows. */
  maxLines: number;
}

/** The width of a text in points. */
export function textWidth(doc: PdfDocument, text: string, face: PdfFace, size: number): number {
  return doc.font(face).fontSize(size).widthOfString(text);
}

/** Breaks at spaces; a word wider than the line is broken between characters, so no line is ever too wide. */
function wrap(doc: PdfDocument, text: string, face: PdfFace, size: number, width: number): string[] {
  const fits = (line: string): boolean => textWidth(doc, line, face, size) <= width;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = '';
    for (const char of word) {
      if (line && !fits(line + char)) {
        lines.push(line);
        line = '';
      }
      line += char;
    }
  }
  return [...lines, line];
}

/** The same number of lines, but of even length: the narrowest width that still gives that many. */
function balance(doc: PdfDocument, text: string, face: PdfFace, size: number, box: TextBox): string[] {
  let lines = wrap(doc, text, face, size, box.width);
  if (lines.length === 1 || lines.join(' ') !== text) return lines;
  for (let width = box.width * 0.97; width > box.width / 3; width *= 0.97) {
    const next = wrap(doc, text, face, size, width);
    if (next.length > lines.length || next.join(' ') !== text) break;
    lines = next;
  }
  return lines;
}

/**
 * Sets a text into a box: one line at the wanted size if it can be, else smaller (down to 85 %), else more lines,
 * then smaller down to `minSize`; and if it still does not fit, as many lines as it takes at `minSize`. Nothing is
 * ever cut and no line is wider than the box.
 */
export function fitText(doc: PdfDocument, raw: string, box: TextBox): FittedText {
  const text = pdfText(raw);
  const { face, width } = box;
  const set = (size: number): FittedText => {
    const lines = balance(doc, text, face, size, box);
    return { face, size, lines, width: Math.max(...lines.map((line) => textWidth(doc, line, face, size))) };
  };
  for (let most = 1; most <= box.maxLines; most += 1) {
    const floor = most === box.maxLines ? box.minSize : Math.max(box.minSize, box.size * 0.85);
    for (let size = box.size; size >= floor; size -= 0.25) {
      const lines = wrap(doc, text, face, size, width);
      if (lines.length <= most && lines.join(' ') === text) return set(size);
    }
  }
  return set(box.minSize);
}

export interface TextPlace {
  /** Points: the left edge, or the centre when centred, and the baseline of the first line. */
  x: number;
  baseline: number;
  /** From baseline to baseline, in points. */
  leading: number;
  align: 'left' | 'center';
  color: string;
  /** Added between characters, in points. */
  spacing?: number;
}

/** Draws fitted text. It must stand inside a structure element or an artifact of the page. */
export function drawText(doc: PdfDocument, fitted: FittedText, place: TextPlace): void {
  const { spacing = 0 } = place;
  doc.font(fitted.face).fontSize(fitted.size).fillColor(place.color);
  fitted.lines.forEach((line, index) => {
    const width = doc.widthOfString(line) + spacing * (line.length - 1);
    doc.text(
      line,
      place.align === 'left' ? place.x : place.x - width / 2,
      place.baseline + index * place.leading,
      {
        lineBreak: false,
        baseline: 'alphabetic',
        characterSpacing: spacing,
      },
    );
  });
}
