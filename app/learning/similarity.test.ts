import fc from 'fast-check';
import { expect, it } from 'vitest';
import { alikePairs, shingles, wordsOf } from './similarity';

it('reads words without case, punctuation and spacing, and keeps Vietnamese marks', () => {
  expect(wordsOf('  “Máy”,  MÁY: may? ')).toEqual(['máy', 'máy', 'may']);
  expect(wordsOf('Máy'.normalize('NFD'))).toEqual(['máy']);
});

it.each([
  // one two three | two three four against two three four | three four five: 1 of 3.
  { a: 'one two three four', b: 'two three four five', share: 1 / 3 },
  // Six words, the last another: 3 of 5.
  { a: 'a b c d e f', b: 'a b c d e g', share: 3 / 5 },
  { a: 'Khoá máy!', b: 'khoá máy', share: 1 },
])('finds $a / $b alike by $share', ({ a, b, share }) => {
  expect(alikePairs([a, 'nothing in common with these', b], 0.3)).toEqual([{ a: 0, b: 2, share }]);
});

it('takes three fifths for alike, and less not', () => {
  expect(alikePairs(['a b c d e f', 'a b c d e g'], 0.6)).toHaveLength(1);
  expect(alikePairs(['a b c d e f', 'a b c d g h'], 0.6)).toHaveLength(0);
});

it('finds the pairs that comparing all with all finds', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 7 })
    .map((words) => words.join(' '));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), (texts) => {
      const expected: { a: number; b: number; share: number }[] = [];
      texts.forEach((right, b) =>
        texts.slice(0, b).forEach((left, a) => {
          const [x, y] = [shingles(left), shingles(right)];
          const shared = [...x].filter((one) => y.has(one)).length;
          const share = shared / new Set([...x, ...y]).size;
          if (share >= 0.5) expected.push({ a, b, share });
        }),
      );
      const order = (one: { a: number; b: number }, other: { a: number; b: number }) =>
        one.b - other.b || one.a - other.a;
      expect(alikePairs(texts, 0.5).sort(order)).toEqual(expected.sort(order));
    }),
  );
});
