import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { csvChunks, guardFormula, unguardFormula, type CsvSheet } from './csv-writer';

// Slow when the machine is busy: other programs are started, or many files written.
vi.setConfig({ testTimeout: 60_000 });

const text = (header: string) => ({ header, kind: 'text' }) as const;

async function write(sheet: Partial<CsvSheet> & Pick<CsvSheet, 'columns' | 'rows'>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of csvChunks({ separator: ',', dates: 'dd/mm/yyyy', ...sheet })) parts.push(chunk);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(parts));
}

/** A reader that shares nothing with the writer: RFC 4180, one character at a time. */
function read(csv: string, separator: string): string[][] {
  const records: string[][] = [];
  let [record, field, quoted, i] = [[] as string[], '', false, csv.startsWith('\ufeff') ? 1 : 0];
  while (i < csv.length) {
    const c = csv[i]!;
    if (quoted) {
      if (c === '"' && csv[i + 1] === '"') {
        field += '"';
        i += 1;
      } else if (c === '"') quoted = false;
      else field += c;
    } else if (c === '"' && field === '') quoted = true;
    else if (c === separator) {
      record.push(field);
      field = '';
    } else if (c === '\r' && csv[i + 1] === '\n') {
      records.push([...record, field]);
      [record, field] = [[], ''];
      i += 1;
    } else field += c;
    i += 1;
  }
  return records;
}

describe('the formula guard', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+84 900 005 000', "'+84 900 005 000"],
    ['-2', "'-2"],
    ['@SUM(1+1)', "'@SUM(1+1)"],
    ['\t=1+1', "'\t=1+1"],
    ['\r=1+1', "'\r=1+1"],
    ['＝1+1', "'＝1+1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠x', "'＠x"],
    ["'=x", "''=x"],
    ["'Bình thường", "'Bình thường"],
    ['Trần - Lê', 'Trần - Lê'],
    ['3-1', '3-1'],
    ['', ''],
    ["'", "'"],
  ])('%j is written %j and read back', (typed, written) => {
    expect(guardFormula(typed)).toBe(written);
    expect(unguardFormula(written)).toBe(typed);
  });

  it('is harmless and undone for any text', () => {
    const sign = fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '＝', 'a');
    const mixed = fc
      .tuple(fc.array(sign, { maxLength: 4 }), fc.string({ unit: 'binary', maxLength: 3 }))
      .map(([a, b]) => a.join('') + b);
    fc.assert(
      fc.property(mixed, (typed) => {
        const written = guardFormula(typed);
        expect('=+-@\t\r\n＝＋－＠').not.toContain(written[0] ?? 'x');
        expect(unguardFormula(written)).toBe(typed);
      }),
    );
  });
});

