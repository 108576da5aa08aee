import { describe, expect, it } from 'vitest';
import { isCounted, meets, modulesOn, ruleText, type EvidenceFact, type RuleBody } from './rule';

const RULE: RuleBody = {
  categories: ['cadre', 'civil_servant'],
  states: ['working', 'leave'],
  modules: ['IU01', 'IU02'],
  target: { num: 70, den: 100 },
};

const fact = (change: Partial<EvidenceFact>): EvidenceFact => ({
  id: 1,
  modules: ['IU01'],
  state: 'accepted',
  validFrom: '2026-01-01',
  validTo: '2029-01-01',
  ...change,
});

describe('meets', () => {
  interface Case {
    name: string;
    holding: EvidenceFact[];
    met: boolean;
    evidence: number[];
    missing: string[];
  }
  const cases: Case[] = [
    { name: 'nothing shown', holding: [], met: false, evidence: [], missing: ['IU01', 'IU02'] },
    {
      name: 'one module of two',
      holding: [fact({ id: 7 })],
      met: false,
      evidence: [7],
      missing: ['IU02'],
    },
    {
      name: 'each module by its own result',
      holding: [fact({ id: 9 }), fact({ id: 4, modules: ['IU02'] })],
      met: true,
      evidence: [4, 9],
      missing: [],
    },
    {
      name: 'one certificate for both modules, named once',
      holding: [fact({ id: 3, modules: ['IU01', 'IU02', 'IU03'] })],
      met: true,
      evidence: [3],
      missing: [],
    },
    {
      name: 'the evidence that holds longest decides',
      holding: [fact({ id: 1, modules: ['IU01', 'IU02'] }), fact({ id: 8, validTo: '2030-01-01' })],
      met: true,
      evidence: [1, 8],
      missing: [],
    },
    {
      name: 'of two that hold equally long the lower id decides',
      holding: [fact({ id: 6, modules: ['IU01', 'IU02'] }), fact({ id: 5 })],
      met: true,
      evidence: [5, 6],
      missing: [],
    },
    {
      name: 'a module outside the rule decides nothing',
      holding: [fact({ id: 2, modules: ['IU09'] })],
      met: false,
      evidence: [],
      missing: ['IU01', 'IU02'],
    },
  ];
  it.each(cases)('$name', ({ holding, met, evidence, missing }) => {
    expect(meets(RULE, holding)).toMatchObject({ met, evidence, missing });
  });

  it('does not depend on the order of the evidence', () => {
    const holding = [fact({ id: 6 }), fact({ id: 5 }), fact({ id: 9, modules: ['IU02'] })];
    expect(meets(RULE, [...holding].reverse())).toEqual(meets(RULE, holding));
  });
});

describe('isCounted', () => {
  it.each([
    ['a civil servant at work', 'civil_servant', 'working', true],
    ['a cadre on leave', 'cadre', 'leave', true],
    ['a seconded civil servant, whose state the rule does not name', 'civil_servant', 'seconded', false],
    ['a public employee', 'public_employee', 'working', false],
    ['a category not yet stated', 'unstated', 'working', false],
    ['a person without a recorded state', 'cadre', null, false],
  ] as const)('%s', (_, category, state, counted) => {
    expect(isCounted(RULE, category, state)).toBe(counted);
  });
});

describe('modulesOn', () => {
  const on = (evidence: EvidenceFact[]) => modulesOn(RULE, evidence, '2026-11-25')[0]!;

  it.each([
    ['accepted and in force', fact({}), true],
    ['begins that very day', fact({ validFrom: '2026-11-25' }), true],
    ['begins the day after', fact({ validFrom: '2026-11-26' }), false],
    ['last day is that day', fact({ validTo: '2026-11-26' }), true],
    ['last day was the day before', fact({ validTo: '2026-11-25' }), false],
    ['only claimed', fact({ state: 'claimed' }), false],
    ['rejected', fact({ state: 'rejected' }), false],
    ['withdrawn', fact({ state: 'withdrawn' }), false],
  ])('%s', (_, evidence, met) => {
    expect(on([evidence]).met).toBe(met);
  });

  // 25/11/2026 + 60 days = 5 (rest of November) + 31 (December) + 24 = 24/01/2027.
  it.each([
    ['stops on the 60th day from now', '2027-01-24', true],
    ['stops on the 61st', '2027-01-25', false],
  ])('%s', (_, validTo, expiring) => {
    expect(on([fact({ validTo })]).expiring).toBe(expiring);
  });

  it('names the accepted evidence that held last when nothing holds any more', () => {
    const old = fact({ id: 1, validFrom: '2020-01-01', validTo: '2023-01-01' });
    const newer = fact({ id: 2, validFrom: '2021-01-01', validTo: '2024-01-01' });
    const never = fact({ id: 3, state: 'rejected', validTo: '2025-01-01', validFrom: '2021-01-01' });
    expect(on([old, newer, never])).toMatchObject({ met: false, expiring: false, expired: { id: 2 } });
  });
});

describe('ruleText', () => {
  it('says what the decision does', () => {
    expect(ruleText(RULE)).toEqual([
      {
        key: 'rule.counted',
        params: {},
        lists: {
          categories: ['category.cadre', 'category.civil_servant'],
          states: ['person_state.working', 'person_state.leave'],
        },
      },
      {
        key: 'rule.not_counted',
        params: {},
        lists: {
          categories: [
            'category.public_employee',
            'category.part_time',
            'category.contract',
            'category.unstated',
          ],
        },
      },
      { key: 'rule.enough', params: { count: 2, modules: 'IU01, IU02' }, lists: {} },
    ]);
  });
});
