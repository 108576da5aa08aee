import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  archiveName,
  archivesBeyond,
  missingNumbers,
  parseGeneration,
  stampOf,
  type RegisterEnd,
} from './backup';

describe('names of archives', () => {
  it.each([
    ['the first second of a day', '2026-11-24T17:00:00Z', '20261125-000000'],
    ['the last one', '2026-11-25T16:59:59.999Z', '20261125-235959'],
    ['a morning in the province', '2026-11-25T01:05:09Z', '20261125-080509'],
  ])('state %s in the zone of the province', (_, instant, stamp) => {
    expect(stampOf(Date.parse(instant))).toBe(stamp);
  });

  it('are never given twice', () => {
    const now = Date.parse('2026-11-25T01:05:09Z');
    const taken: string[] = [];
    for (let time = 0; time < 3; time += 1) taken.push(archiveName(now, taken));
    expect(taken).toEqual([
      'thao-20261125-080509.backup',
      'thao-20261125-080509-2.backup',
      'thao-20261125-080509-3.backup',
    ]);
  });

  const day = (date: number, ordinal = '') =>
    `thao-202611${String(date).padStart(2, '0')}-020000${ordinal}.backup`;
  it.each<[string, string[], number, string, string[]]>([
    ['fewer than kept', [day(1), day(2)], 3, day(2), []],
    ['one too many', [day(1), day(2), day(3)], 2, day(3), [day(1)]],
    ['only the new one kept', [day(1), day(2), day(3)], 1, day(3), [day(1), day(2)]],
    ['a new one with the oldest name', [day(1), day(2), day(3)], 2, day(1), [day(2)]],
    ['ten in one second', [day(1), day(1, '-2'), day(1, '-10')], 1, day(1, '-10'), [day(1), day(1, '-2')]],
    [
      'files of others',
      [
        'notes.txt',
        'thao.sqlite',
        'thao-old.backup',
        'x-thao-20261101-020000.backup',
        `${day(1)}.gpg`,
        day(2),
      ],
      1,
      day(2),
      [],
    ],
  ])('tell what goes: %s', (_, names, keep, justMade, gone) => {
    expect(archivesBeyond(names, keep, justMade)).toEqual(gone);
  });
});

describe('numbers that stay empty after a restore', () => {
  const end = (number: number, year = 2026, issuerCode = 'SNV'): RegisterEnd => ({
    issuerCode,
    year,
    number,
  });
  it.each<[string, RegisterEnd[], RegisterEnd[], [number, number, number][]]>([
    ['nothing known outside', [end(5)], [], []],
    ['the same end', [end(5)], [end(5)], []],
    ['an earlier end known', [end(5)], [end(3)], []],
    ['later numbers known', [end(5)], [end(9)], [[2026, 6, 9]]],
    ['two sources: the higher counts', [end(5)], [end(7), end(9), end(8)], [[2026, 6, 9]]],
    ['a book that the archive does not know', [end(5, 2026)], [end(2, 2027)], [[2027, 1, 2]]],
    ['nothing issued yet', [], [end(0)], []],
  ])('%s', (_, restored, known, expected) => {
    expect(missingNumbers(restored, known).map(({ year, from, to }) => [year, from, to])).toEqual(expected);
  });

  it('join on to the register and reach the highest number known', () => {
    const ends = fc.array(
      fc.record({
        issuerCode: fc.constantFrom('A', 'B'),
        year: fc.constantFrom(2026, 2027),
        number: fc.nat(20),
      }),
    );
    fc.assert(
      fc.property(ends, ends, (restored_, known) => {
        const restored = [...new Map(restored_.map((one) => [`${one.issuerCode}${one.year}`, one])).values()];
        for (const { issuerCode, year, from, to } of missingNumbers(restored, known)) {
          const isBook = (one: RegisterEnd) => one.issuerCode === issuerCode && one.year === year;
          expect(from).toBe((restored.find(isBook)?.number ?? 0) + 1);
          expect(to).toBe(Math.max(...known.filter(isBook).map(({ number }) => number)));
          expect(to).toBeGreaterThanOrEqual(from);
        }
      }),
    );
  });
});

it('a database of before the first restore has generation 0', () => {
  expect(parseGeneration(null)).toEqual({ id: '', counter: 0 });
  expect(parseGeneration('{"id":"ab","counter":3}')).toEqual({ id: 'ab', counter: 3 });
});
