import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInteger, formatMark, formatShare, formatShareBesideTarget } from './formats';

describe('whole numbers', () => {
  it.each([
    [0, '0', '0'],
    [999, '999', '999'],
    [1000, '1.000', '1,000'],
    [10_034, '10.034', '10,034'],
    [72_360_000, '72.360.000', '72,360,000'],
    [-48, '−48', '−48'],
    [-1234, '−1.234', '−1,234'],
    [12345678901234567890n, '12.345.678.901.234.567.890', '12,345,678,901,234,567,890'],
  ] as const)('%s', (value, vi, en) => {
    expect(formatInteger(value)).toBe(vi);
    expect(formatInteger(value, 'en')).toBe(en);
  });

  it('refuses what is not whole', () => {
    for (const bad of [1.5, NaN, Infinity, 2 ** 53]) {
      expect(() => formatInteger(bad)).toThrow(RangeError);
      expect(() => formatShare(bad, 2)).toThrow(RangeError);
    }
  });
});

describe('shares', () => {
  it.each([
    [6612, 10_034, '65,9%'], // 65.8959…
    [7024, 10_034, '70,0%'], // 70.0019…
    [2489, 3216, '77,4%'],
    [1, 3, '33,3%'],
    [2, 3, '66,7%'],
    [1, 2000, '0,1%'], // 0.05 exactly: half goes up
    [1999, 2000, '100,0%'], // 99.95: plain rounding; beside a target of 1 it is cut, below
    [0, 5, '0,0%'],
    [5, 5, '100,0%'],
    [-1, 3, '−33,3%'],
    [-1, 4000, '0,0%'], // never "−0,0"
    [0, 0, '–'],
  ])('%i of %i is %s', (num, den, text) => expect(formatShare(num, den)).toBe(text));

  it('English has a point', () => expect(formatShare(6612n, 10_034n, 'en')).toBe('65.9%'));

  it.each([
    [69_999, 100_000, 7, 10, '69,9%'],
    [6996, 10_000, 7, 10, '69,9%'],
    [6994, 10_000, 7, 10, '69,9%'],
    [7, 10, 7, 10, '70,0%'],
    [70_001, 100_000, 7, 10, '70,0%'],
    [1999, 2000, 1, 1, '99,9%'],
    [6612, 10_034, 7, 10, '65,9%'],
    [2, 3, 67, 100, '66,7%'], // rounds up, still below 67
    [6667, 10_000, 667, 1000, '66,6%'],
    [0, 0, 7, 10, '–'],
  ])('%i of %i beside %i/%i is %s', (num, den, tn, td, text) =>
    expect(formatShareBesideTarget(num, den, tn, td)).toBe(text),
  );

  it('a share shown beside its target stands on the right side of it, within a tenth', () => {
    const den = fc.bigInt(1n, 10n ** 12n);
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), den, fc.bigInt(0n, 1000n), (num, d, target) => {
        const shown = formatShareBesideTarget(num, d, target, 1000n, 'en');
        const tenths = BigInt(shown.replace(/[,.%]/g, ''));
        const isBelow = num * 1000n < target * d;
        expect(tenths < target).toBe(isBelow);
        const error = tenths * d - num * 1000n;
        expect(error < d && error > -d).toBe(true);
      }),
    );
  });
});

describe('marks', () => {
  const UNIT = 2_520_000n; // marks are integers in 1/2,520,000

  it.each([
    ['49.995 below 50', 49_995n, 1000n, 50n, 1n, '49,99'],
    ['two thirds below 67%', 200n, 3n, 67n, 1n, '66,67'],
    ['89.66 below 90', 8966n, 100n, 90n, 1n, '89,66'],
    ['99.5 below 100', 995n, 10n, 100n, 1n, '99,50'],
    ['66.665 below 66.67', 66_665n, 1000n, 6667n, 100n, '66,66'],
    ['50.25 at its pass mark', 5025n, 100n, 5025n, 100n, '50,25'],
    ['5 at 5', 5n, 1n, 5n, 1n, '5,00'],
    ['33/40 of ten', 330n, 40n, 5n, 1n, '8,25'],
    ['three thirds of one', 3n * (UNIT / 3n), UNIT, 1n, 2n, '1,00'],
    ['mean of 50, 50, 49 below 50', 149n, 3n, 50n, 1n, '49,67'],
    ['above the pass mark a half goes up', 50_005n, 1000n, 50n, 1n, '50,01'],
    ['below zero', -1n, 4n, 5n, 1n, '−0,25'],
  ] as const)('%s', (_name, num, den, passNum, passDen, text) =>
    expect(formatMark(num, den, passNum, passDen)).toBe(text),
  );

  it('English has a point; denominator 0 is refused', () => {
    expect(formatMark(825n, 100n, 5n, 1n, 'en')).toBe('8.25');
    expect(() => formatMark(1n, 0n, 5n, 1n)).toThrow(RangeError);
    expect(() => formatMark(1n, 1n, 5n, 0n)).toThrow(RangeError);
  });

  it('a failing mark never looks like a pass, a passing one never like a fail', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 100n * UNIT), fc.bigInt(0n, 10_000n), (mark, passHundredths) => {
        const shown = BigInt(formatMark(mark, UNIT, passHundredths, 100n, 'en').replace(/[.,]/g, ''));
        expect(shown < passHundredths).toBe(mark * 100n < passHundredths * UNIT);
      }),
    );
  });
});