describe('CSV files', () => {
  it('case 32: the file comes back through the guard', async () => {
    const users = [
      { name: '=HYPERLINK("http://127.0.0.1/x","Bấm")', note: '+84 900 005 000' },
      { name: '@SUM(1+1)', note: '-2' },
      { name: '\t=1+1', note: '\r=1+1' },
      { name: "'Bình thường", note: "=cmd|' /C calc'!A0" },
      { name: 'Trần - Lê', note: '3-1' },
      { name: '＝1+1', note: '"quoted", ok' },
    ];
    const csv = await write({
      columns: [text('Họ và tên'), text('Ghi chú'), { header: 'Chênh', kind: 'number' }],
      rows: users.map((user) => [user.name, user.note, -2]),
    });
    const [header, ...records] = read(csv, ',');
    expect(header).toEqual(['Họ và tên', 'Ghi chú', 'Chênh']);
    expect(
      records.map(([name, note]) => ({ name: unguardFormula(name!), note: unguardFormula(note!) })),
    ).toEqual(users);
    for (const cell of records.flatMap((record) => record.slice(0, 2)))
      expect(cell).not.toMatch(/^[=+\-@\t\r＝]/);
    expect(records.map((record) => record[2])).toEqual(users.map(() => '-2'));
  });

  it('starts with one byte order mark, ends lines with CRLF', async () => {
    const csv = await write({
      columns: [text('Họ và tên'), text('Mã')],
      rows: [['Lê Thị Thuý An', 'LG-024803']],
    });
    expect(csv).toBe('\ufeffHọ và tên,Mã\r\nLê Thị Thuý An,LG-024803\r\n');
  });

  it('writes dates and numbers as asked, and leaves what is no date alone', async () => {
    const sheet = {
      columns: [
        { header: 'Ngày sinh', kind: 'date' },
        { header: 'Điểm', kind: 'number' },
        { header: 'STT', kind: 'integer' },
      ] as const,
      rows: [
        ['1982-08-17', 8.25, 1],
        ['1982', -0.5, 10034],
        [null, null, null],
        ['=1982', '–', 2],
      ] as const,
    };
    expect(await write(sheet)).toBe(
      "\ufeffNgày sinh,Điểm,STT\r\n17/08/1982,8.25,1\r\n1982,-0.5,10034\r\n,,\r\n'=1982,–,2\r\n",
    );
    expect(await write({ ...sheet, separator: ';', dates: 'iso', decimalSign: ',' })).toBe(
      "\ufeffNgày sinh;Điểm;STT\r\n1982-08-17;8,25;1\r\n1982;-0,5;10034\r\n;;\r\n'=1982;–;2\r\n",
    );
  });

  it('any text in any separator is read back by an independent parser', async () => {
    const unit = fc.constantFrom('"', ',', ';', '\t', '\r', '\n', "'", '=', 'ế', 'đ', '😀', ' ', 'a');
    const cell = fc.array(unit, { maxLength: 6 }).map((units) => units.join(''));
    const separator = fc.constantFrom(',' as const, ';' as const, '\t' as const);
    await fc.assert(
      fc.asyncProperty(
        separator,
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(cell),
        async (by, width, cells) => {
          const rows = Array.from({ length: 3 }, () => [...cells.take(width)]);
          const columns = Array.from({ length: width }, (_, i) => text(`c${i}`));
          const records = read(await write({ columns, rows, separator: by }), by).slice(1);
          expect(records.map((record) => record.map(unguardFormula))).toEqual(rows);
        },
      ),
    );
  });

  it('streams in batches, closes the producer when the consumer stops, and is the same each time', async () => {
    let closed = false;
    let made = 0;
    function* rows() {
      try {
        for (; made < 100_000; made += 1) yield [`Người ${made}`];
      } finally {
        closed = true;
      }
    }
    for await (const chunk of csvChunks({
      columns: [text('a')],
      rows: rows(),
      separator: ',',
      dates: 'iso',
    })) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(closed).toBe(true);
    expect(made).toBeLessThan(1000);
    const twice = { columns: [text('a')], rows: Array.from({ length: 1200 }, (_, i) => [`Người ${i}`]) };
    const [first, second] = [await write(twice), await write(twice)];
    expect(first).toBe(second);
    expect(read(first, ',')).toHaveLength(1201);
    expect(first.lastIndexOf('\ufeff')).toBe(0);
  });

  it('refuses rows that do not fit, and numbers that are none; drops NUL', async () => {
    await expect(write({ columns: [text('a')], rows: [['x', 'y']] })).rejects.toThrow('record 2: 2 cells');
    await expect(write({ columns: [text('a')], rows: [[NaN]] })).rejects.toThrow(RangeError);
    expect(await write({ columns: [text('a')], rows: [['x\0y']] })).toBe('\ufeffa\r\nxy\r\n');
    expect(await write({ columns: [text('a')], rows: [] })).toBe('\ufeffa\r\n');
    expect(await write({ columns: [text('a')], rows: [[null], ['']] })).toBe('\ufeffa\r\n""\r\n""\r\n');
  });
});
