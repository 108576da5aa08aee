import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packedHas, packIds } from './id-set';

it('holds exactly the ids that were put in', () => {
  const ids = fc.uniqueArray(fc.nat({ max: 5000 }), { maxLength: 300 });
  fc.assert(
    fc.property(ids, fc.array(fc.nat({ max: 6000 })), (list, others) => {
      const packed = packIds(list);
      const everyone = Array.from({ length: 5001 }, (_, id) => id);
      expect(everyone.filter((id) => packedHas(packed, id))).toEqual([...list].sort((a, b) => a - b));
      for (const id of others) expect(packedHas(packed, id)).toBe(list.includes(id));
    }),
  );
});

it('is small for a whole province, and for half of it', () => {
  const all = Array.from({ length: 75_000 }, (_, index) => index + 1);
  expect(packIds(all).length).toBeLessThan(100);
  // Every other one by no pattern that repeats: quadratic residues.
  const half = all.filter((id) => ((id * id) % 10_007) % 2 === 0);
  expect(packIds(half).length).toBeLessThan(13_000);
});
