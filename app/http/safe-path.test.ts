import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safePath } from './context.server';

const BASE = 'https://thao.example';
/** Signs that address parsers trip over, mixed with ordinary ones. */
const tricky = fc.array(
  fc.oneof(
    fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      ':',
      '@',
      '?',
      '#',
      '%2f',
      '%5c',
      '\t',
      '\n',
      '\r',
      '\0',
      ' ',
      'evil.example',
      'https:',
      'javascript:',
      '\u3000',
      '／',
      '。',
      'à',
    ),
    fc.string({ maxLength: 4 }),
  ),
  { maxLength: 12 },
);

describe('where a form may lead', () => {
  it('is always on this site, whatever is asked for', () => {
    fc.assert(
      fc.property(tricky, (parts) => {
        const path = safePath(parts.join(''));
        expect(path.startsWith('/')).toBe(true);
        expect(new URL(path, BASE).origin).toBe(BASE);
        // As a browser reads it out of a Location header, after taking out what it takes out.
        expect(new URL(path.replace(/[\t\n\r]/g, ''), BASE).origin).toBe(BASE);
        // eslint-disable-next-line no-control-regex
        expect(path).toMatch(/^[^\u0000-\u0020\u007f-\uffff]*$/);
      }),
      { numRuns: 3000 },
    );
  });

  it('is the address itself where that is one of ours', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abzAZ09-_'), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), fc.option(word), (parts, query) => {
        const path = `/${parts.join('/')}${query === null ? '' : `?q=${query}`}`;
        expect(safePath(path)).toBe(path);
      }),
    );
  });

  it.each([
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/.//evil.example', '/'],
    ['/a/..//evil.example', '/'],
    ['/a/../../..//evil.example', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['', '/'],
    ['/@evil.example', '/@evil.example'],
    ['/search?q=Vân', '/search?q=V%C3%A2n'],
    ['/exams/IU01?from=thu#top', '/exams/IU01?from=thu#top'],
  ])('%j leads to %s', (to, path) => {
    expect(safePath(to)).toBe(path);
  });
});
