import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyedHash, seal, unseal } from './sealing';

const key = randomBytes(32);

describe('sealing', () => {
  it('gives back any text, and never the same sealed value twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const sealed = seal(key, 'totp:1', text);
        expect(unseal(key, 'totp:1', sealed)).toBe(text);
        expect(seal(key, 'totp:1', text)).not.toBe(sealed);
      }),
    );
  });

  it('opens for its own row and its own key only', () => {
    const sealed = seal(key, 'totp:1', 'bí mật');
    expect(() => unseal(key, 'totp:2', sealed)).toThrow();
    expect(() => unseal(randomBytes(32), 'totp:1', sealed)).toThrow('needs key');
  });

  it('opens with the one key of a ring that its id names', () => {
    const ring = [key, randomBytes(32), randomBytes(32)];
    const [sealed] = ring.slice(1).map((earlier) => seal(earlier, 'totp:1', 'bí mật'));
    expect(unseal(ring, 'totp:1', sealed!)).toBe('bí mật');
    expect(() => unseal([ring[0]!, ring[2]!], 'totp:1', sealed!)).toThrow('needs key');
    expect(() => unseal([], 'totp:1', sealed!)).toThrow('needs key');
  });

  it('notices every changed sign', () => {
    const sealed = seal(key, 'totp:1', '079082001234');
    for (let at = 0; at < sealed.length; at += 1) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      const changed = `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`;
      // The last sign of a part may hold bits that base64url does not use.
      if (sameBytes(sealed, changed)) continue;
      expect(() => unseal(key, 'totp:1', changed)).toThrow();
    }
  });

  it('refuses a short tag and other forms', () => {
    const [version, keyId, iv, tag, body] = seal(key, 'x', 'text').split('.');
    expect(() => unseal(key, 'x', [version, keyId, iv, tag!.slice(0, 6), body].join('.'))).toThrow();
    for (const text of ['', 'v1', 'v2.a.b.c.d', 'v1.a.b']) expect(() => unseal(key, 'x', text)).toThrow();
  });
});

function sameBytes(one: string, two: string): boolean {
  const bytes = (text: string) =>
    text.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'));
  return one.slice(0, 12) === two.slice(0, 12) && String(bytes(one)) === String(bytes(two));
}

it('keyed hashes differ by key, kind and text, and by nothing else', () => {
  const hash = keyedHash(key, 'code', 'ABCD');
  expect(keyedHash(key, 'code', 'ABCD')).toBe(hash);
  const others = [
    keyedHash(randomBytes(32), 'code', 'ABCD'),
    keyedHash(key, 'cod', 'eABCD'),
    keyedHash(key, 'code', 'ABCE'),
  ];
  expect(new Set([hash, ...others]).size).toBe(4);
});
