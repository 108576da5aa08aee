import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { actorWith, ctxOf } from '../../tests/factories';
import { makeFigureProvince } from '../../tests/figure-province';
import type { Role } from '~/access/roles';
import { startOfDate } from '~/office/dates';
import { listIndicatorPeople } from './indicator-people.server';

const NOW = startOfDate('2026-11-25') + 8 * 3_600_000;

describe('the names behind the figure', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let unit: Record<string, number>;
  const ctx = (role: Role = 'leader') => ctxOf(fresh.db, NOW, actorWith([[role, unit.TINH!]]));

  beforeAll(() => {
    fresh = freshDatabase();
    ({ unit } = makeFigureProvince(fresh.db));
  });
  afterAll(() => fresh.remove());

  it('opens down to names with what each lacks', () => {
    const named = listIndicatorPeople(ctx());
    expect(named).toMatchObject({ total: 10, hidden: 0, page: 1 });
    const lines = named.rows.map(
      (row) => `${row.staffCode} ${row.unitCode} ${row.met} ${row.missing.join(' ')}`,
    );
    expect(lines.sort()).toEqual([
      'LG-01 SNV true ',
      'LG-02 SNV false IU02',
      'LG-03 SNV true ',
      'LG-06 VPTU false IU01 IU02',
      'LG-07 VPTU true ',
      'LG-08 VPTU false IU01 IU02',
      'LG-09 XA1 true ',
      'LG-10 XA1 false IU01 IU02',
      'LG-11 XA1 false IU01 IU02',
      'LG-14 XA1.MT true ',
    ]);
  });

  it.each([
    ['met', { met: true }, 5],
    ['not met', { met: false }, 5],
    ['a level', { level: 'commune' }, 4],
    ['a block not met', { block: 'party', met: false }, 2],
    ['a category', { category: 'cadre' }, 5],
    ['a unit and below', { unitCode: 'XA1' }, 4],
  ] as const)('names as many as the figure says: %s', (_, input, total) => {
    const named = listIndicatorPeople(ctx(), input);
    expect([named.total, named.rows.length]).toEqual([total, total]);
  });

  it('come in the order of names, and pages end', () => {
    const names = listIndicatorPeople(ctx()).rows.map((row) => row.fullName);
    expect(names).toEqual([...names].sort());
    expect(listIndicatorPeople(ctx(), { page: 2 })).toMatchObject({ rows: [], total: 10 });
  });

  it('are not for everybody', () => {
    expect(() => listIndicatorPeople(ctx('trainer'))).toThrow('not_allowed');
  });
});
