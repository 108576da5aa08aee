import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { actorWith, addEvidence, addPost, ctxOf, write } from '../../tests/factories';
import { makeFigureProvince } from '../../tests/figure-province';
import { AppError } from '~/access/errors';
import { startOfDate } from '~/office/dates';
import { listUnitsOfDay } from '~db/queries/organisation';
import { closePersonFacts, insertUnitPeriod } from '~db/queries/organisation-write';
import { closeEvidence } from '~db/queries/proficiency';
import { getIndicator, getIndicatorPage } from './indicator.server';
import { listIndicatorPeople } from './indicator-people.server';
import { rewriteSpans } from './spans.server';

const at = (day: string, hour = 8) => startOfDate(day) + hour * 3_600_000;
const NOW = at('2026-11-25');
const BOTH = 'IU01 IU02';

describe('the figure of a small province', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let unit: Record<string, number>;
  let id: number[];
  const ctx = (role: 'leader' | 'hr' | 'learner' = 'leader', unitCode = 'TINH', now = NOW) =>
    ctxOf(fresh.db, now, actorWith([[role, unit[unitCode]!]]));

  beforeAll(() => {
    fresh = freshDatabase();
    ({ unit, id } = makeFigureProvince(fresh.db));
  });
  afterAll(() => fresh.remove());

  const brief = (parts: { key: string; numerator: number; denominator: number }[]) =>
    parts.map((part) => `${part.key} ${part.numerator}/${part.denominator}`);

  it('is 5 of 10', () => {
    expect(getIndicator(ctx())).toMatchObject({
      asOf: '2026-11-25',
      numerator: 5,
      denominator: 10,
      share: { num: 5, den: 10 },
      target: { num: 70, den: 100, document: null },
      provisional: true,
      rule: { code: 'LG-TT', version: 1, provisional: true },
      rows: [],
    });
  });

  it.each([
    ['level', ['province 3/6', 'commune 2/4']],
    ['block', ['party 1/3', 'state 3/6', 'mass_organisation 1/1']],
    ['category', ['cadre 3/5', 'civil_servant 2/5']],
    ['unit', ['SNV 2/3', 'VPTU 1/3', 'XA1 1/3', 'XA1.MT 1/1']],
  ] as const)('by %s', (by, rows) => {
    expect(brief(getIndicator(ctx(), { by }).rows)).toEqual(rows);
  });

  it.each([
    // Person 7's evidence ends, person 11's begins.
    ['the day after', '2026-11-26', '5/10'],
    // Person 6 still holds, person 13 was still there and met.
    ['the last day of person 13', '2026-11-19', '7/11'],
    ['the day he was gone', '2026-11-20', '6/10'],
    // Evidence begins on 01/01/2025: the day before nobody of the 11 is met.
    ['before all evidence', '2024-12-31', '0/11'],
    ['before anybody was there', '2019-12-31', '0/0'],
  ])('%s', (_, asOf, figure) => {
    const { numerator, denominator } = getIndicator(ctx(), { asOf });
    expect(`${numerator}/${denominator}`).toBe(figure);
  });

  it('has no share where nobody counts', () => {
    expect(getIndicator(ctx(), { asOf: '2019-12-31' })).toMatchObject({ share: null, rule: null });
  });

  it.each([
    ['a unit with everything below it', 'XA1', '2/4'],
    ['a unit of its own', 'SNV', '2/3'],
    ['the province', 'TINH', '5/10'],
  ])('%s', (_, unitCode, figure) => {
    const { numerator, denominator } = getIndicator(ctx(), { unitCode });
    expect(`${numerator}/${denominator}`).toBe(figure);
  });

  it('gives the head of a unit the figure of his unit', () => {
    expect(getIndicator(ctx('leader', 'XA1'))).toMatchObject({ numerator: 2, denominator: 4 });
  });

  it.each([
    ['a unit elsewhere', 'leader', 'XA1', { unitCode: 'SNV' }, 'out_of_scope'],
    ['a unit that is not there, to someone in a unit', 'leader', 'XA1', { unitCode: 'NOPE' }, 'out_of_scope'],
    ['a unit that is not there, to the province', 'leader', 'TINH', { unitCode: 'NOPE' }, 'not_found'],
    ['a role that has no figure', 'learner', 'TINH', {}, 'not_allowed'],
    ['a day that does not exist', 'leader', 'TINH', { asOf: '2026-02-30' }, 'invalid_input'],
    ['a time nine seconds ago', 'leader', 'TINH', { knownAt: NOW - 9_999 }, 'invalid_input'],
    ['no time at all', 'leader', 'TINH', { knownAt: Number.NaN }, 'invalid_input'],
  ] as const)('refuses %s', (_, role, unitCode, input, code) => {
    const refused = () => getIndicator(ctx(role, unitCode), input);
    expect(refused).toThrow(AppError);
    expect(refused).toThrow(code);
  });

  it('puts the page together from the same figure', () => {
    const page = getIndicatorPage(ctx());
    // 70% of 10 is 7: two more.
    expect(page).toMatchObject({
      numerator: 5,
      denominator: 10,
      gap: 2,
      small: false,
      breakAt: '2025-07-01',
    });
    expect(brief(page.byLevel)).toEqual(['province 3/6', 'commune 2/4']);
    expect(page.byBlock.map((part) => part.gap)).toEqual([2, 2, 0]);
    // On 25/08/2026: 1, 3, 6, 7, 9, 13, 14 met of 11 who counted.
    expect(page.compare).toMatchObject({ asOf: '2026-08-25', numerator: 7, denominator: 11 });
    expect(page.units.every((row) => row.small)).toBe(true);
    expect(page.units.find((row) => row.code === 'VPTU')!.before).toMatchObject({
      numerator: 2,
      denominator: 3,
    });
    expect(page.unlisted).toEqual([]);
    expect(page.series).toHaveLength(25);
    expect([page.series[0]!.asOf, page.series.at(-1)!.asOf]).toEqual(['2024-11-30', '2026-11-25']);
  });

  it('computes the series of all units in one pass to the same points as day by day', () => {
    const whole = getIndicatorPage(ctx()).series;
    const single = whole.map(({ asOf }) => {
      const { numerator, denominator, share } = getIndicator(ctx(), { asOf });
      return { asOf, numerator, denominator, share };
    });
    expect(whole).toEqual(single);
    expect(getIndicatorPage(ctx(), { unitCode: 'TINH' }).series).toEqual(whole);
  });

  it('reads the spans in key order, without sorting', () => {
    const plan = fresh.db.sqlite
      .prepare(
        `explain query plan select unit_id, category, count(*), sum(met) from span
         where valid_from <= 'x' and valid_to > 'x' and tx_from <= 1 and tx_to > 1 and counted = 1
         group by unit_id, category`,
      )
      .all() as { detail: string }[];
    expect(plan.map((step) => step.detail)).toEqual(['SCAN span']);
  });

  describe('as known at a time', () => {
    const known = at('2026-11-24');
    const before = () => getIndicator(ctx(), { knownAt: known, by: 'unit' });
    let noted: ReturnType<typeof before>;

    it('never changes by what comes later', () => {
      noted = before();
      // Corrections after that time, all about the past: person 10 turns out to have been met since 2025, person 9
      // was in the Party office all along, person 14's certificate is withdrawn, the Party office was of the state.
      write(fresh.db, at('2026-11-24', 9), (tx) => {
        addEvidence(tx, { personId: id[10]!, modules: BOTH });
        rewriteSpans(tx, id[10]!);
      });
      write(fresh.db, at('2026-11-24', 10), (tx) => {
        closePersonFacts(tx.db, 'assignment', id[9]!, tx.id);
        addPost(tx, { personId: id[9]!, unitId: unit.VPTU!, category: 'cadre' });
        rewriteSpans(tx, id[9]!);
      });
      write(fresh.db, at('2026-11-24', 11), (tx) => {
        const { evidence_id: thing } = fresh.db.sqlite
          .prepare('select evidence_id from evidence where person_id = ?')
          .get(id[14]!) as { evidence_id: number };
        closeEvidence(tx.db, thing, tx.id);
        addEvidence(tx, { personId: id[14]!, evidenceId: thing, modules: BOTH, state: 'withdrawn' });
        rewriteSpans(tx, id[14]!);
      });
      write(fresh.db, at('2026-11-24', 11), (tx) => {
        fresh.db.sqlite.prepare('update unit_period set tx_to = ? where unit_id = ?').run(tx.id, unit.VPTU);
        insertUnitPeriod(tx.db, {
          ...{
            unitId: unit.VPTU!,
            nameVi: 'x',
            nameEn: 'x',
            searchKey: 'x',
            level: 'province',
            block: 'state',
          },
          ...{
            parentId: unit.TINH!,
            document: null,
            validFrom: '2000-01-01',
            validTo: '9999-12-31',
            txId: tx.id,
          },
        });
      });
      expect(before()).toEqual(noted);
      expect(brief(getIndicator(ctx(), { knownAt: known, by: 'block' }).rows)).toContain('party 1/3');
      expect(noted).toMatchObject({ numerator: 5, denominator: 10, tx: { at: at('2026-01-02') } });
    });

    it('while the figure of today follows', () => {
      // Met now: 1, 3, 7, 9, 10 = 5 of 10; person 9 has moved from XA1 to VPTU.
      const now = getIndicator(ctx(), { by: 'unit' });
      expect(brief(now.rows)).toEqual(['SNV 2/3', 'VPTU 2/4', 'XA1 1/2', 'XA1.MT 0/1']);
      expect(now.tx.at).toBe(at('2026-11-24', 11) + 1);
      expect(listUnitsOfDay(fresh.db, '2026-11-25', now.tx.id)).toHaveLength(5);
      expect(brief(getIndicator(ctx(), { by: 'block' }).rows)).toEqual([
        'state 5/9',
        'mass_organisation 0/1',
      ]);
    });

    it.each([
      ['between two corrections', at('2026-11-24', 9), '6/10'],
      ['one millisecond before the first', at('2026-11-24', 9) - 1, '5/10'],
      ['before anything was known', at('2025-01-01'), '0/0'],
    ])('%s', (_, knownAt, figure) => {
      const { numerator, denominator } = getIndicator(ctx(), { knownAt });
      expect(`${numerator}/${denominator}`).toBe(figure);
    });

    it('counts, but does not name, whoever left the scope since', () => {
      // As known then person 9 stood in XA1; today he is in the Party office.
      const named = listIndicatorPeople(ctx('leader', 'XA1'), { knownAt: known });
      expect(named).toMatchObject({ total: 4, hidden: 1 });
      expect(named.rows.map((row) => row.staffCode).sort()).toEqual(['LG-10', 'LG-11', 'LG-14']);
    });
  });
});
