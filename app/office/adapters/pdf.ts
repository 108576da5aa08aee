import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

/**
 * The set-up that every PDF of Thạo shares: tagged, with its language and title, set in Tinos (metric-equal to
 * Times New Roman, whole Vietnamese alphabet, embedded), text in NFC, one time stamp given from outside.
 *
 * Same input, same bytes: the only time in the file is `createdAt`, and the file identifier is pdfkit's MD5 over
 * that time and the document properties, so give each document its own title (its number belongs there).
 * Limits: streams are deflated by Node's zlib, so another version of Node, pdfkit or Tinos may give other bytes
 * for the same page; documents that must stay the same are kept as files, never made again. PDF stores the time
 * to the second. The file is tagged but no PDF/UA or PDF/A claim is written into it: none was validated.
 */

export type PdfFace = 'regular' | 'bold' | 'italic' | 'boldItalic';
/** What is used of a face opened by fontkit; pdfkit takes such an object where it takes a font's bytes. */
interface OpenFace {
  characterSet: number[];
  glyphForCodePoint(codePoint: number): unknown;
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(text: string): unknown;
}
/** The four faces, opened. They may be shared by any number of documents, one after the other or interleaved. */
export type PdfFonts = Record<PdfFace, OpenFace>;
export type PdfDocument = PDFKit.PDFDocument;
/** A structure element, to which parts of the page are added in reading order. */
export type PdfPart = PDFKit.PDFStructureElement;

const FACES: Record<PdfFace, string> = {
  regular: '400Regular/Tinos_400Regular.ttf',
  bold: '700Bold/Tinos_700Bold.ttf',
  italic: '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  boldItalic: '700Bold_Italic/Tinos_700Bold_Italic.ttf',
};

const FACE_NAMES = Object.keys(FACES) as PdfFace[];
/** The presentation forms ﬀ to ﬆ, whose glyphs are better known as the ligatures of plain letters. */
const isLigature = (codePoint: number): boolean => codePoint >= 0xfb00 && codePoint <= 0xfb06;

/**
 * Opens the four faces of the installed package (2.2 MB), with the very fontkit that pdfkit uses. Found by Node's
 * own resolution from this module, so it also works from a bundle, as long as node_modules stands beside or above
 * it. Throws when a file is missing. Do it once a process and hand the result on: a document made with opened
 * faces costs about 20 ms, opening them for each one 100 ms more.
 *
 * A glyph shared by two characters (µ and μ) reads back as whichever came first in the process; looking at every
 * character once, in order, fixes that, so that a document's bytes do not depend on the ones made before it.
 */
export function loadPdfFonts(): PdfFonts {
  const require = createRequire(import.meta.url);
  const { create } = createRequire(require.resolve('pdfkit'))('fontkit') as { create(b: Buffer): OpenFace };
  const open = (face: PdfFace): OpenFace => {
    const opened = create(readFileSync(require.resolve(`@expo-google-fonts/tinos/${FACES[face]}`)));
    const characters = opened.characterSet.filter((c) => !isLigature(c)).sort((x, y) => x - y);
    for (const codePoint of characters) opened.glyphForCodePoint(codePoint);
    return opened;
  };
  return {
    regular: open('regular'),
    bold: open('bold'),
    italic: open('italic'),
    boldItalic: open('boldItalic'),
  };
}

/**
 * Text as it is drawn: NFC (decomposed accents would be drawn beside their letters), every run of white space one
 * space, without zero-width characters, soft hyphens and controls.
 */
export function pdfText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\u00ad\u200b-\u200f\u2060\ufeff]/gu, '')
    .trim();
}

/** A text has characters that the font cannot draw; thrown before anything is drawn. */
export class MissingGlyphError extends Error {
  override readonly name = 'MissingGlyphError';
  constructor(
    /** Which text of the document, as the caller named it. */
    readonly field: string,
    /** The whole text: may be a person's name, so it is kept out of the message. */
    readonly text: string,
    readonly characters: string[],
  ) {
    const codes = characters.map((c) => `U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`);
    super(`${field}: the document font has no ${codes.join(', ')}`);
  }
}

