import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { actorWith, addEvidence, addPerson, addUnit, ctxOf, write } from '../../tests/factories';
import { makeRosterProvince } from '../../tests/roster-province';
import type { AppError } from '~/access/errors';
import type { Role } from '~/access/roles';
import { startOfDate } from '~/office/dates';
import { rewriteSpans } from '~/proficiency/spans.server';
import { getRoster, type RosterFilters } from './roster.server';

const NOW = startOfDate('2026-11-25') + 8 * 3_600_000;

describe('the competency roster', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let unit: Record<string, number>;
  const ctx = (role: Role = 'hr', at = 'TINH') => ctxOf(fresh.db, NOW, actorWith([[role, unit[at]!]]));

  beforeAll(() => {
    fresh = freshDatabase();
    unit = makeRosterProvince(fresh.db);
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

  it('tells renewed from ending, and claimed from shown', () => {
    write(fresh.db, 3, (tx) => {
      unit.C = addUnit(tx, { code: 'C', parentId: unit.TINH });
      const change = { unitId: unit.C, shows: 'IU01 IU02', shownTo: '2027-01-01' };
      const renewed = addPerson(tx, { staffCode: 'LG-000020', ...change });
      addEvidence(tx, {
        personId: renewed,
        modules: 'IU01 IU02',
        validFrom: '2026-12-01',
        validTo: '2029-12-01',
      });
      rewriteSpans(tx, renewed);
      const claims = addPerson(tx, { staffCode: 'LG-000021', unitId: unit.C });
      addEvidence(tx, { personId: claims, modules: 'IU01', state: 'claimed' });
    });
    expect(getRoster(ctx(), { unitCode: 'C' }).counts).toEqual({ total: 2, met: 1, expiring: 0, missing: 1 });
    expect(getRoster(ctx(), { unitCode: 'C', result: 'expiring' }).counts.total).toBe(0);
    expect(getRoster(ctx(), { unitCode: 'C', missingModule: 'IU01' }).counts.total).toBe(1);
  });

  it('holds a unit’s officer to his people', () => {
    expect(names({}, ctx('hr', 'B'))).toEqual(['B 0/2: Đặng Quốc Bảo, Nguyễn Tiến Dũng']);
    // Lò Thị Dung's post ended: the unit where she was last still keeps her record.
    expect(names({ asOf: '2026-11-24' }, ctx('hr', 'B'))[0]).toContain('Lò Thị Dung');
    expect(names({ asOf: '2026-11-24' }, ctx('hr', 'A'))).toHaveLength(1);
  });
});
