import { everybody, only, type Row } from './matrix-row';
import { PLACES, STAFF, type Place } from './matrix-world';

/** Accounts: unit HR within its scope, an operator all of them, an auditor may look. */

const PLACE_NAMES = Object.keys(PLACES) as Place[];
const isMine = (place: Place) => place === 'own' || place === 'child';
const SENT_BACK = `to /accounts/slips?unit=X1&refused=${STAFF.self}` as const;
const REASON = 'quên mật khẩu, đã xem thẻ';

const card = (username: string, form?: Record<string, string>) => () => ({
  path: `/accounts/${username}`,
  params: { username },
  ...(form ? { form } : {}),
});

const cardRows: Row[] = PLACE_NAMES.flatMap((place) => {
  const mine = (yes: Row['expect']['leader']) => (isMine(place) ? yes : 403);
  const row = (object: string, form: Record<string, string>, yes: Row['expect']['leader']): Row => ({
    ...{ route: 'accounts.$username', part: 'action', seesAll: ['operator'] },
    object: `${object} of the unit: ${place}`,
    call: card(`at-${place}`, form),
    nowhere: card('nobody-here', form),
    expect: only({ hrCommune: mine(yes), hrProvince: yes, operator: yes, auditor: 403 }),
  });
  const to = `to /accounts/at-${place}` as const;
  return [
    {
      ...{ route: 'accounts.$username', part: 'loader', seesAll: ['operator'] },
      object: `an account of the unit: ${place}`,
      call: card(`at-${place}`),
      nowhere: card('nobody-here'),
      expect: only({ hrCommune: mine(200), hrProvince: 200, operator: 200, auditor: 200 }),
    },
    row('a new password', { intent: 'reset', reason: REASON }, 200),
    row('closing the account', { intent: 'close', reason: REASON }, to),
    // Whoever may do it learns that there is nothing to open.
    withoutTwin(row('opening an account that is open', { intent: 'reopen', reason: REASON }, 409)),
    row('ending the sessions', { intent: 'end', session: 'all' }, to),
  ] satisfies Row[];
});

const slipRows: Row[] = PLACE_NAMES.flatMap((place) => {
  const mine = (yes: Row['expect']['leader']) => (isMine(place) ? yes : 403);
  const row = (route: string, object: string, yes: Row['expect']['leader'], path: string): Row => {
    const isRead = path.endsWith('=');
    const call = (unit: string) => () =>
      isRead ? { path: `${path}${unit}` } : { path, form: { unit, skip: '0' } };
    return {
      ...{ route, part: isRead ? 'loader' : 'action', seesAll: ['operator'] },
      object: `${object} of the unit: ${place}`,
      call: call(PLACES[place]),
      nowhere: call('NOWHERE'),
      expect: only({ hrCommune: mine(yes), hrProvince: yes, operator: yes }),
    };
  };
  return [
    row('accounts.slips', 'the people', 200, '/accounts/slips?unit='),
    row('accounts.slips', 'accounts for all', `to /accounts/slips?unit=${PLACES[place]}`, '/accounts/slips'),
    row('accounts.slips[.]pdf', 'slips for all who wait', 200, '/accounts/slips.pdf'),
  ];
});

