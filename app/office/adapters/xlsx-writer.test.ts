import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it, vi } from 'vitest';
import type { XlsxSheet } from './sheet';
import { writeXlsx, xlsxChunks } from './xlsx-writer';

// Slow when the machine is busy: other programs are started, or many files written.
vi.setConfig({ testTimeout: 60_000 });

const CREATED = Date.UTC(2026, 10, 25, 1, 5, 11);
const base: Omit<XlsxSheet, 'rows'> = {
  name: 'Danh sách năng lực',
  columns: [
    { header: 'STT', width: 6, kind: 'integer' },
    { header: 'Họ và tên', width: 26, kind: 'text' },
    { header: 'Ngạch', width: 10, kind: 'text' },
    { header: 'Ngày sinh', width: 12, kind: 'date' },
    { header: 'Điểm', width: 8, kind: 'number' },
  ],
  freezeHeader: true,
  autoFilter: true,
  landscape: true,
  repeatHeader: true,
  creator: 'Thạo',
  createdAt: CREATED,
};

async function write(sheet: XlsxSheet) {
  const chunks: Uint8Array[] = [];
  const report = await writeXlsx(sheet, (chunk) => void chunks.push(chunk));
  const file = Buffer.concat(chunks);
  return { file, report, part: (name: string) => strFromU8(unzipSync(file)[name]!) };
}

