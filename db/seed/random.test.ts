import { describe, expect, it } from 'vitest';
import { apportion, createRandom, mulberry32, seedOf, weighted } from './random';

describe('random', () => {
  it('gives the same numbers on every machine', () => {
    const next = mulberry32(1);
    expect([next(), next(), next()].map((n) => Math.round(n * 2 ** 32))).toEqual([
      2693262067, 11749833, 2265367787,
    ]);
    expect(seedOf('person', 7)).not.toBe(seedOf('person', 8));
    expect(seedOf('ab', 'c')).not.toBe(seedOf('a', 'bc'));
  });

  it('draws by weight, shuffles without loss, keeps to its bounds', () => {
    const random = createRandom('test', 1);
    const table = weighted([
      ['a', 3],
      ['b', 1],
      ['never', 0],
    ] as const);
    const counts = { a: 0, b: 0, never: 0 };
    for (let i = 0; i < 8000; i += 1) counts[random.draw(table)] += 1;
    expect(counts.never).toBe(0);
    expect(counts.a / 8000).toBeCloseTo(0.75, 1);
    expect(random.shuffle([1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4]);
    for (let i = 0; i < 100; i += 1) expect([2, 3, 4]).toContain(random.between(2, 4));
    expect(random.between(5, 1)).toBe(5);
    expect(() => random.pick([])).toThrow(RangeError);
  });
});

describe('apportion', () => {
  it.each([
    ['largest remainder', 10, [1, 1, 1], undefined, [4, 3, 3]],
    ['nothing for no weight', 5, [0, 2, 0], undefined, [0, 5, 0]],
    ['caps pass on the rest', 10, [8, 1, 1], [4, 9, 9], [4, 3, 3]],
    ['what no cap lets in is left out', 10, [1, 1], [2, 3], [2, 3]],
    ['nothing to share', 0, [1, 2], undefined, [0, 0]],
    ['nobody to share with', 4, [0, 0], undefined, [0, 0]],
  ])('%s', (_, total, weights, caps, parts) => expect(apportion(total, weights, caps)).toEqual(parts));
});