/** The characters of a text, after pdfText, that at least one of the faces lacks; each once, in order. */
export function missingGlyphs(fonts: PdfFonts, text: string): string[] {
  const hasGlyph = (c: string): boolean =>
    FACE_NAMES.every((face) => fonts[face].hasGlyphForCodePoint(c.codePointAt(0)!));
  return [...new Set(pdfText(text))].filter((c) => !hasGlyph(c));
}

/** Throws MissingGlyphError for the first of the named texts that the fonts cannot draw. */
export function requireGlyphs(
  fonts: PdfFonts,
  texts: Iterable<readonly [field: string, text: string]>,
): void {
  for (const [field, text] of texts) {
    const missing = missingGlyphs(fonts, text);
    if (missing.length > 0) throw new MissingGlyphError(field, text, missing);
  }
}

export interface PdfOptions {
  /** Shown by readers in place of the file name; with the document's number, so that it is its own. */
  title: string;
  /** Of the whole document, e.g. `vi-VN`. */
  lang: string;
  /** UTC milliseconds. */
  createdAt: number;
  author?: string;
  layout: 'portrait' | 'landscape';
  /** Points. */
  margins?: { top: number; right: number; bottom: number; left: number };
  fonts: PdfFonts;
}

const XML_ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const xmlEscape = (text: string): string => text.replace(/[&<>]/g, (c) => XML_ESCAPES[c]!);

/** pdfkit writes the document properties into its XMP packet without escaping: a `&` would break it. */
class SafePdfDocument extends PDFDocument {
  _addInfo(): void {
    const { info } = this;
    const escaped = Object.entries(info).map(([key, v]) => [key, typeof v === 'string' ? xmlEscape(v) : v]);
    this.info = Object.fromEntries(escaped) as typeof info;
    (PDFDocument.prototype as unknown as { _addInfo(): void })._addInfo.call(this);
    this.info = info;
  }
}

/**
 * Opens an A4 document with the faces registered under their names and a root structure element, and calls `draw`.
 * Resolves to the finished file. What is not under `root` must be drawn inside `artifact`. An exception thrown by
 * `draw` rejects, and no part of a file is left behind. A long document draws asynchronously and lets others run
 * between its pages.
 */
export async function makePdf(
  options: PdfOptions,
  draw: (doc: PdfDocument, root: PdfPart) => void | Promise<void>,
): Promise<Uint8Array> {
  const author = options.author === undefined ? {} : { Author: pdfText(options.author) };
  const doc = new SafePdfDocument({
    size: 'A4',
    layout: options.layout,
    margins: options.margins ?? { top: 0, right: 0, bottom: 0, left: 0 },
    pdfVersion: '1.7',
    tagged: true,
    lang: options.lang,
    displayTitle: true,
    font: '', // none: the default is Helvetica, which is neither embedded nor Vietnamese
    info: {
      Title: pdfText(options.title),
      ...author,
      Creator: 'Thạo',
      Producer: 'Thạo (PDFKit)',
      CreationDate: new Date(options.createdAt),
    },
  });
  for (const face of FACE_NAMES) doc.registerFont(face, options.fonts[face] as unknown as Buffer);
  const chunks: Uint8Array[] = [];
  const done = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  const root = doc.struct('Document', { lang: options.lang });
  doc.addStructure(root);
  await draw(doc, root);
  root.end();
  doc.end();
  await done;
  return new Uint8Array(Buffer.concat(chunks));
}

/** Options of a structure element; @types/pdfkit 0.17 lacks some that pdfkit 0.20 knows. */
export interface PartOptions {
  /** What a screen reader says for a figure. */
  alt?: string;
  /** Of a figure: left, top, right, bottom in points from the top left corner. */
  bbox?: [number, number, number, number];
  /** Of a header cell. */
  scope?: 'Column' | 'Row';
}

/** Adds a structure element (`P`, `H1`, `TD`, `Figure`, …) to its parent and draws its content. */
export function addPart(
  doc: PdfDocument,
  parent: PdfPart,
  role: string,
  draw: () => void,
  options: PartOptions = {},
): void {
  parent.add(doc.struct(role, options as PDFKit.Mixins.StructureElementOptions, [draw]));
}

/** Draws what carries no meaning (frames, rules, page numbers) outside the structure. */
export function artifact(doc: PdfDocument, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw();
  doc.endMarkedContent();
}