describe('a sheet', () => {
  const rows: XlsxSheet['rows'] = [
    [1, 'Lê Thị Thuý An', '01.003', '1982-08-17', 8.25],
    [2, 'Kpă H’Nghiêm', '000', '1982', null],
    [10_034, '=HYPERLINK("http://127.0.0.1/x","Bấm")', '-2', '1900-03-01', -1.5],
  ];
  const full: XlsxSheet = {
    ...base,
    title: ['DANH SÁCH', 'Tính đến 25/11/2026'],
    footnotes: ['Quy tắc'],
    rows,
  };

  it('is read back by another program: text, true dates, numbers, codes with their zeros', async () => {
    const { file, report } = await write(full);
    expect(report).toEqual({ rows: 3, cut: 0, cutAt: [] });
    expect(await readSheet(file)).toEqual([
      ['DANH SÁCH', null, null, null, null],
      ['Tính đến 25/11/2026', null, null, null, null],
      ['STT', 'Họ và tên', 'Ngạch', 'Ngày sinh', 'Điểm'],
      [1, 'Lê Thị Thuý An', '01.003', new Date(Date.UTC(1982, 7, 17)), 8.25],
      [2, 'Kpă H’Nghiêm', '000', '1982', null],
      [10_034, '=HYPERLINK("http://127.0.0.1/x","Bấm")', '-2', new Date(Date.UTC(1900, 2, 1)), -1.5],
      [null, null, null, null, null],
      ['Quy tắc', null, null, null, null],
    ]);
  });

  it('passes unzip -t', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'thao-xlsx-'));
    try {
      writeFileSync(join(folder, 'a.xlsx'), (await write(full)).file);
      expect(execFileSync('unzip', ['-t', join(folder, 'a.xlsx')], { encoding: 'utf8' })).toContain(
        'No errors',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('freezes, filters, repeats and prints as asked', async () => {
    const { part } = await write(full);
    const xml = part('xl/worksheets/sheet1.xml');
    expect(xml).toContain('<pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/>');
    expect(xml).toContain('<autoFilter ref="A3:E6"/>'); // the footnote stays outside
    expect(xml).toContain('<mergeCell ref="A1:E1"/><mergeCell ref="A2:E2"/><mergeCell ref="A8:E8"/>');
    expect(xml).toContain(
      '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    );
    expect(xml).toContain('<col min="2" max="2" width="26" customWidth="1"/>');
    expect(xml).toContain('&amp;P</oddHeader>');
    expect(xml).not.toContain('<f>');
    expect(part('xl/workbook.xml')).toContain(`localSheetId="0">'Danh sách năng lực'!$3:$3</definedName>`);
    expect(part('docProps/core.xml')).toContain('2026-11-25T01:05:11Z');
    const plain = { ...full, freezeHeader: false, autoFilter: false, landscape: false, repeatHeader: false };
    const bare = await write(plain);
    expect(bare.part('xl/worksheets/sheet1.xml')).not.toMatch(/<pane|<autoFilter|landscape/);
    expect(bare.part('xl/workbook.xml')).not.toContain('definedName');
  });

  it('cells carry their formats: text @, date dd/mm/yyyy, grouped and decimal numbers', async () => {
    const { part } = await write(full);
    const formats = [...part('xl/styles.xml').matchAll(/numFmtId="(\d+)" formatCode="([^"]+)"/g)];
    const codes = new Map(formats.map((match) => [match[1], match[2]]));
    const xfs = [
      ...part('xl/styles.xml')
        .split('<cellXfs')[1]!
        .matchAll(/<xf numFmtId="(\d+)"/g),
    ];
    const formatOf = (ref: string) => {
      const style = new RegExp(`r="${ref}" s="(\\d+)"`).exec(part('xl/worksheets/sheet1.xml'))![1];
      return codes.get(xfs[Number(style)]![1]);
    };
    expect(['A4', 'B4', 'C4', 'D4', 'E4'].map(formatOf)).toEqual([
      '#,##0',
      '@',
      '@',
      'dd/mm/yyyy',
      '#,##0.00',
    ]);
    expect(formatOf('D5')).toBe('@'); // a year in the date column is text
  });

  it('has the same bytes each time and in every time zone', async () => {
    const first = await write(full);
    const zone = process.env.TZ;
    try {
      for (const other of ['America/New_York', 'Pacific/Auckland', 'Asia/Ho_Chi_Minh']) {
        process.env.TZ = other;
        expect((await write(full)).file.equals(first.file)).toBe(true);
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
    expect((await write({ ...full, createdAt: CREATED + 86_400_000 })).file.equals(first.file)).toBe(false);
  });

  it('streams: the producer is not read ahead, and is closed when the consumer stops', async () => {
    let [made, closed] = [0, false];
    async function* endless() {
      try {
        for (;;) yield [(made += 1), `Người ${made}`, 'x', '2026-11-25', 1];
      } finally {
        closed = true;
      }
    }
    const stream = Readable.from(xlsxChunks({ ...base, rows: endless() }));
    for await (const chunk of stream) {
      expect(chunk).toBeInstanceOf(Uint8Array);
      if (made > 2000) break;
    }
    await vi.waitFor(() => expect(closed).toBe(true));
    expect(made).toBeLessThan(10_000);
  });

  it('holds no more than a step of a long list at a time', async () => {
    let [made, written, largest, ahead] = [0, 0, 0, 0];
    function* rows() {
      for (made = 0; made < 20_000; made += 1) {
        ahead = Math.max(ahead, made - written);
        yield [made, `Người dự thi ${made}`, 'x', '2026-11-25', 1];
      }
    }
    const report = await writeXlsx({ ...base, rows: rows() }, (chunk) => {
      written = made;
      largest = Math.max(largest, chunk.length);
    });
    expect(report.rows).toBe(20_000);
    expect(largest).toBeLessThan(100_000);
    expect(ahead).toBeLessThan(2000);
  });

  it('a failing consumer or producer ends the work', async () => {
    let closed = false;
    function* rows() {
      try {
        for (;;) yield [1, 'a', 'b', null, 1];
      } finally {
        closed = true;
      }
    }
    const gone = () => Promise.reject(new Error('gone'));
    await expect(writeXlsx({ ...base, rows: rows() }, gone)).rejects.toThrow('gone');
    expect(closed).toBe(true);
    await expect(write({ ...base, rows: [[1, 'a']] })).rejects.toThrow('row 2: 2 cells for 5 columns');
    await expect(write({ ...base, rows: [[1, 'a', 'b', null, NaN]] })).rejects.toThrow(
      'E2, Điểm: not a number',
    );
    await expect(write({ ...base, columns: [], rows: [] })).rejects.toThrow(RangeError);
  });

  it('an empty list is a sheet with its header', async () => {
    const { file, report } = await write({ ...base, rows: [] });
    expect(report.rows).toBe(0);
    expect(await readSheet(file)).toEqual([base.columns.map(({ header }) => header)]);
  });
});
