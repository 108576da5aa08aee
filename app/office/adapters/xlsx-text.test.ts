import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it, vi } from 'vitest';
import { writeXlsx } from './xlsx-writer';

// Slow when the machine is busy: other programs are started, or many files written.
vi.setConfig({ testTimeout: 60_000 });

/** A sheet with one column of text. */
async function write(texts: string[], cutMark?: string) {
  const chunks: Uint8Array[] = [];
  const report = await writeXlsx(
    {
      name: 'a',
      columns: [{ header: 'Câu trả lời', width: 20, kind: 'text' }],
      rows: texts.map((text) => [text]),
      freezeHeader: false,
      autoFilter: false,
      landscape: false,
      repeatHeader: false,
      creator: 'Thạo',
      createdAt: Date.UTC(2026, 10, 25),
      ...(cutMark === undefined ? {} : { cutMark }),
    },
    (chunk) => void chunks.push(chunk),
  );
  const file = Buffer.concat(chunks);
  return { file, report, part: (name: string) => strFromU8(unzipSync(file)[name]!) };
}

/** Lone surrogates become U+FFFD, as UTF-8 makes them. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

/** The texts without the header, `_xHHHH_` decoded as Excel does. */
async function textsOf(file: Buffer): Promise<unknown[]> {
  return (await readSheet(file, { trim: false })).slice(1).map((row) => row[0]);
}

describe('text (case 34)', () => {
  it('survives control characters, literal escapes, lone surrogates and the length limit, and says so', async () => {
    const answers = ['dòng 1\u000bdòng 2\u2014 hết\u0000', '_x0041_ là chữ thường', 'cặp thay thế lẻ \ud83d'];
    const rows = [...answers, 'x'.repeat(33_000), '😀 & <b>'];
    const { file, report, part } = await write(rows, '… [bị cắt]');
    const xml = part('xl/worksheets/sheet1.xml');
    // eslint-disable-next-line no-control-regex
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
    expect(xml).toContain('dòng 1_x000B_dòng 2— hết_x0000_');
    expect(xml).toContain('_x005F_x0041_ là chữ thường');
    const [first, second, third, fourth, fifth] = (await textsOf(file)) as string[];
    expect(first).toBe(answers[0]);
    expect(second).toBe(answers[1]);
    expect(third).toBe('cặp thay thế lẻ \ufffd');
    expect(fourth).toBe(`${'x'.repeat(32_767 - 10)}… [bị cắt]`);
    expect(fourth).toHaveLength(32_767);
    expect(fifth).toBe('😀 & <b>');
    expect(report).toEqual({ rows: 5, cut: 1, cutAt: [{ row: 5, column: 'Câu trả lời' }] });
  });

  it('a cut never splits a pair, and exactly 32,767 is not cut', async () => {
    const rows = ['😀'.repeat(20_000), 'y'.repeat(32_767), `x${'😀'.repeat(20_000)}`];
    const { file, report } = await write(rows);
    const texts = (await textsOf(file)) as string[];
    expect(texts.every((text) => text.length <= 32_767 && !text.includes('\ufffd'))).toBe(true);
    expect(texts[1]).toBe('y'.repeat(32_767));
    expect(report.cut).toBe(2);
  });

  it('any text comes back as typed (CRLF as LF)', async () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
      fc.constantFrom(
        '_x0041_',
        '_x005F_',
        '_x',
        '_',
        'x000A_',
        '\u0001',
        '\t',
        '\r',
        '\n',
        ' ',
        '&amp;',
        '<',
        '"',
        'ộ',
      ),
    );
    const text = fc.array(unit, { minLength: 1, maxLength: 8 }).map((units) => units.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async (texts) => {
        const { file } = await write(texts);
        expect(await textsOf(file)).toEqual(
          texts.map((value) => value.replace(/\r\n/g, '\n')).map(wellFormed),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('a long text that looks like a formula is guarded when it is edited', async () => {
    const { part } = await write([`=1+1${'x'.repeat(300)}`]);
    const style = Number(/r="A2" s="(\d+)"/.exec(part('xl/worksheets/sheet1.xml'))![1]);
    const xf = part('xl/styles.xml').split('<cellXfs')[1]!.split('<xf ')[style + 1];
    expect(xf).toContain('quotePrefix="1"');
  });
});
