import { describe, expect, it } from 'vitest';
import { momentParams, pathWith, readInstant, readMoment } from './moment';

const read = (query: string) => readMoment(new URLSearchParams(query));

describe('readMoment', () => {
  it.each<[case_: string, query: string, moment: object, errors: object]>([
    ['nothing means today and the newest data', '', {}, {}],
    ['an ISO date', 'asOf=2026-11-25', { asOf: '2026-11-25' }, {}],
    ['a typed date, day before month', 'asOf=05/1/2026', { asOf: '2026-01-05' }, {}],
    ['a month that does not exist', 'asOf=12/25/1979', {}, { asOf: 'month' }],
    ['a day that the month lacks', 'asOf=31/06/2026', {}, { asOf: 'day' }],
    ['an ISO date that does not exist', 'asOf=2026-02-30', {}, { asOf: 'shape' }],
    ['words', 'asOf=hôm nay', {}, { asOf: 'shape' }],
    ['an instant that is none', 'knownAt=hôm qua', {}, { knownAt: 'not_an_instant' }],
  ])('%s', (_, query, moment, errors) => {
    expect(read(query)).toMatchObject({ moment, errors });
    expect(Object.keys(read(query).errors)).toEqual(Object.keys(errors));
  });

  it('keeps what was typed', () => {
    expect(read('asOf=31/06/2026&knownAt= x ').typed).toEqual({ asOf: '31/06/2026', knownAt: 'x' });
  });
});

describe('readInstant', () => {
  const at = Date.parse('2026-11-25T01:05:11Z');
  it.each<[case_: string, text: string, instant: number | null]>([
    ['the form that pages print', '08:05:11, 25/11/2026', at],
    ['the English form', '08:05:11 on 25/11/2026', at],
    ['to the minute', '08:05 25/11/2026', at - 11_000],
    ['ISO with an offset', '2026-11-25T08:05:11+07:00', at],
    ['ISO in UTC with thousandths', '2026-11-25T01:05:11.000Z', at],
    ['a bare date is its end', '25/11/2026', Date.parse('2026-11-25T16:59:59.999Z')],
    ['ISO without an offset says too little', '2026-11-25T08:05:11', null],
    ['hour 24', '24:00, 25/11/2026', null],
    ['a date that does not exist', '08:05, 31/06/2026', null],
    ['milliseconds', '1795568711000', null],
  ])('%s', (_, text, instant) => {
    expect(readInstant(text)).toBe(instant);
  });

  it('reads back what links carry', () => {
    expect(readInstant(momentParams({ knownAt: at + 7 }).knownAt!)).toBe(at + 7);
  });
});

describe('pathWith', () => {
  it('leaves out what says nothing', () => {
    expect(pathWith('/roster', { q: '', page: undefined, unit: 'A B' })).toBe('/roster?unit=A+B');
    expect(pathWith('/roster', {})).toBe('/roster');
  });
});
