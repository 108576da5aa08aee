import { describe, expect, it } from 'vitest';
import type { RuleBody } from '~/proficiency/rule';
import {
  canonicalRows,
  exactBirthDate,
  exportedModules,
  missingModules,
  rosterModules,
  type RosterEvidence,
} from './roster';

const RULE: RuleBody = {
  categories: ['cadre'],
  states: ['working'],
  modules: ['IU01', 'IU02', 'IU03'],
  target: { num: 70, den: 100 },
};
const item = (change: Partial<RosterEvidence>): RosterEvidence => ({
  id: 1,
  modules: ['IU01'],
  state: 'accepted',
  validFrom: '2026-05-14',
  validTo: '2029-05-14',
  kind: 'result',
  labelVi: 'Thi IU01',
  labelEn: 'IU01 exam',
  ...change,
});

describe('cells of the roster', () => {
  const cells = rosterModules(
    RULE,
    [item({}), item({ id: 2, modules: ['IU02'], validFrom: '2020-01-01', validTo: '2023-01-01' })],
    '2026-11-25',
  );

  it('tell met, expired and never shown apart', () => {
    expect(cells).toMatchObject({
      IU01: { met: true, on: '2026-05-14', lastDay: '2029-05-13', evidenceId: 1, kind: 'result' },
      IU02: { met: false, lastDay: '2022-12-31', evidenceId: 2 },
      IU03: null,
    });
    expect(missingModules(cells)).toEqual(['IU02', 'IU03']);
  });

  it('are exported with date and evidence only where met', () => {
    expect(exportedModules(cells)).toEqual({
      IU01: { met: true, on: '2026-05-14', evidence: 1 },
      IU02: { met: false, on: null, evidence: null },
      IU03: { met: false, on: null, evidence: null },
    });
  });

  it('are none on a day without a rule', () => {
    expect(rosterModules(null, [item({})], '2026-11-25')).toEqual({});
  });
});

describe('birth dates', () => {
  it.each([
    ['day', '1982-08-17'],
    ['month', '1982-08'],
    ['year', '1982'],
  ] as const)('to the %s', (precision, text) => {
    expect(exactBirthDate('1982-08-17', precision)).toBe(text);
  });

  it('may be unknown', () => {
    expect(exactBirthDate(null, null)).toBeNull();
  });
});

describe('canonical rows', () => {
  it('are one array sorted by staff code, whatever the order of the list', () => {
    const rows = ['LG-10', 'LG-2', 'LG-1'].map((staffCode) => ({
      staffCode,
      json: JSON.stringify({ staffCode }),
    }));
    const text = (list: typeof rows) => [...canonicalRows(list)].join('');
    expect(text(rows)).toBe('[{"staffCode":"LG-1"},{"staffCode":"LG-10"},{"staffCode":"LG-2"}]');
    expect(text([...rows].reverse())).toBe(text(rows));
    expect(text([])).toBe('[]');
  });
});
