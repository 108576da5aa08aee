import { everybody, type Row } from './matrix-row';

/** Sign-in at another system: where none is set up, its addresses do not exist, for anybody. */
export const WEB_ROWS: Row[] = [
  {
    route: 'sign-in.oidc._index',
    part: 'loader',
    call: () => ({ path: '/sign-in/oidc?to=/exams' }),
    expect: everybody(404),
  },
  {
    route: 'sign-in.oidc.callback',
    part: 'loader',
    call: () => ({ path: '/sign-in/oidc/callback?code=x&state=y' }),
    expect: everybody(404),
  },
  {
    route: 'sign-in.oidc.end',
    part: 'loader',
    call: () => ({ path: '/sign-in/oidc/end' }),
    expect: everybody(404),
  },
];