export const ACCOUNT_ROWS: Row[] = [
  {
    ...{ route: 'session.ready', part: 'loader' },
    call: () => ({ path: '/session/ready' }),
    expect: { ...everybody(200), nobody: 'sign-in' },
  },
  {
    ...{ route: 'session.touch', part: 'action' },
    call: () => ({ path: '/session/touch', form: {} }),
    expect: { ...everybody(200), nobody: 'sign-in' },
  },
  {
    ...{ route: 'accounts._index', part: 'loader', seesAll: ['operator'] },
    object: 'the whole scope',
    call: () => ({ path: '/accounts' }),
    expect: only({ hrCommune: 200, hrProvince: 200, operator: 200, auditor: 200 }),
  },
  ...PLACE_NAMES.map((place): Row => ({
    ...{ route: 'accounts._index', part: 'loader', seesAll: ['operator'] },
    object: `the unit: ${place}`,
    call: () => ({ path: `/accounts?unit=${PLACES[place]}` }),
    nowhere: () => ({ path: '/accounts?unit=NOWHERE' }),
    expect: only({ hrCommune: isMine(place) ? 200 : 403, hrProvince: 200, operator: 200, auditor: 200 }),
  })),
  ...cardRows,
  {
    ...{ route: 'accounts.$username', part: 'action', seesAll: ['operator'] },
    object: 'an account that may do more than the officer of the commune',
    call: card('trainer', { intent: 'reset', reason: REASON }),
    expect: only({ hrCommune: 403, hrProvince: 200, operator: 200, auditor: 403 }),
  },
  {
    ...{ route: 'accounts.$username', part: 'action', seesAll: ['operator'] },
    object: 'one’s own account, for each who may',
    call: card('hrcommune', { intent: 'reset', reason: REASON }),
    expect: only({ hrCommune: 403, hrProvince: 200, operator: 200, auditor: 403 }),
  },
  {
    ...{ route: 'accounts.$username', part: 'action', seesAll: ['operator'] },
    object: 'without a reason',
    call: card('at-own', { intent: 'close', reason: '' }),
    expect: only({ hrCommune: 400, hrProvince: 400, operator: 400, auditor: 403 }),
  },
  {
    ...{ route: 'accounts.$username', part: 'loader' },
    object: 'an operator’s account',
    call: card('operator'),
    nowhere: card('nobody-here'),
    expect: only({ hrCommune: 403, hrProvince: 200, operator: 200, auditor: 200 }),
  },
  {
    ...{ route: 'accounts.$username', part: 'action' },
    object: 'an operator’s account: no officer becomes an operator by its code',
    call: card('operator', { intent: 'reset', reason: REASON }),
    expect: only({ hrCommune: 403, hrProvince: 403, operator: 403, auditor: 403 }),
  },
  ...slipRows,
  {
    ...{ route: 'accounts.slips[.]pdf', part: 'action', shows: [STAFF.self] },
    object: 'a slip for somebody of another unit',
    call: () => ({ path: '/accounts/slips.pdf', form: { unit: 'X1', people: STAFF.self } }),
    expect: only({ hrCommune: SENT_BACK, hrProvince: SENT_BACK, operator: SENT_BACK }),
  },
  {
    ...{ route: 'accounts.slips[.]pdf', part: 'loader' },
    call: () => ({ path: '/accounts/slips.pdf' }),
    expect: everybody('to /accounts/slips'),
  },
  {
    ...{ route: 'factor-resets', part: 'loader', seesAll: ['operator'] },
    call: () => ({ path: '/factor-resets' }),
    expect: only({ hrCommune: 200, hrProvince: 200, operator: 200 }),
  },
  {
    ...{ route: 'factor-resets', part: 'action' },
    object: 'a request that is not there',
    call: () => ({ path: '/factor-resets', form: { id: '77', decision: 'approved' } }),
    expect: only({ hrCommune: 403, hrProvince: 404, operator: 404 }),
  },
  {
    ...{ route: 'factor-resets', part: 'action' },
    object: 'no decision at all',
    call: () => ({ path: '/factor-resets', form: { id: 'x', decision: 'maybe' } }),
    expect: only({ hrCommune: 400, hrProvince: 400, operator: 400 }),
  },
  {
    ...{ route: 'sign-in.factor', part: 'loader' },
    object: 'without a password before it',
    call: () => ({ path: '/sign-in/factor?to=//evil.example' }),
    expect: everybody('sign-in'),
  },
  {
    ...{ route: 'sign-in.factor', part: 'action' },
    object: 'a forged step',
    call: () => ({ path: '/sign-in/factor', form: { code: '123456' } }),
    expect: everybody(409),
  },
  {
    ...{ route: 'account.factors', part: 'loader' },
    call: () => ({ path: '/account/factors' }),
    expect: { ...everybody(200), nobody: 'sign-in' },
  },
  {
    ...{ route: 'account.factors', part: 'action' },
    object: 'without the password',
    call: () => ({ path: '/account/factors', form: { intent: 'start', password: 'sai' } }),
    expect: { ...everybody(400), nobody: 'sign-in' },
  },
  {
    ...{ route: 'account.factors', part: 'action' },
    object: 'a code where nothing waits for one',
    call: () => ({ path: '/account/factors', form: { intent: 'confirm', code: '123456' } }),
    expect: { ...everybody(404), nobody: 'sign-in' },
  },
  {
    ...{ route: 'sign-in.passkey', part: 'action' },
    object: 'the options',
    call: () => ({ path: '/sign-in/passkey', form: {} }),
    expect: everybody(200),
  },
  {
    ...{ route: 'account.passkeys', part: 'action' },
    object: 'without the password',
    call: () => ({ path: '/account/passkeys', form: {} }),
    expect: { ...everybody(400), nobody: 'sign-in' },
  },
  {
    ...{ route: 'activate', part: 'loader' },
    call: () => ({ path: '/activate' }),
    expect: everybody(200),
  },
  {
    ...{ route: 'activate', part: 'action' },
    object: 'a wrong code',
    call: () => ({
      path: '/activate',
      form: { name: 'at-own', code: 'AAAA-AAAA', password: 'một câu dài dễ nhớ' },
    }),
    nowhere: () => ({
      path: '/activate',
      form: { name: 'nobody-here', code: 'AAAA-AAAA', password: 'một câu dài dễ nhớ' },
    }),
    expect: everybody(401),
  },
  {
    ...{ route: 'account._index', part: 'loader' },
    call: () => ({ path: '/account' }),
    expect: { ...everybody(200), nobody: 'sign-in' },
  },
  {
    ...{ route: 'account._index', part: 'action' },
    object: 'somebody else’s session',
    call: () => ({ path: '/account', form: { intent: 'end', session: 'of-somebody' } }),
    expect: { ...everybody(404), nobody: 'sign-in' },
  },
  {
    ...{ route: 'account._index', part: 'action' },
    object: 'a wrong old password',
    call: () => ({ path: '/account', form: { current: 'sai', password: 'một câu dài dễ nhớ' } }),
    expect: { ...everybody(400), nobody: 'sign-in' },
  },
];

function withoutTwin({ nowhere: _twin, ...row }: Row): Row {
  return row;
}
