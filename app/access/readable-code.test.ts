import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inGroups, readableCode, readCode } from './readable-code';

it('gives one of 32 signs a byte, each as likely', () => {
  const all = readableCode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  const counts = new Map<string, number>();
  for (const sign of all) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  expect([counts.size, new Set(counts.values())]).toEqual([32, new Set([8])]);
});

it('is read back from paper however it is grouped and whatever its case', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 16 }), (bytes) => {
      const code = readableCode(bytes);
      expect(readCode(inGroups(code), code.length)).toBe(code);
      expect(readCode(` ${inGroups(code.toLowerCase(), 3)} `, code.length)).toBe(code);
    }),
  );
});

it.each(['', 'ABCD', 'ABCDEFGHJ', 'ABCDEFG0', 'ABCDEFGÂ', "ABCDEFG'"])('%j is no code of eight', (typed) => {
  expect(readCode(typed, 8)).toBeNull();
});
