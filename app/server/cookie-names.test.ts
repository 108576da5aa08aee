import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cookie, readCookie } from '~/http/cookies';
import { inwardCookies, outwardCookie } from './cookie-names';

describe('names of cookies on https', () => {
  it('come back as they went out, with any value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const sent = outwardCookie(cookie('thao_session', value, { secure: true }));
        expect(sent).toMatch(/^__Host-thao_session=[^;]*; Path=\/; SameSite=Lax; HttpOnly; Secure$/);
        const back = inwardCookies(`other=1; ${sent.split(';')[0]}`);
        expect(readCookie(back, 'thao_session')).toBe(value);
      }),
    );
  });

  it('a plain one of our names was planted by somebody else', () => {
    expect(readCookie(inwardCookies('thao_session=evil; a=b'), 'thao_session')).toBeNull();
    expect(inwardCookies('thao_session=evil;__Host-thao_session=ours')).toBe('thao_session=ours');
    expect(inwardCookies(' thao_session =evil; THAO=1')).toBe('THAO=1');
  });

  it('make every cookie of ours Secure, and leave others alone', () => {
    expect(outwardCookie('thao_flash=; Path=/; Max-Age=0')).toBe(
      '__Host-thao_flash=; Path=/; Max-Age=0; Secure',
    );
    expect(outwardCookie('thao_x=secure; Path=/')).toBe('__Host-thao_x=secure; Path=/; Secure');
    expect(outwardCookie('other=1; Path=/')).toBe('other=1; Path=/');
  });
});
