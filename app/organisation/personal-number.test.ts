import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readPersonalNumber } from './personal-number';

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''));

it('reads twelve digits, however they are parted', () => {
  fc.assert(
    fc.property(
      digits(12),
      fc.array(fc.constantFrom('', ' ', '.', '-', '\u00a0'), { minLength: 12, maxLength: 12 }),
      (number, gaps) => {
        const written = [...number].map((digit, at) => digit + gaps[at]).join('');
        expect(readPersonalNumber(written)).toBe(number);
      },
    ),
  );
});

it('fills up nothing and cuts nothing off', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 0, max: 20 })
        .filter((length) => length !== 12)
        .chain(digits),
      (text) => {
        expect(readPersonalNumber(text)).toBeNull();
      },
    ),
  );
});

it.each(['07908200123a', '+79082001234', '٠٧٩٠٨٢٠٠١٢٣٤', '079082001234;', ''])('does not read %s', (text) => {
  expect(readPersonalNumber(text)).toBeNull();
});
