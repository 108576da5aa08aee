import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inGroups, READABLE_ALPHABET } from '~/access/readable-code';
import { codeOfBytes, isCovered, normaliseCode, registerNumber } from './register';

describe('codes', () => {
  it('uses 32 signs without the ones that people mix up', () => {
    expect(new Set(READABLE_ALPHABET).size).toBe(32);
    expect(READABLE_ALPHABET).not.toMatch(/[OI01]/);
  });

  it.each([
    // All zero bits: the first sign sixteen times. All ones: the last.
    ['zeros', new Array<number>(10).fill(0), 'AAAAAAAAAAAAAAAA'],
    ['ones', new Array<number>(10).fill(255), '9999999999999999'],
    // 00001 00010 00011 00100 00101 00110 00111 01000, twice: signs 1 to 8 = B C D E F G H J.
    ['counting up', [0x08, 0x86, 0x42, 0x98, 0xe8, 0x08, 0x86, 0x42, 0x98, 0xe8], 'BCDEFGHJBCDEFGHJ'],
  ])('of %s', (_, bytes, code) => {
    expect(codeOfBytes(Uint8Array.from(bytes))).toBe(code);
  });

  it('takes ten bytes and nothing else', () => {
    expect(() => codeOfBytes(new Uint8Array(9))).toThrow(RangeError);
  });

  it('loses no bit', () => {
    const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(bytes, (value) => {
        const bits = [...codeOfBytes(value)].map((sign) =>
          READABLE_ALPHABET.indexOf(sign).toString(2).padStart(5, '0'),
        );
        const expected = [...value].map((byte) => byte.toString(2).padStart(8, '0'));
        expect(bits.join('')).toBe(expected.join(''));
      }),
    );
  });

  const CODE = '7KQ4M2XD9RTABCDE';
  it.each([
    ['as printed', '7KQ4-M2XD-9RTA-BCDE'],
    ['in small letters with blanks', ' 7kq4 m2xd 9rta bcde '],
    ['with long dashes', '7KQ4–M2XD—9RTA‑BCDE'],
    ['in full-width letters', '７ＫＱ４M2XD9RTABCDE'],
  ])('reads one %s', (_, text) => {
    expect(normaliseCode(text)).toBe(CODE);
  });

  it.each([
    ['too short', '7KQ4-M2XD-9RTA'],
    ['too long', `${CODE}A`],
    ['with a letter O', '7KQ4-M2XD-9RTA-BCDO'],
    ['with a zero', '7KQ4-M2XD-9RTA-BCD0'],
    ['empty', ''],
    ['a whole address', 'https://thao.example/verify/x'],
  ])('refuses one %s', (_, text) => {
    expect(normaliseCode(text)).toBeNull();
  });

  it('prints four groups, which read back', () => {
    expect(inGroups(CODE)).toBe('7KQ4-M2XD-9RTA-BCDE');
    expect(normaliseCode(inGroups(CODE))).toBe(CODE);
  });
});

describe('numbers', () => {
  it.each([
    [412, '0412/2026/GXN-SNV'],
    [1, '0001/2026/GXN-SNV'],
    [12345, '12345/2026/GXN-SNV'],
  ])('%i', (number, text) => {
    expect(registerNumber(number, 2026, 'GXN-SNV')).toBe(text);
  });
});

describe('isCovered', () => {
  // Today 25/11/2026; 60 days later is 24/01/2027.
  it.each([
    ['holds none', [], '2029-01-01', false],
    ['holds one for long yet', ['2028-01-01'], '2029-01-01', true],
    ['holds one that ended', ['2026-11-25'], '2029-01-01', false],
    ['holds one that ends within 60 days, a new one would last longer', ['2027-01-24'], '2029-01-01', false],
    ['holds one that ends on the 61st day', ['2027-01-25'], '2029-01-01', true],
    ['holds one that ends as soon as a new one would', ['2027-01-10'], '2027-01-10', true],
    ['holds an old and a new one', ['2026-01-01', '2028-01-01'], '2029-01-01', true],
  ])('%s', (_, held, next, covered) => {
    expect(isCovered(held, next, '2026-11-25')).toBe(covered);
  });
});
