import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FLASH_COOKIE, readCookie } from '~/http/cookies';
import * as confirmations from '~/routes/confirmations._index';
import * as pdf from '~/routes/confirmations.$confirmationId[.]pdf';
import * as roster from '~/routes/roster._index';
import * as csv from '~/routes/roster.export[.]csv';
import * as xlsx from '~/routes/roster.export[.]xlsx';
import { row, rows } from '~db/client.server';
import { thrownBy } from '../load-context';
import { workWorld, type WorkWorld } from '../work';

let world: WorkWorld;

beforeAll(() => {
  world = workWorld();
});

afterAll(() => world.remove());

describe('the exported roster', () => {
  const query = '?unit=A&asOf=2026-11-24';
  const pageCodes = () => {
    const answer = roster.loader(world.as('hr', `/roster${query}`));
    return answer.data.roster.groups.flatMap((group) => group.rows.map(({ staffCode }) => staffCode));
  };

  it('gives in CSV the rows of the page, in its order, with the day in the file name', async () => {
    const response = await csv.loader(world.as('hr', `/roster/export.csv${query}`));
    expect(response.headers.get('Content-Disposition')).toBe(
      `attachment; filename="danh-sach-nang-luc-2026-11-24.csv"; filename*=UTF-8''Danh%20s%C3%A1ch%20n%C4%83ng%20l%E1%BB%B1c%202026-11-24.csv`,
    );
    expect(response.headers.get('Cache-Control')).toBe('private, no-store');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').trimEnd().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(';')[1])).toEqual(pageCodes());
    expect(lines).toHaveLength(12);
  });

  it('neutralises formulas in CSV', async () => {
    const text = await (await csv.loader(world.as('hr', `/roster/export.csv${query}`))).text();
    const line = text.split('\r\n').find((each) => each.includes('LG-000002'))!;
    expect(line).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(line).toContain(`;'-2+3;`);
    expect(text).not.toMatch(/[;\n][=+@-]/);
  });

  it('gives in XLSX the same rows, texts as texts', async () => {
    const response = await xlsx.loader(world.as('hr', `/roster/export.xlsx${query}`));
    expect(response.headers.get('Content-Type')).toContain('spreadsheetml');
    const path = join(world.folder, 'roster.xlsx');
    writeFileSync(path, Buffer.from(await response.arrayBuffer()));
    const sheet = await readSheet(path);
    const head = sheet.findIndex((cells) => cells[0] === 'STT');
    const body = sheet.slice(head + 1).filter((cells) => /^LG-/.test(String(cells[1])));
    expect(body.map((cells) => cells[1])).toEqual(pageCodes());
    expect(body.find((cells) => cells[1] === 'LG-000002')![2]).toBe('=HYPERLINK("http://x")');
    expect(JSON.stringify(sheet)).toContain('Quy tắc tạm, chưa được phê duyệt');
  });

  it('is logged each time, with the filter and a hash of the rows', () => {
    const log = rows<{ kind: string; rows: number; sha256: string }>(
      world.db,
      'select kind, rows, sha256 from export_log order by id',
    );
    expect(log.map(({ kind }) => kind)).toEqual(['roster.csv', 'roster.csv', 'roster.xlsx']);
    expect(new Set(log.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(log[0]).toMatchObject({ rows: 12 });
  });

  it('refuses a day that does not exist', async () => {
    const response = await thrownBy(() => csv.loader(world.as('hr', '/roster/export.csv?asOf=31/06/2026')));
    expect(response.status).toBe(400);
  });
});

describe('confirmations', () => {
  let forms = 0;
  const issue = (who: keyof WorkWorld['cookies'], staffCode: string) =>
    confirmations.action(
      world.as(who, '/confirmations', { form: { staffCode, key: `form-of-${who}-${(forms += 1)}-0000` } }),
    );
  const lines = () => row<{ n: number }>(world.db, 'select count(*) as n from confirmation')!.n;
  const paper = (who: keyof WorkWorld['cookies'], id: string) =>
    pdf.loader(world.as(who, `/confirmations/${id}.pdf`, { params: { confirmationId: id } }));

  it('are issued with one press, told by the number, once', async () => {
    const due = await confirmations.loader(world.as('hrA', '/confirmations'));
    expect(due.due.rows.map(({ staffCode }) => staffCode)).toContain('LG-000001');
    const response = await issue('hrA', 'LG-000001');
    expect(response.headers.get('Location')).toBe('/confirmations');
    expect(JSON.parse(readCookie(response.headers.get('Set-Cookie'), FLASH_COOKIE)!)).toEqual({
      key: 'confirmation_issued',
      params: { number: '0001/2026/GXN-SNV', name: 'Trần Thị Hồng Vân' },
    });
    const again = await thrownBy(() => issue('hrA', 'LG-000001'));
    expect(again.status).toBe(409);
    expect(lines()).toBe(1);
  });

  it('stand in the register of those who may issue them, and nowhere else', async () => {
    const mine = await confirmations.loader(world.as('hrA', '/confirmations'));
    expect(mine.register.rows.map(({ number }) => number)).toEqual(['0001/2026/GXN-SNV']);
    expect(mine.due.rows.map(({ staffCode }) => staffCode)).not.toContain('LG-000001');
    const theirs = await confirmations.loader(world.as('hrB', '/confirmations'));
    expect(theirs.register.total).toBe(0);
  });

  it.each([
    ['somebody elsewhere', 'hrB', 'LG-000001', 403],
    ['somebody who is nowhere', 'hrB', 'LG-999999', 403],
    ['somebody who lacks a module', 'hrA', 'LG-000002', 409],
  ] as const)('are not issued to %s', async (_, who, staffCode, status) => {
    expect((await thrownBy(() => issue(who, staffCode))).status).toBe(status);
    expect(lines()).toBe(1);
  });

  it.each(['hrA', 'learner'] as const)('are a PDF with name and number for %s', async (who) => {
    const response = await paper(who, '1');
    expect(response.headers.get('Content-Type')).toBe('application/pdf');
    expect(response.headers.get('Content-Disposition')).toMatch(
      /^inline; filename="giay-xac-nhan-0001-2026-GXN-SNV\.pdf"/,
    );
    const path = join(world.folder, `${who}.pdf`);
    writeFileSync(path, Buffer.from(await response.arrayBuffer()));
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
    expect(text).toContain('Trần Thị Hồng Vân');
    expect(text).toContain('0001/2026/GXN-SNV');
    expect(text).toContain('Đạt hai mô đun');
    expect(text).toContain('Sở Nội vụ tỉnh Lam Giang xác nhận ông/bà');
    expect(text).toContain('Sinh ngày 17 tháng 8 năm 1982. Đơn vị: Sở Tài chính');
    expect(text).toContain('không phải Chứng chỉ ứng dụng công nghệ thông tin');
  });

  it('are refused alike to HR of another unit, whether they exist or not', async () => {
    const [there, nowhere, words] = await Promise.all(
      ['1', '999', 'x'].map((id) => thrownBy(() => paper('hrB', id))),
    );
    expect(there!.status).toBe(403);
    expect(await there!.text()).toBe(await nowhere!.text());
    expect(words!.status).toBe(403);
  });
});
