import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import {
  actorWith,
  addEvidence,
  addPerson,
  addPost,
  addRule,
  addUnit,
  ctxOf,
  write,
} from '../../tests/factories';
import type { AppError } from '~/access/errors';
import type { Role } from '~/access/roles';
import { startOfDate } from '~/office/dates';
import { CATEGORIES, type Category } from '~/organisation/terms';
import { rewriteSpans } from '~/proficiency/spans.server';
import { closePersonFacts } from '~db/queries/organisation-write';
import { exportRoster, type ExportInput, type RosterLabels } from './roster-export.server';
import type { RosterRow } from './roster';
import { getRoster, type RosterFilters } from './roster.server';

const NOW = startOfDate('2026-11-25') + 8 * 3_600_000;
const BOTH = 'IU01 IU02';

describe('the competency roster', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  const unit: Record<string, number> = {};
  const ctx = (role: Role = 'hr', at = 'TINH') => ctxOf(fresh.db, NOW, actorWith([[role, unit[at]!]]));

  // TINH ── A.1 (Hoàng Văn Ân, Lê Thị Thuý An, Vi Văn Đạt)
  //      └─ B   (Nguyễn Tiến Dũng, Đặng Quốc Bảo, Lò Thị Dung)
  beforeAll(() => {
    fresh = freshDatabase();
    write(fresh.db, 1, (tx) => {
      addRule(tx);
      unit.TINH = addUnit(tx, { code: 'TINH' });
      unit.B = addUnit(tx, { code: 'B', name: 'Phòng Kinh tế', parentId: unit.TINH });
      unit.A = addUnit(tx, { code: 'A', name: 'Sở', parentId: unit.TINH });
      unit['A.1'] = addUnit(tx, { code: 'A.1', name: 'Văn phòng', parentId: unit.A });
    });
    write(fresh.db, 2, (tx) => {
      const add = (staffCode: string, name: string, at: string, change: object = {}) =>
        addPerson(tx, { staffCode, name, unitId: unit[at]!, position: 'Văn thư', ...change });
      add('LG-000003', 'Hoàng Văn Ân', 'A.1', { shows: BOTH, category: 'cadre' });
      add('LG-000002', 'Lê Thị Thuý An', 'A.1', {
        shows: BOTH,
        shownTo: '2027-01-01',
        birthPrecision: 'year',
      });
      add('LG-000005', 'Vi Văn Đạt', 'A.1', { category: 'contract' });
      add('LG-000011', 'Nguyễn Tiến Dũng', 'B', { shows: 'IU01', birthPrecision: 'month' });
      add('LG-000001', 'Đặng Quốc Bảo', 'B', { shows: BOTH, shownTo: '2026-11-25', birthDate: null });
      add('LG-000004', 'Lò Thị Dung', 'B', { validTo: '2026-11-25' });
    });
  });
  afterAll(() => fresh.remove());

  const names = (filters: RosterFilters & { page?: number; pageSize?: number } = {}, mine = ctx()) =>
    getRoster(mine, filters).groups.map(
      (group) =>
        `${group.unitCode} ${group.met}/${group.total}: ${group.rows.map((row) => row.fullName).join(', ')}`,
    );
  const codeOf = (work: () => unknown) => {
    try {
      return work();
    } catch (error) {
      return (error as AppError).code;
    }
  };

  it('groups by unit in the order of the organisation, people by given name', () => {
    expect(names()).toEqual([
      'A.1 2/3: Lê Thị Thuý An, Hoàng Văn Ân, Vi Văn Đạt',
      'B 0/2: Đặng Quốc Bảo, Nguyễn Tiến Dũng',
    ]);
    expect(getRoster(ctx()).counts).toEqual({ total: 5, met: 2, expiring: 1, missing: 3 });
  });

  it('shows each module', () => {
    const [an] = getRoster(ctx()).groups[0]!.rows;
    expect(an).toMatchObject({
      ordinal: 1,
      staffCode: 'LG-000002',
      category: 'civil_servant',
      positionVi: 'Văn thư',
      counted: true,
      met: true,
      expiring: true,
      missing: [],
      modules: { IU01: { met: true, expiring: true, on: '2025-01-01', lastDay: '2026-12-31' } },
    });
    const [bao, dung] = getRoster(ctx()).groups[1]!.rows;
    expect(bao).toMatchObject({
      met: false,
      missing: ['IU01', 'IU02'],
      modules: { IU01: { lastDay: '2026-11-24' } },
    });
    expect(dung).toMatchObject({ ordinal: 5, missing: ['IU02'], modules: { IU02: null } });
  });

  it.each([
    ['words without marks', { text: 'le an' }, ['A.1 1/1: Lê Thị Thuý An']],
    ['words with marks, in any case', { text: 'THUÝ' }, ['A.1 1/1: Lê Thị Thuý An']],
    ['both spellings', { text: 'thúy' }, ['A.1 1/1: Lê Thị Thuý An']],
    ['đ typed as d', { text: 'dat' }, ['A.1 0/1: Vi Văn Đạt']],
    ['the beginning of a code', { text: 'lg-00001' }, ['B 0/1: Nguyễn Tiến Dũng']],
    ['nothing like it', { text: 'zz' }, []],
    ['signs of LIKE are signs', { text: '%' }, []],
    ['a category', { category: 'cadre' }, ['A.1 1/1: Hoàng Văn Ân']],
    ['those who meet it', { result: 'met' }, ['A.1 2/2: Lê Thị Thuý An, Hoàng Văn Ân']],
    [
      'those who don’t',
      { result: 'missing' },
      ['A.1 0/1: Vi Văn Đạt', 'B 0/2: Đặng Quốc Bảo, Nguyễn Tiến Dũng'],
    ],
    ['those who soon won’t', { result: 'expiring' }, ['A.1 1/1: Lê Thị Thuý An']],
    ['those who lack one module', { missingModule: 'IU01' }, ['A.1 0/1: Vi Văn Đạt', 'B 0/1: Đặng Quốc Bảo']],
    ['a unit and all below it', { unitCode: 'A' }, ['A.1 2/3: Lê Thị Thuý An, Hoàng Văn Ân, Vi Văn Đạt']],
    ['a unit under conditions', { unitCode: 'B', result: 'met' }, []],
    [
      'a day before',
      { asOf: '2026-11-24', unitCode: 'B' },
      ['B 1/3: Đặng Quốc Bảo, Lò Thị Dung, Nguyễn Tiến Dũng'],
    ],
    ['a day before anybody', { asOf: '2019-12-31' }, []],
  ] as const)('finds %s', (_, filters, expected) => {
    expect(names(filters)).toEqual(expected);
  });

  it('gives pages that make up the whole, whatever their size', () => {
    const all = getRoster(ctx()).groups.flatMap((group) => group.rows.map((row) => row.staffCode));
    for (const pageSize of [1, 2, 3, 4]) {
      const pages = Array.from({ length: 5 }, (_, index) => getRoster(ctx(), { page: index + 1, pageSize }));
      const rows = pages.flatMap((page) => page.groups.flatMap((group) => group.rows));
      expect(rows.map((row) => row.staffCode)).toEqual(all);
      expect(rows.map((row) => row.ordinal)).toEqual([1, 2, 3, 4, 5]);
      expect(pages[0]!.groups[0]).toMatchObject({ total: 3, met: 2 });
    }
  });

  it.each([
    ['a unit elsewhere', 'hr', 'A', { unitCode: 'B' }, 'out_of_scope'],
    ['a unit that is nowhere', 'hr', 'A', { unitCode: 'X' }, 'out_of_scope'],
    ['a unit that is nowhere, to the province', 'hr', 'TINH', { unitCode: 'X' }, 'not_found'],
    ['a leader', 'leader', 'TINH', {}, 'not_allowed'],
  ] as const)('refuses %s', (_, role, at, filters, code) => {
    expect(codeOf(() => getRoster(ctx(role, at), filters))).toBe(code);
  });

  it('holds a unit’s officer to his people', () => {
    expect(names({}, ctx('hr', 'B'))).toEqual(['B 0/2: Đặng Quốc Bảo, Nguyễn Tiến Dũng']);
    // Lò Thị Dung's post ended: the unit where she was last still keeps her record.
    expect(names({ asOf: '2026-11-24' }, ctx('hr', 'B'))[0]).toContain('Lò Thị Dung');
    expect(names({ asOf: '2026-11-24' }, ctx('hr', 'A'))).toHaveLength(1);
  });

  const labels = (): RosterLabels => ({
    sheet: 'Danh sách',
    title: ['DANH SÁCH NĂNG LỰC'],
    footnotes: ['Tính đến 25/11/2026'],
    creator: 'Thạo',
    columns: {
      ...{
        ordinal: 'STT',
        staffCode: 'Mã',
        fullName: 'Họ và tên',
        birthDate: 'Ngày sinh',
        unitCode: 'Mã đơn vị',
      },
      ...{ unitName: 'Đơn vị', category: 'Loại', position: 'Chức vụ', result: 'Kết quả' },
    },
    categories: Object.fromEntries(CATEGORIES.map((category) => [category, `loại ${category}`])) as Record<
      Category,
      string
    >,
    result: (missing) => (missing.length === 0 ? 'Đạt' : `Thiếu ${missing.join(', ')}`),
  });
  const exported = async (input: Partial<ExportInput> = {}, mine = ctx()) => {
    const chunks: Uint8Array[] = [];
    const result = await exportRoster(mine, { format: 'json', labels, ...input }, (chunk) => {
      chunks.push(chunk);
    });
    return { result, bytes: Buffer.concat(chunks) };
  };

  it('exports JSON in the agreed form, with a hash over the canonical rows', async () => {
    const { result, bytes } = await exported();
    const file = JSON.parse(bytes.toString()) as { asOf: string; rows: RosterRow[] };
    expect(file).toMatchObject({
      asOf: '2026-11-25',
      rule: { code: 'LG-TT', version: 1, provisional: true },
    });
    expect(file.rows.map((row) => row.staffCode)).toEqual([
      ...['LG-000002', 'LG-000003', 'LG-000005', 'LG-000001', 'LG-000011'],
    ]);
    // The whole canonical text, written by hand.
    const no = '{"met":false,"on":null,"evidence":null}';
    const line = (
      code: string,
      name: string,
      born: string,
      unitText: string,
      category: string,
      rest: string,
    ) =>
      `{"staffCode":"${code}","fullName":"${name}","birthDate":${born},${unitText},"category":"${category}",` +
      `"position":"Văn thư","modules":${rest}}`;
    const a = '"unitCode":"A.1","unitName":"Văn phòng"';
    const b = '"unitCode":"B","unitName":"Phòng Kinh tế"';
    const yes = (id: number) => `{"met":true,"on":"2025-01-01","evidence":${id}}`;
    const both = (id: number) => `{"IU01":${yes(id)},"IU02":${yes(id)}},"met":true`;
    const none = `{"IU01":${no},"IU02":${no}},"met":false`;
    const canonical = `[${[
      line('LG-000001', 'Đặng Quốc Bảo', 'null', b, 'civil_servant', none),
      line('LG-000002', 'Lê Thị Thuý An', '"1980"', a, 'civil_servant', both(2)),
      line('LG-000003', 'Hoàng Văn Ân', '"1980-05-17"', a, 'cadre', both(1)),
      line('LG-000005', 'Vi Văn Đạt', '"1980-05-17"', a, 'contract', none),
      line(
        'LG-000011',
        'Nguyễn Tiến Dũng',
        '"1980-05"',
        b,
        'civil_servant',
        `{"IU01":${yes(3)},"IU02":${no}},"met":false`,
      ),
    ].join(',')}]`;
    const sha = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
    expect(result).toEqual({ rows: 5, sha256: sha(canonical), fileSha256: sha(bytes) });
  });

  it('gives the same hash in every format and to Excel true dates and texts', async () => {
    const json = await exported();
    const csv = await exported({ format: 'csv' });
    const xlsx = await exported({ format: 'xlsx' });
    expect(new Set([json, csv, xlsx].map(({ result }) => result.sha256)).size).toBe(1);
    expect(csv.bytes.toString().split('\r\n')[1]).toBe(
      '1;LG-000002;Lê Thị Thuý An;1980;A.1;Văn phòng;loại civil_servant;Văn thư;01/01/2025;01/01/2025;Đạt',
    );
    expect(csv.bytes.toString().split('\r\n')[5]).toBe(
      '5;LG-000011;Nguyễn Tiến Dũng;05/1980;B;Phòng Kinh tế;loại civil_servant;Văn thư;01/01/2025;;Thiếu IU02',
    );
    const path = join(fresh.folder, 'roster.xlsx');
    writeFileSync(path, xlsx.bytes);
    const rows = await readSheet(path);
    expect(rows[3]!.slice(0, 4)).toEqual([2, 'LG-000003', 'Hoàng Văn Ân', new Date('1980-05-17')]);
  });

  it('keeps to the filters and to the scope', async () => {
    expect((await exported({ unitCode: 'B' })).result.rows).toBe(2);
    expect((await exported({ text: 'dung' }, ctx('hr', 'B'))).result.rows).toBe(1);
    expect((await exported({ result: 'met' }, ctx('hr', 'B'))).result.rows).toBe(0);
    await expect(exported({}, ctx('leader'))).rejects.toThrow('not_allowed');
  });

  it('stands in the trail before the first byte leaves', async () => {
    const logged = () =>
      fresh.db.sqlite.prepare('select kind, rows, sha256 from export_log order by id desc').get();
    const broken = exportRoster(ctx(), { format: 'json' }, () => {
      throw new Error('connection lost');
    });
    await expect(broken).rejects.toThrow('connection lost');
    const { result } = await exported();
    expect(logged()).toEqual({ kind: 'roster.json', rows: 5, sha256: result.sha256 });
    const count = fresh.db.sqlite.prepare(
      "select count(*) as n from audit_entry where action = 'roster_exported'",
    );
    const before = (count.get() as { n: number }).n;
    await exported({ format: 'csv' });
    expect((count.get() as { n: number }).n).toBe(before + 1);
  });

  it('never changes as known at a time, and follows otherwise', async () => {
    const { at } = fresh.db.sqlite.prepare('select max(at) as at from tx where at < ?').get(NOW - 60_000) as {
      at: number;
    };
    const then = async () => (await exported({ knownAt: at })).result.sha256;
    const noted = await then();
    const now = (await exported()).result.sha256;
    write(fresh.db, NOW, (tx) => {
      const { id } = fresh.db.sqlite
        .prepare("select id from person where staff_code = 'LG-000005'")
        .get() as {
        id: number;
      };
      closePersonFacts(tx.db, 'assignment', id, tx.id);
      addPost(tx, { personId: id, unitId: unit.B!, position: 'Kế toán', category: 'cadre' });
      addEvidence(tx, { personId: id, modules: BOTH });
      rewriteSpans(tx, id);
    });
    expect(await then()).toBe(noted);
    expect((await exported()).result.sha256).not.toBe(now);
  });
});
