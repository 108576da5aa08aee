import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDetail, type DetailValue, type TrailDetail } from './trail-detail';

const text = (value: string): DetailValue => ({ kind: 'text', text: value });
const none: DetailValue = { kind: 'none' };

describe('the detail of an entry', () => {
  it.each<[string, string | null, Partial<TrailDetail>]>([
    ['erased', null, { erased: true, facts: [], changes: [] }],
    ['empty', '{}', { erased: false, facts: [], changes: [] }],
    [
      'with a reason',
      '{"reason":"nghỉ hưu","ended":2}',
      { reason: 'nghỉ hưu', facts: [{ path: '', known: 'ended', value: text('2') }] },
    ],
    [
      'of a setting, stored as JSON in text',
      JSON.stringify({ before: '{"num":70,"den":100}', after: '{"num":75,"den":100}' }),
      { changes: [{ path: '', known: 'num', before: text('70'), after: text('75') }] },
    ],
    [
      'of a setting that was not there before',
      JSON.stringify({ before: null, after: '"0209 123"' }),
      { changes: [{ path: '', known: null, before: none, after: text('0209 123') }] },
    ],
    [
      'with things inside things',
      '{"filters":{"asOf":"2026-11-25"},"grants":[{"role":"hr","unitId":4}],"units":[1,2]}',
      {
        facts: [
          { path: '', known: 'asOf', value: text('2026-11-25') },
          { path: 'grants.1', known: 'role', value: text('hr') },
          { path: 'grants.1', known: 'unitId', value: text('4') },
          { path: '', known: 'units', value: text('1, 2') },
        ],
      },
    ],
    [
      'with a time and a yes',
      '{"deadline":1764000000000,"passed":true,"people":"eJw="}',
      {
        facts: [
          { path: '', known: 'deadline', value: { kind: 'instant', at: 1_764_000_000_000 } },
          { path: '', known: 'passed', value: { kind: 'flag', value: true } },
        ],
      },
    ],
    ['that is no JSON', 'hỏng', { facts: [{ path: '', known: null, value: text('hỏng') }] }],
  ])('%s', (_, detail, expected) => {
    expect(readDetail(detail)).toMatchObject(expected);
  });

  it('shows as many values as asked for, and says how many are left out', () => {
    const many = JSON.stringify(Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`k${n}`, n])));
    expect(readDetail(many, 4)).toMatchObject({ more: 6 });
    expect(readDetail(many, 4).facts).toHaveLength(4);
  });

  it('reads whatever JSON there is', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 30 }), (json, limit) => {
        const { changes, facts, more } = readDetail(json, limit);
        expect(changes.length + facts.length).toBeLessThanOrEqual(Math.max(limit, 1));
        expect(more).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
