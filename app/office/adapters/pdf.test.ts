import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import {
  addPart,
  artifact,
  loadPdfFonts,
  makePdf,
  MissingGlyphError,
  missingGlyphs,
  pdfText,
  requireGlyphs,
  type PdfDocument,
  type PdfFace,
} from './pdf';
import { drawText, fitText, textWidth } from './pdf-text';

// Slow when the machine is busy: other programs are started, or many files written.
vi.setConfig({ testTimeout: 60_000 });

const fonts = loadPdfFonts();
const folder = mkdtempSync(join(tmpdir(), 'thao-pdf-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a tool of poppler on the file; a missing tool fails the test. */
function poppler(tool: string, file: Uint8Array, ...options: string[]): string {
  const path = join(folder, 'a.pdf');
  writeFileSync(path, file);
  return execFileSync(tool, [...options, path, ...(tool === 'pdftotext' ? ['-'] : [])], { encoding: 'utf8' });
}

const LETTERS =
  'ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộ' +
  'ỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ’';
const FACES: PdfFace[] = ['regular', 'bold', 'italic', 'boldItalic'];
const options = {
  title: 'Giấy xác nhận số 1 & <2>',
  author: 'Sở Nội vụ',
  lang: 'vi-VN',
  createdAt: Date.UTC(2026, 11, 8, 2, 3, 4),
  layout: 'portrait',
  fonts,
} as const;

/** One paragraph a text, in the given face. */
const page = (texts: string[], face: PdfFace = 'regular', size = 12) =>
  makePdf(options, (doc, root) => {
    texts.forEach((text, index) => {
      const fitted = { face, size, lines: [pdfText(text)], width: 0 };
      const place = { x: 40, baseline: 60 + index * 30, leading: 20, align: 'left', color: '#000' } as const;
      addPart(doc, root, 'P', () => drawText(doc, fitted, place));
    });
  });

/** Something to measure with. */
async function withDocument(use: (doc: PdfDocument) => void): Promise<void> {
  await makePdf(options, (doc, root) => {
    use(doc);
    addPart(doc, root, 'P', () => undefined);
  });
}

describe('a PDF of Thạo', () => {
  it('is tagged, in Vietnamese, with its title shown and its properties well-formed', async () => {
    const file = await page(['Một']);
    const info = poppler('pdfinfo', file);
    expect(info).toMatch(/Tagged: +yes/);
    expect(info).toMatch(/Page size: +595.28 x 841.89 pts \(A4\)/);
    expect(info).toMatch(/Title: +Giấy xác nhận số 1 & <2>\n/);
    expect(info).toMatch(/CreationDate: .*2026/);
    const raw = Buffer.from(file).toString('latin1');
    expect(raw).toContain('/Lang (vi-VN)');
    expect(raw).toContain('/DisplayDocTitle true');
    const xmp = poppler('pdfinfo', file, '-meta');
    expect(xmp).toContain('Giấy xác nhận số 1 &amp; &lt;2&gt;');
    expect(xmp).toContain('<xmp:CreateDate>2026-12-08T02:03:04Z');
    expect(poppler('pdfinfo', file, '-struct-text')).toMatch(/Document[\s\S]*P[\s\S]*"Một"/);
  });

  it.each(FACES)('reads back every Vietnamese letter in %s, typed composed or decomposed', async (face) => {
    const composed = await page([LETTERS.slice(0, 70), LETTERS.slice(70)], face, 10);
    const decomposed = await page(
      [LETTERS.slice(0, 70), LETTERS.slice(70)].map((text) => text.normalize('NFD')),
      face,
      10,
    );
    expect(Buffer.from(decomposed).equals(Buffer.from(composed))).toBe(true);
    const text = poppler('pdftotext', composed);
    expect(text.replace(/\s/g, '')).toBe(LETTERS);
    const [line] = poppler('pdffonts', composed).trim().split('\n').slice(2);
    expect(line).toMatch(/^\w{6}\+Tinos-\w+ +CID TrueType +Identity-H +yes yes yes/);
  });

  it('has the same bytes each time, whatever was made before, and other bytes at another time', async () => {
    const first = Buffer.from(await page(['µ Đặng Trần Ỷ Lệ']));
    await page(['μ Ω ﬁ \u2126 nguyên tố']);
    expect(first.equals(Buffer.from(await page(['µ Đặng Trần Ỷ Lệ'])))).toBe(true);
    const later = { ...options, createdAt: options.createdAt + 1000 };
    const other = await makePdf(later, (doc, root) => addPart(doc, root, 'P', () => undefined));
    const same = await makePdf(options, (doc, root) => addPart(doc, root, 'P', () => undefined));
    expect(Buffer.from(other).equals(Buffer.from(same))).toBe(false);
  });

  it('an error while drawing rejects', async () => {
    const failing = makePdf(options, () => {
      throw new Error('no ink');
    });
    await expect(failing).rejects.toThrow('no ink');
  });

  it('what is drawn as an artifact is not in the structure', async () => {
    const file = await makePdf(options, (doc, root) => {
      artifact(doc, () => doc.rect(10, 10, 50, 50).stroke());
      addPart(doc, root, 'H1', () => doc.font('bold').text('Đề mục', 40, 40, { lineBreak: false }));
    });
    expect(poppler('pdfinfo', file, '-struct')).toMatch(/H1/);
    expect(poppler('pdfinfo', file, '-struct')).not.toMatch(/Artifact/);
  });
});

describe('characters', () => {
  it('every Vietnamese letter, the dashes and the minus have a glyph in all faces', () => {
    expect([...LETTERS]).toHaveLength(135);
    expect(missingGlyphs(fonts, `${LETTERS}–−…“”‘’ʼ0123456789`)).toEqual([]);
    expect(missingGlyphs(fonts, LETTERS.normalize('NFD'))).toEqual([]);
  });

  it('a character that is missing is found before drawing, with its field', () => {
    const texts = [
      ['issuer', 'SỞ NỘI VỤ'],
      ['fullName', 'Trần 山 Vân 山😀'],
    ] as const;
    expect(() => requireGlyphs(fonts, texts)).toThrow('fullName: the document font has no U+5C71, U+1F600');
    try {
      requireGlyphs(fonts, texts);
    } catch (error) {
      expect(error).toBeInstanceOf(MissingGlyphError);
      expect(error).toMatchObject({ field: 'fullName', text: 'Trần 山 Vân 山😀', characters: ['山', '😀'] });
    }
  });

  it.each([
    ['Nguye\u0302\u0303n  Thị\tNgọc\n', 'Nguyễn Thị Ngọc'],
    ['\ufeffLê\u00a0Hữu\u200bPhước\u00ad', 'Lê HữuPhước'],
    ['Kpă H’Nghiêm', 'Kpă H’Nghiêm'],
  ])('%j is drawn as %j', (raw, text) => expect(pdfText(raw)).toBe(text));
});

describe('fitText', () => {
  const box = { face: 'bold', size: 24, minSize: 16, width: 300, maxLines: 2 } as const;

  it('keeps the size, then gets smaller, then wraps evenly', async () => {
    await withDocument((doc) => {
      expect(fitText(doc, 'Trần Thị Hồng Vân', box)).toMatchObject({
        size: 24,
        lines: ['Trần Thị Hồng Vân'],
      });
      const smaller = fitText(doc, 'Nguyễn Thị Ngọc Huyền Trang', box);
      expect(smaller.lines).toHaveLength(1);
      expect(smaller.size).toBeLessThan(24);
      const wrapped = fitText(doc, 'Công Tằng Tôn Nữ Hoàng Thị Ngọc Thuỷ Tiên Nghi', box);
      expect(wrapped.lines).toHaveLength(2);
      expect(wrapped.size).toBe(24);
      const widths = wrapped.lines.map((line) => textWidth(doc, line, 'bold', 24));
      expect(Math.min(...widths) / Math.max(...widths)).toBeGreaterThan(0.7);
    });
  });

  it('never cuts a text and never makes a line wider than the box', async () => {
    const word = fc.string({ unit: fc.constantFrom(...'ễọHWia'), minLength: 1, maxLength: 60 });
    const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
    await withDocument((doc) => {
      fc.assert(
        fc.property(text, fc.integer({ min: 40, max: 400 }), (raw, width) => {
          const fitted = fitText(doc, raw, { ...box, width });
          expect(fitted.lines.join('').replaceAll(' ', '')).toBe(raw.replaceAll(' ', ''));
          for (const line of fitted.lines) {
            expect(textWidth(doc, line, fitted.face, fitted.size)).toBeLessThanOrEqual(width);
          }
        }),
        { numRuns: 60 },
      );
    });
  });
});
