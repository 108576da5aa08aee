import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMailAddress, readAddresses } from './mail-address';

describe('isMailAddress', () => {
  it.each(['van.tran@lamgiang.example', 'a@b.vn', "o'neil+thao@sub.domain.gov.vn"])('takes %s', (text) => {
    expect(isMailAddress(text)).toBe(true);
  });

  it.each([
    '',
    'van',
    'van@',
    '@lamgiang.example',
    'van@lamgiang',
    'van tran@lamgiang.example',
    'vân@lamgiang.example',
    '.van@lamgiang.example',
    'van..tran@lamgiang.example',
    'van@-lamgiang.example',
    'a@b.example, c@d.example',
    '<a@b.example>',
    'a@b.example\r\nBcc: c@d.example',
    'a@b.example\n',
    `${'a'.repeat(65)}@b.example`,
    `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.vn`,
  ])('refuses %j', (text) => {
    expect(isMailAddress(text)).toBe(false);
  });

  it('takes nothing that could end a header or name a second mailbox', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const address = `a${text}@b.example`;
        if (isMailAddress(address)) expect(address).toMatch(/^[!-~]+$/);
        if (isMailAddress(address)) expect(address).not.toMatch(/[<>,;:"()\\[\]]/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('readAddresses', () => {
  it('reads several, each once, and leaves out what is none', () => {
    expect(readAddresses(' a@b.example; c@d.example,a@b.example\nnobody ')).toEqual([
      'a@b.example',
      'c@d.example',
    ]);
    expect(readAddresses('')).toEqual([]);
  });
});
