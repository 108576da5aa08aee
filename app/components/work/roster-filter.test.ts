import { describe, expect, it } from 'vitest';
import { exportHref, readRosterQuery, rememberedQuery, rosterHref, without } from './roster-filter';

const read = (query: string) => readRosterQuery(new URLSearchParams(query));

describe('readRosterQuery', () => {
  it.each<[case_: string, query: string, filter: object]>([
    ['nothing', '', {}],
    ['a form sent empty', 'q=&unit=&category=&result=&missing=', {}],
    [
      'all of it',
      'q=hồng vân&unit=DL-UB&category=cadre&result=expiring&missing=IU04',
      { q: 'hồng vân', unit: 'DL-UB', category: 'cadre', result: 'expiring', missing: 'IU04' },
    ],
    ['blanks around', 'q=+van+', { q: 'van' }],
    ['unknown choices fall away', 'category=boss&result=best', {}],
    ['a module that is no code falls away', 'missing=%25', {}],
  ])('%s', (_, query, filter) => {
    expect(read(query)).toEqual(filter);
  });

  it('cuts long text', () => {
    expect(read(`q=${'a'.repeat(200)}`).q).toHaveLength(80);
  });
});

it('reads back what its links say', () => {
  const query = read('q=hồng vân&unit=DL-UB&result=met');
  expect(read(rosterHref(query, { asOf: '2026-11-25' }, 3).split('?')[1]!)).toEqual(query);
  expect(exportHref('csv', query, { asOf: '2026-11-25' })).toBe(
    '/roster/export.csv?q=h%E1%BB%93ng+v%C3%A2n&unit=DL-UB&result=met&asOf=2026-11-25',
  );
});

it('remembers the filter without its dates and takes single conditions off', () => {
  expect(rememberedQuery({ q: 'vân', unit: 'A' })).toBe('q=v%C3%A2n&unit=A');
  expect(rememberedQuery({})).toBe('');
  expect(without({ q: 'vân', unit: 'A' }, 'q')).toEqual({ unit: 'A' });
});
