import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsqrModule from 'jsqr';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { loadPdfFonts, MissingGlyphError } from '../../office/adapters/pdf';
import type { ConfirmationDocument } from './confirmation-document';
import { CONFIRMATION, CONFIRMATION_LABELS } from './confirmation.fixture';
import { confirmationPdf } from './confirmation-pdf';

// Slow when the machine is busy: other programs are started, or many files written.
vi.setConfig({ testTimeout: 60_000 });

// jsqr is CommonJS without an interop flag: its function is the default of its default.
const readQr = ((jsqrModule as { default?: unknown }).default ?? jsqrModule) as typeof jsqrModule;
const fonts = loadPdfFonts();
const folder = mkdtempSync(join(tmpdir(), 'thao-confirmation-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a tool of poppler on the file; a missing tool fails the test. */
function poppler(tool: string, file: Uint8Array, options: string[] = [], target: string[] = []): string {
  const path = join(folder, 'a.pdf');
  writeFileSync(path, file);
  return execFileSync(tool, [...options, path, ...target], { encoding: 'utf8' });
}
const textOf = (file: Uint8Array): string => poppler('pdftotext', file, ['-layout'], ['-']);
const make = (change: Partial<ConfirmationDocument> = {}) =>
  confirmationPdf({ ...CONFIRMATION, ...change }, fonts);

interface Word {
  text: string;
  box: [left: number, top: number, right: number, bottom: number];
}
/** Every word with its box in points, from the top left corner. */
function wordsOf(file: Uint8Array): Word[] {
  const html = poppler('pdftotext', file, ['-bbox'], ['-']);
  const pattern = /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g;
  return [...html.matchAll(pattern)].map((m) => ({
    text: m[5]!,
    box: [Number(m[1]), Number(m[2]), Number(m[3]), Number(m[4])],
  }));
}

describe('a confirmation', () => {
  it('says all it must, and is one tagged A4 landscape page', async () => {
    const file = await make();
    const text = textOf(file).replace(/\s+/g, ' ');
    const { labels, moduleRows, signerLines, code: _code, verifyUrl: _url, ...fields } = CONFIRMATION;
    const { documentTitle: _title, noEnd: _noEnd, qrAlt: _alt, ...words } = labels;
    const expected = [...Object.values(fields), ...Object.values(words), ...signerLines].filter(
      (value) => typeof value === 'string' && value !== 'vi',
    );
    for (const value of expected) expect(text).toContain(value);
    for (const row of moduleRows) expect(text).toContain(`${row.name} ${row.result} ${row.date}`);
    expect(text).toContain('Số: 0412/2026/GXN-SNV, vào sổ gốc ngày 08/12/2026');
    expect(text).toContain('Hiệu lực đến ngày 14/05/2029');
    expect(text).toContain('Mã: 7KQ4-M2XD-9RTA-8VPW');
    const info = poppler('pdfinfo', file);
    expect(info).toMatch(/Tagged: +yes/);
    expect(info).toMatch(/Pages: +1\n/);
    expect(info).toMatch(/Page size: +841.89 x 595.28 pts \(A4\)/);
    expect(info).toMatch(/Title: +Giấy xác nhận số 0412\/2026\/GXN-SNV\n/);
  });

  it('is structured: a heading, two tables with header cells, a figure with words, in reading order', async () => {
    const file = await make();
    const struct = poppler('pdfinfo', file, ['-struct-text']);
    const count = (role: string): number => struct.match(new RegExp(`^ *${role}\\b`, 'gm'))?.length ?? 0;
    expect([count('H1'), count('Table'), count('TR'), count('TH'), count('TD')]).toEqual([1, 2, 8, 6, 18]);
    expect(count('Figure')).toBe(1);
    const alt = Buffer.from(CONFIRMATION_LABELS.qrAlt, 'utf16le').swap16().toString('latin1');
    expect(Buffer.from(file).toString('latin1')).toContain(`/Alt (\xfe\xff${alt})`);
    expect(struct).toMatch(/Scope \/Column/);
    const order = [
      'SỞ NỘI VỤ',
      'Độc lập',
      'GIẤY XÁC NHẬN',
      'Trần Thị',
      'IU01',
      'IU06',
      'KT. GIÁM ĐỐC',
      'Số: ',
    ];
    const places = order.map((text) => struct.indexOf(text));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('shows a QR code that a camera reads as the check address', async () => {
    for (const verifyUrl of [CONFIRMATION.verifyUrl, `${CONFIRMATION.verifyUrl}?k=${'A1b2'.repeat(20)}`]) {
      const stem = join(folder, 'page');
      poppler('pdftoppm', await make({ verifyUrl }), ['-r', '150', '-png', '-singlefile'], [stem]);
      const { data, width, height } = PNG.sync.read(readFileSync(`${stem}.png`));
      expect(readQr(new Uint8ClampedArray(data), width, height)?.data).toBe(verifyUrl);
    }
  });

  it('has the same bytes each time, and embeds its fonts', async () => {
    const file = Buffer.from(await make());
    expect(file.equals(Buffer.from(await make()))).toBe(true);
    expect(file.equals(Buffer.from(await confirmationPdf(CONFIRMATION)))).toBe(true);
    const lines = poppler('pdffonts', file).trim().split('\n').slice(2);
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/\+Tinos-\w+ +CID TrueType +Identity-H +yes yes yes/);
  });

  it('says so when there is no end', async () => {
    const text = textOf(await make({ validTo: null }));
    expect(text).toContain('Hiệu lực: không có ngày hết hạn');
    expect(text).not.toContain('Hiệu lực đến ngày');
  });
});

describe('names (cases 56 and 57)', () => {
  it.each([
    'Nguyễn Thị Ngọc Huyền',
    'Đặng Trần Ỷ Lệ',
    'Ưng Hoàng Phước',
    'Bùi Thị Quỵ',
    'Võ Thế Khoẻ',
    'Kpă H’Nghiêm',
    'Hờ A Dế',
  ])('%s is drawn the same composed and decomposed, and read back in NFC', async (name) => {
    const composed = await make({ fullName: name.normalize('NFC') });
    const decomposed = await make({ fullName: name.normalize('NFD') });
    expect(Buffer.from(decomposed).equals(Buffer.from(composed))).toBe(true);
    const text = textOf(composed);
    expect(text).toContain(name.normalize('NFC'));
    expect(text).not.toMatch(/[?\ufffd]|\p{M}/u);
  });

  it('a character that the font lacks is refused with the field, and the next person is served', async () => {
    const names = ['Trần Thị Hồng Vân', 'Trần 山 Vân', 'Lê Hữu Phước'];
    const results = await Promise.allSettled(names.map((fullName) => make({ fullName })));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const { reason } = results[1] as PromiseRejectedResult;
    expect(reason).toBeInstanceOf(MissingGlyphError);
    expect(reason).toMatchObject({ field: 'fullName', text: 'Trần 山 Vân', characters: ['山'] });
    await expect(make({ bornAndUnit: 'Sinh năm 1982. Đơn vị: 山' })).rejects.toMatchObject({
      field: 'bornAndUnit',
    });
  });
});

describe('long texts', () => {
  const certificate = 'Chứng chỉ ứng dụng công nghệ thông tin cơ bản';
  const unit =
    'Ban Quản lý dự án đầu tư xây dựng các công trình giao thông, thuỷ lợi và hạ tầng kỹ thuật nông thôn miền núi ' +
    'phía Bắc thuộc Uỷ ban nhân dân xã Đông Lĩnh Thượng, huyện Nậm Pằn (đến 30/06/2025)';
  const issuer = 'TRUNG TÂM CÔNG NGHỆ THÔNG TIN VÀ TRUYỀN THÔNG, SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH LAM GIANG';
  const fullName = 'Công Tằng Tôn Nữ Hoàng Thị Ngọc Thuỷ Tiên Phương Nghi Nguyễn Phúc Đặng Trần Ỷ Lệ';
  const rows = CONFIRMATION.moduleRows;
  const cases: [name: string, change: Partial<ConfirmationDocument>][] = [
    ['as in the picture', {}],
    ['a long name', { fullName }],
    ['a name without a space', { fullName: 'Nguyễn'.repeat(20) }],
    ['a long unit', { bornAndUnit: `Sinh năm 1982. Đơn vị: ${unit}` }],
    ['a long issuer', { issuer, parentOrganisation: issuer }],
    ['certificates as results', { moduleRows: rows.map((row) => ({ ...row, result: certificate })) }],
    [
      'long module names',
      { moduleRows: rows.map((row) => ({ ...row, name: `${row.name}, ${certificate}` })) },
    ],
    ['fifteen modules', { moduleRows: [...rows, ...rows, ...rows.slice(0, 3)] }],
    [
      'four lines above the signature',
      { signerLines: ['TM. UỶ BAN NHÂN DÂN', 'KT. CHỦ TỊCH', issuer.slice(0, 50)] },
    ],
    [
      'a long register number and address',
      { number: '0412/'.repeat(14), checkAddress: 'a.example/'.repeat(9) },
    ],
    [
      'everything at once',
      {
        fullName,
        issuer,
        bornAndUnit: `Sinh năm 1982. Đơn vị: ${unit}`,
        moduleRows: rows.map((row) => ({ ...row, result: certificate })),
        signerLines: ['TM. UỶ BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH THƯỜNG TRỰC'],
      },
    ],
  ];

  it.each(cases)('%s: one page, inside the frame, nothing on top of anything', async (_name, change) => {
    const file = await make(change);
    expect(poppler('pdfinfo', file)).toMatch(/Pages: +1\n/);
    const words = wordsOf(file);
    for (const { box } of words) {
      expect(box[0]).toBeGreaterThan(70);
      expect(box[1]).toBeGreaterThan(45);
      expect(box[2]).toBeLessThan(772);
      expect(box[3]).toBeLessThan(560);
    }
    const qr: Word = { text: 'QR', box: [64, 437, 155, 528] };
    const all = [...words, qr];
    const clashes = all.flatMap((a, i) =>
      all.slice(i + 1).flatMap((b) => {
        const wide = Math.min(a.box[2], b.box[2]) - Math.max(a.box[0], b.box[0]);
        const high = Math.min(a.box[3], b.box[3]) - Math.max(a.box[1], b.box[1]);
        return wide > 0.5 && high > 0.5 ? [`${a.text} / ${b.text}`] : [];
      }),
    );
    expect(clashes).toEqual([]);
    const text = words.map((word) => word.text).join('');
    const wanted = { ...CONFIRMATION, ...change };
    for (const row of wanted.moduleRows) expect(text).toContain(row.date);
    expect(text).toContain(wanted.fullName.replaceAll(' ', ''));
  });

  it('a long register line stays out of the room for the signature', async () => {
    const words = wordsOf(await make({ number: '0412/'.repeat(14), checkAddress: 'a.example/'.repeat(9) }));
    const long = words.filter(({ text }) => /0412|a\.example/.test(text));
    expect(long).toHaveLength(2);
    for (const { box } of long) expect(box[2]).toBeLessThan(484);
  });

  it('what no setting can fit is refused, not cut', async () => {
    const moduleRows = Array.from({ length: 12 }, () => rows).flat();
    await expect(make({ moduleRows })).rejects.toThrow('does not fit on one page');
  });
});
