import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { actorWith, addEvidence, addPost, ctxOf, write } from '../../tests/factories';
import { makeRosterProvince } from '../../tests/roster-province';
import type { Role } from '~/access/roles';
import { startOfDate } from '~/office/dates';
import { CATEGORIES, type Category } from '~/organisation/terms';
import { rewriteSpans } from '~/proficiency/spans.server';
import { closePersonFacts } from '~db/queries/organisation-write';
import { exportRoster, type ExportInput, type RosterLabels } from './roster-export.server';
import type { RosterRow } from './roster';

const NOW = startOfDate('2026-11-25') + 8 * 3_600_000;

describe('the exported roster', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let unit: Record<string, number>;
  const ctx = (role: Role = 'hr', at = 'TINH') => ctxOf(fresh.db, NOW, actorWith([[role, unit[at]!]]));

  beforeAll(() => {
    fresh = freshDatabase();
    unit = makeRosterProvince(fresh.db);
  });
  afterAll(() => fresh.remove());

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
      addEvidence(tx, { personId: id, modules: 'IU01 IU02' });
      rewriteSpans(tx, id);
    });
    expect(await then()).toBe(noted);
    expect((await exported()).result.sha256).not.toBe(now);
  });
});
