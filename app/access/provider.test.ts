import { describe, expect, it } from 'vitest';
import { isStrongSignIn, readClaim, readProvider } from './provider';

const SET = {
  OIDC_ISSUER: 'https://sso.example.gov.vn/realms/tinh',
  OIDC_CLIENT_ID: 'thao',
  OIDC_CLAIM: 'ma_can_bo',
  OIDC_CLAIM_KIND: 'staff_code',
};

describe('settings of a provider', () => {
  it('none without an issuer', () => {
    expect(readProvider({})).toEqual({ kind: 'none' });
  });

  it('with what is left out in its usual form', () => {
    expect(readProvider({ ...SET, OIDC_SCOPES: 'profile, staff', OIDC_STRONG_ACR: 'loa2 loa3' })).toEqual({
      kind: 'set',
      settings: {
        issuer: SET.OIDC_ISSUER,
        clientId: 'thao',
        clientSecret: '',
        scopes: 'openid profile staff',
        claim: 'ma_can_bo',
        claimKind: 'staff_code',
        strongAcr: ['loa2', 'loa3'],
        strongAmr: [],
        labelVi: '',
        labelEn: '',
      },
    });
  });

  it.each<[what: string, change: Record<string, string>, setting: string]>([
    ['half of it', { OIDC_ISSUER: '' }, 'OIDC_ISSUER'],
    ['an issuer without TLS elsewhere', { OIDC_ISSUER: 'http://sso.example.gov.vn' }, 'OIDC_ISSUER'],
    [
      'an issuer that only looks like loopback',
      { OIDC_ISSUER: 'http://127.0.0.1.evil.example' },
      'OIDC_ISSUER',
    ],
    ['an issuer that is no address', { OIDC_ISSUER: 'sso' }, 'OIDC_ISSUER'],
    ['no client', { OIDC_CLIENT_ID: '' }, 'OIDC_CLIENT_ID'],
    ['no claim', { OIDC_CLAIM: '' }, 'OIDC_CLAIM'],
    ['a kind that there is not', { OIDC_CLAIM_KIND: 'email' }, 'OIDC_CLAIM_KIND'],
  ])('refuse %s', (_, change, setting) => {
    expect(readProvider({ ...SET, ...change })).toMatchObject({ kind: 'wrong', setting });
  });
});

describe('a second factor', () => {
  const named = { strongAcr: ['loa2'], strongAmr: ['otp', 'hwk'] };
  it.each<[claims: { acr?: unknown; amr?: unknown }, strong: boolean]>([
    [{ acr: 'loa2' }, true],
    [{ acr: 'loa1', amr: ['pwd', 'otp'] }, true],
    [{ amr: 'otp' }, false],
    [{ acr: ['loa2'] }, false],
    [{ acr: 'loa1', amr: ['pwd'] }, false],
    [{}, false],
  ])('%j is one: %s', (claims, strong) => {
    expect(isStrongSignIn(claims, named)).toBe(strong);
    expect(isStrongSignIn(claims, { strongAcr: [], strongAmr: [] })).toBe(false);
  });
});

it.each<[value: unknown, kind: string]>([
  ['LG-000001', 'text'],
  [undefined, 'claim_missing'],
  [null, 'claim_missing'],
  ['', 'claim_missing'],
  [79082001234, 'claim_shape'],
  [['LG-000001'], 'claim_shape'],
  [{ code: 'LG-000001' }, 'claim_shape'],
  ['x'.repeat(101), 'claim_shape'],
])('reads the claim %j as %s', (value, kind) => {
  expect(readClaim(value).kind).toBe(kind);
});
