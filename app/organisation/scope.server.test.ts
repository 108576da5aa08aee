import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { actorWith, addPerson, addPost, addSuccession, addUnit, ctxOf, write } from '../../tests/factories';
import { AppError } from '~/access/errors';
import type { Role } from '~/access/roles';
import { startOfDate } from '~/office/dates';
import { countRoster } from '~db/queries/roster';
import { LATEST } from '~db/queries/organisation';
import { rewriteSpans } from '~/proficiency/spans.server';
import { getPersonCard } from './people.server';
import { isPersonInScope, requireOwnPerson, requireReadable, scopeOf } from './scope.server';
import { listScopeUnits, scopeLabel } from './units.server';

const TODAY = '2026-11-25';
const NOW = startOfDate(TODAY);

describe('whose people an actor may see', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  const unit: Record<string, number> = {};
  const person: Record<string, number> = {};
  const ctx = (role: Role, at: string, personId: number | null = null) =>
    ctxOf(fresh.db, NOW, actorWith([[role, unit[at]!]], personId));

  // TINH ── SNV (department) ── SNV.VP (its office)
  //      ├─ XA1 (commune since 01/07/2025, merged from CU1 and CU2, which ended then)
  //      └─ XA2 (commune)
  beforeAll(() => {
    fresh = freshDatabase();
    write(fresh.db, 1, (tx) => {
      unit.TINH = addUnit(tx, { code: 'TINH', name: 'Tỉnh Lam Giang' });
      unit.SNV = addUnit(tx, { code: 'SNV', name: 'Sở Nội vụ', parentId: unit.TINH });
      unit['SNV.VP'] = addUnit(tx, { code: 'SNV.VP', name: 'Văn phòng Sở', parentId: unit.SNV });
      unit.XA1 = addUnit(tx, {
        code: 'XA1',
        name: 'Xã Đông Lĩnh',
        level: 'commune',
        parentId: unit.TINH,
        validFrom: '2025-07-01',
      });
      unit.XA2 = addUnit(tx, { code: 'XA2', level: 'commune', parentId: unit.TINH });
      for (const code of ['CU1', 'CU2']) {
        unit[code] = addUnit(tx, { code, level: 'commune', parentId: unit.TINH, validTo: '2025-07-01' });
        addSuccession(tx, unit[code], unit.XA1, '2025-07-01');
      }
    });
    write(fresh.db, 2, (tx) => {
      const add = (name: string, at: string, period: { validFrom?: string; validTo?: string } = {}) => {
        person[name] = addPerson(tx, { staffCode: `LG-${name}`, unitId: unit[at]!, ...period });
        return person[name]!;
      };
      add('OFFICE', 'SNV.VP');
      add('COMMUNE', 'XA1', { validFrom: '2025-07-01' });
      add('OTHER', 'XA2');
      // Came from CU1 by the merger: yesterday's post there, today's in XA2.
      const moved = add('MOVED', 'CU1', { validTo: '2025-07-01' });
      addPost(tx, { personId: moved, unitId: unit.XA2!, validFrom: '2025-07-01' });
      rewriteSpans(tx, moved);
      // Left for good before the merger, and on its very day.
      add('LEFT', 'CU2', { validTo: '2025-03-01' });
      add('RETIRED', 'XA1', { validFrom: '2025-07-01', validTo: '2026-06-01' });
      // Was in CU1 once, but left from XA2.
      const elsewhere = add('ELSEWHERE', 'CU1', { validTo: '2024-01-01' });
      addPost(tx, { personId: elsewhere, unitId: unit.XA2!, validFrom: '2024-01-01', validTo: '2026-01-01' });
      rewriteSpans(tx, elsewhere);
      // A second post in the department beside the primary one in a commune.
      const both = add('BOTH', 'XA2');
      addPost(tx, { personId: both, unitId: unit.SNV!, isPrimary: false });
      // Starts next month: nobody's but the province's yet.
      add('FUTURE', 'XA1', { validFrom: '2026-12-15' });
    });
  });
  afterAll(() => fresh.remove());

  const cases: [name: string, at: string, people: string[]][] = [
    ['the province sees everybody', 'TINH', []],
    ['a department sees its offices and second posts', 'SNV', ['OFFICE', 'BOTH']],
    ['an office does not see its department', 'SNV.VP', ['OFFICE']],
    ['a commune sees who left it and the communes it came from', 'XA1', ['COMMUNE', 'LEFT', 'RETIRED']],
    ['whoever moved away is seen where he is', 'XA2', ['OTHER', 'MOVED', 'BOTH', 'ELSEWHERE']],
  ];
  it.each(cases)('%s', (_, at, people) => {
    const mine = ctx('hr', at);
    const scope = scopeOf(mine, 'person.read');
    const seen = Object.keys(person).filter((name) => isPersonInScope(mine, scope, person[name]!));
    expect(new Set(seen)).toEqual(new Set(at === 'TINH' ? Object.keys(person) : people));
  });

  it.each(cases)('lists are held to the same people: %s', (_, at) => {
    const mine = ctx('hr', at);
    const scope = scopeOf(mine, 'person.read');
    for (const day of [TODAY, '2026-12-31', '2025-01-01']) {
      const listed = countRoster(fresh.db, {
        ...{ day, txId: LATEST, unitIds: null },
        scope: scope.whole ? null : scope,
      });
      const posted = Object.values(person).filter((id) => {
        const rows = fresh.db.sqlite
          .prepare(
            'select 1 from assignment where person_id = ? and is_primary = 1 and valid_from <= ? and valid_to > ?',
          )
          .all(id, day, day);
        return rows.length > 0 && isPersonInScope(mine, scope, id);
      });
      expect([day, listed]).toEqual([day, posted.length]);
    }
  });

  const codeOf = (work: () => unknown) => {
    try {
      return work();
    } catch (error) {
      return (error as AppError).code;
    }
  };

  it('answers alike for a person elsewhere and a person nowhere', () => {
    const refusals = ['LG-OTHER', 'LG-NOBODY'].map((staffCode) => {
      try {
        getPersonCard(ctx('hr', 'SNV'), { staffCode });
      } catch (error) {
        return { ...(error as AppError), code: (error as AppError).code };
      }
      return null;
    });
    expect(refusals[0]).toMatchObject({ code: 'out_of_scope' });
    expect(refusals[1]).toEqual(refusals[0]);
  });

  it.each([
    ['the province is told that a code is nobody’s', 'hr', 'TINH', 'LG-NOBODY', 'not_found'],
    ['a role without the action sees nobody', 'trainer', 'TINH', 'LG-OFFICE', 'not_allowed'],
    ['a role without the action learns nothing either', 'trainer', 'TINH', 'LG-NOBODY', 'not_allowed'],
    ['a leader of the unit may read', 'leader', 'SNV', ' lg-office ', 'LG-OFFICE'],
  ] as const)('%s', (_, role, at, staffCode, outcome) => {
    expect(codeOf(() => getPersonCard(ctx(role, at), { staffCode }).staffCode)).toBe(outcome);
  });

  it('lets only the unit of the primary post write', () => {
    const write_ = (at: string) => () =>
      requireOwnPerson(ctx('hr', at), 'confirmation.issue', 'LG-BOTH').staffCode;
    expect(codeOf(write_('SNV'))).toBe('out_of_scope');
    expect(codeOf(write_('XA2'))).toBe('LG-BOTH');
    expect(codeOf(write_('TINH'))).toBe('LG-BOTH');
  });

  it('opens one’s own record to a learner, and no other', () => {
    const learner = ctx('learner', 'SNV', person.OFFICE!);
    expect(codeOf(() => requireReadable(learner, person.OFFICE!))).toBeUndefined();
    expect(codeOf(() => requireReadable(learner, person.OTHER!))).toBe('not_allowed');
  });

  it('ends with the grant', () => {
    const actor = actorWith([['hr', unit.SNV!]]);
    actor.grants[0]!.validTo = TODAY;
    expect(codeOf(() => scopeOf(ctxOf(fresh.db, NOW, actor), 'person.read'))).toBe('not_allowed');
  });

  it('shows posts with the unit’s name of their time', () => {
    const card = getPersonCard(ctx('hr', 'TINH'), { staffCode: 'LG-MOVED' });
    expect(card.posts.map((post) => [post.unitVi, post.validFrom, post.validTo])).toEqual([
      ['XA2', '2025-07-01', '9999-12-31'],
      ['CU1', '2020-01-01', '2025-07-01'],
    ]);
    expect(card.state).toBe('working');
  });

  it('offers the units of the scope with their depth', () => {
    const offered = (at: string) =>
      listScopeUnits(ctx('hr', at), 'roster.read').map(({ code, depth }) => `${depth} ${code}`);
    expect(offered('SNV')).toEqual(['0 SNV', '1 SNV.VP']);
    expect(offered('TINH')).toEqual(['0 TINH', '1 SNV', '2 SNV.VP', '1 XA1', '1 XA2']);
    const before = listScopeUnits(ctx('hr', 'TINH'), 'roster.read', '2025-06-30').map(({ code }) => code);
    expect(before).toEqual(['TINH', 'CU1', 'CU2', 'SNV', 'SNV.VP', 'XA2']);
  });

  it('names the scope of a role and nothing for a role not held', () => {
    expect(scopeLabel(ctx('hr', 'XA1'), 'hr', 'vi')).toContain('Xã Đông Lĩnh');
    expect(scopeLabel(ctx('hr', 'XA1'), 'leader', 'vi')).toBe('');
  });
});
