import { TOTP } from 'otpauth';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProvider } from '~/access/adapters/oidc';
import { confirmTotp, pendingTotp, startTotp } from '~/access/factors.server';
import { initKeys } from '~/access/keys.server';
import { readProvider, type ProviderSettings } from '~/access/provider';
import { finishSignIn } from '~/access/sessions.server';
import { openCtx, type LoadContext } from '~/http/context.server';
import { setPersonalNumber } from '~/organisation/personal-numbers.server';
import * as callback from '~/routes/sign-in.oidc.callback';
import * as start from '~/routes/sign-in.oidc._index';
import * as signIn from '~/routes/sign-in._index';
import * as signOut from '~/routes/sign-out';
import { rows } from '~db/client.server';
import { freshDatabase } from '../database';
import { addPerson, addUnit, write } from '../factories';
import { claimsIn, signInAt, startIdentityProvider, type IdentityProvider } from '../identity-provider';
import { addTestAccount, loadContext, routeArgs } from '../load-context';

/** The provider's clock is the real one, so the tests' is as well: no result depends on it. */
const NOW = Date.now();
const NUMBER = '079082001234';
const BASE = 'https://thao.example';

let provider: IdentityProvider;
let fresh: ReturnType<typeof freshDatabase>;
let context: LoadContext;
let said: [event: string, fields: Record<string, unknown>][];
let settings: ProviderSettings;
let clock: { now: number };

beforeAll(async () => {
  provider = await startIdentityProvider({
    callbacks: [`${BASE}/sign-in/oidc/callback`],
    afterSignOut: [`${BASE}/sign-in`],
  });
});
afterAll(() => provider.stop());

beforeEach(() => {
  fresh = freshDatabase();
  clock = { now: NOW };
  const keysPath = join(fresh.folder, 'keys');
  initKeys(keysPath);
  said = [];
  context = loadContext(fresh.db, clock, keysPath);
  context.trace = { ...context.trace, say: (_, event, fields) => void said.push([event, fields]) };
  const people = write(fresh.db, NOW, (tx) => {
    const unitId = addUnit(tx, { code: 'T' });
    const van = addPerson(tx, { staffCode: 'LG-000001', unitId });
    const dung = addPerson(tx, { staffCode: 'LG-000002', unitId });
    setPersonalNumber(tx, { personId: van, number: NUMBER, keysPath });
    return { unitId, van, dung };
  });
  const grants: [role: 'learner', unitId: number][] = [['learner', people.unitId]];
  addTestAccount(fresh.db, NOW, { username: 'lg-000001', personId: people.van, grants });
  provider.people.clear();
  provider.forge.current = null;
  provider.people.set('van', { staff_code: 'lg-000001', personal_number: '079 082 001234' });
  use();
});
afterEach(() => fresh.remove());

/** Sets the provider up, as the environment would. */
function use(more: Record<string, string> = {}): void {
  const read = readProvider({
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_SCOPES: 'openid staff',
    OIDC_CLAIM: 'staff_code',
    OIDC_CLAIM_KIND: 'staff_code',
    OIDC_LABEL_VI: 'Cổng thử',
    ...more,
  });
  if (read.kind !== 'set') throw new Error(JSON.stringify(read));
  settings = read.settings;
  context.provider = createProvider(settings, BASE);
}

const cookiesOf = (response: Response) =>
  Object.fromEntries(
    response.headers.getSetCookie().map((line) => (/^([^=]+)=([^;]*)/.exec(line) ?? []).slice(1, 3)),
  ) as Record<string, string>;

/** Presses the button; answers where it leads and the cookie of the step. */
async function begin(to = '/exams'): Promise<{ url: string; cookie: string }> {
  const response = await start.loader(routeArgs(context, { path: `/sign-in/oidc?to=${to}` }));
  return {
    url: response.headers.get('location') ?? '',
    cookie: `thao_oidc=${cookiesOf(response).thao_oidc}`,
  };
}

const comeBack = (back: URL, cookie: string) =>
  callback.loader(routeArgs(context, { path: back.pathname + back.search, cookie }));

/** All of it; answers where it ends, and the session's cookie. */
async function signInAs(login: string): Promise<{ to: string; session: string | undefined }> {
  const { url, cookie } = await begin();
  const response = await comeBack(await signInAt(provider, url, login), cookie);
  return { to: response.headers.get('location') ?? '', session: cookiesOf(response).thao_session };
}

const sessions = () =>
  rows<{ method: string; isStrong: number; username: string }>(
    fresh.db,
    `select s.method, s.is_strong as isStrong, a.username from session s join account a on a.id = s.account_id order by s.is_strong`,
  );
const refusedWith = (fault: string) => ({ to: `/sign-in?sso=${fault}&to=%2Fexams`, session: undefined });

describe('sign-in at the provider', () => {
  it('opens a session for the account of the person with that staff code, and leads on', async () => {
    const { to, session } = await signInAs('van');
    expect(to).toBe('/exams');
    const { signedIn, ctx } = openCtx(routeArgs(context, { path: '/', cookie: `thao_session=${session}` }));
    expect([signedIn, ctx.actor.name]).toEqual([true, 'lg-000001']);
    expect(sessions()).toEqual([{ method: 'oidc', isStrong: 0, username: 'lg-000001' }]);
  });

  it('asks with PKCE, state and nonce, each new every time', async () => {
    const asked = [(await begin()).url, (await begin()).url].map((url) => new URL(url).searchParams);
    expect(asked[0]?.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(asked[0]?.get(name)).toMatch(/^[\w-]{43}$/);
      expect(asked[0]?.get(name)).not.toBe(asked[1]?.get(name));
    }
  });

  it('finds a person by the personal number, however it is written, and says the number nowhere', async () => {
    use({ OIDC_CLAIM: 'personal_number', OIDC_CLAIM_KIND: 'personal_number' });
    expect((await signInAs('van')).to).toBe('/exams');
    const kept = JSON.stringify([
      said,
      rows(fresh.db, 'select detail from audit_detail'),
      rows(fresh.db, 'select * from personal_number'),
      rows(fresh.db, 'select * from sign_in_event'),
    ]);
    expect(kept).not.toContain(NUMBER);
  });

  it.each<[name: string, identity: Record<string, unknown>, fault: string]>([
    ['nobody that is known', { staff_code: 'LG-999999' }, 'unknown_person'],
    ['somebody without an account', { staff_code: 'LG-000002' }, 'no_account'],
    ['no claim', {}, 'claim_missing'],
    ['several values', { staff_code: ['LG-000001', 'LG-000002'] }, 'claim_shape'],
    ['a number in place of a text', { staff_code: 1 }, 'claim_shape'],
  ])('refuses %s, makes no account, and tells the log a code only', async (_, identity, fault) => {
    provider.people.set('x', identity);
    expect(await signInAs('x')).toEqual(refusedWith(fault));
    expect([sessions(), rows(fresh.db, 'select 1 from account')]).toEqual([[], [{ 1: 1 }]]);
    expect(said).toEqual([['provider sign-in refused', { fault, reason: fault }]]);
  });

  it.each(['79082001234', '0790820012345', '079082001235', '07908200123x'])(
    'refuses the personal number %s',
    async (personal_number) => {
      use({ OIDC_CLAIM: 'personal_number', OIDC_CLAIM_KIND: 'personal_number' });
      provider.people.set('x', { personal_number });
      const fault = /^\d{12}$/.test(personal_number) ? 'unknown_person' : 'claim_shape';
      expect(await signInAs('x')).toEqual(refusedWith(fault));
    },
  );

  it('refuses a closed account and records it', async () => {
    fresh.db.sqlite.exec("update account set status = 'closed'");
    expect(await signInAs('van')).toEqual(refusedWith('closed_account'));
    expect(rows(fresh.db, 'select method, outcome from sign_in_event')).toEqual([
      { method: 'oidc', outcome: 'refused' },
    ]);
  });

  it('says so when the person cancels there', async () => {
    expect(await signInAs('nobody')).toEqual(refusedWith('refused'));
    expect(said[0]?.[1]).toEqual({ fault: 'refused', reason: 'access_denied' });
  });

  it('counts as a second factor only by a value that is named', async () => {
    provider.people.set('van', { staff_code: 'LG-000001', acr: 'loa2', amr: ['pwd', 'otp'] });
    await signInAs('van');
    expect(sessions().map(({ isStrong }) => isStrong)).toEqual([0]);
    use({ OIDC_STRONG_AMR: 'otp,hwk' });
    await signInAs('van');
    expect(sessions().map(({ isStrong }) => isStrong)).toEqual([0, 1]);
  });
});

describe('an account without a password', () => {
  /** The account of LG-000001 as its session shows it, with a password of nobody's. */
  const signedIn = async () => {
    const { session } = await signInAs('van');
    return () => openCtx(routeArgs(context, { path: '/', cookie: `thao_session=${session}` })).ctx;
  };
  beforeEach(() => fresh.db.sqlite.exec('update account set password_hash = null'));

  it('confirms what asks for a password by having signed in just now', async () => {
    const ctx = await signedIn();
    const password = { current: '', network: '' };
    await startTotp(ctx(), password);
    clock.now += 10 * 60_000;
    await expect(startTotp(ctx(), password)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { current: 'sign_in_again' },
    });
  });

  it('is asked for the second factor that it has set up here, unless the provider has shown one', async () => {
    const ctx = await signedIn();
    await startTotp(ctx(), { current: '', network: '' });
    const { secret = '' } = pendingTotp(ctx(), { issuer: '' }) ?? {};
    const codeAt = (now: number) => new TOTP({ secret }).generate({ timestamp: now });
    confirmTotp(ctx(), { code: codeAt(clock.now), token: '' });
    fresh.db.sqlite.exec('delete from session');
    const { url, cookie } = await begin();
    const response = await comeBack(await signInAt(provider, url, 'van'), cookie);
    expect(response.headers.get('location')).toBe('/sign-in/factor?to=%2Fexams');
    expect([sessions(), cookiesOf(response).thao_session]).toEqual([[], undefined]);
    clock.now += 60_000;
    const step = cookiesOf(response).thao_step ?? '';
    finishSignIn(ctx(), { step, code: codeAt(clock.now), client: { device: '', network: '' } });
    expect(sessions().map(({ isStrong }) => isStrong)).toEqual([1]);
    use({ OIDC_STRONG_AMR: 'otp' });
    provider.people.set('van', { staff_code: 'LG-000001', amr: ['otp'] });
    expect((await signInAs('van')).to).toBe('/exams');
  });
});

describe('what does not belong together', () => {
  const backOf = async (login = 'van') => {
    const { url, cookie } = await begin();
    return { back: await signInAt(provider, url, login), cookie };
  };
  const fault = async (back: URL, cookie: string) =>
    (await comeBack(back, cookie)).headers.get('location')?.match(/sso=(\w+)/)?.[1];

  it('refuses another state, and the step can still be used', async () => {
    const { back, cookie } = await backOf();
    const planted = new URL(back);
    planted.searchParams.set('state', 'x'.repeat(43));
    expect(await fault(planted, cookie)).toBe('step_over');
    expect((await comeBack(back, cookie)).headers.get('location')).toBe('/exams');
  });

  it('refuses an answer in a browser that did not ask', async () => {
    const { back } = await backOf();
    expect(await fault(back, '')).toBe('step_over');
    const other = await begin();
    expect(await fault(back, other.cookie)).toBe('step_over');
    expect(sessions()).toEqual([]);
  });

  it('takes an answer once', async () => {
    const { back, cookie } = await backOf();
    expect(await fault(back, cookie)).toBeUndefined();
    expect(await fault(back, cookie)).toBe('step_over');
    expect(sessions()).toHaveLength(1);
  });

  it('refuses a code that was used before, under a step of its own', async () => {
    const first = await backOf();
    await comeBack(first.back, first.cookie);
    const second = await backOf();
    second.back.searchParams.set('code', first.back.searchParams.get('code') ?? '');
    expect(await fault(second.back, second.cookie)).toBe('refused');
    expect(said.at(-1)?.[1]).toEqual({ fault: 'refused', reason: 'invalid_grant' });
  });

  it('refuses a step after ten minutes', async () => {
    const { back, cookie } = await backOf();
    clock.now += 10 * 60_000 + 1;
    expect(await fault(back, cookie)).toBe('step_over');
  });

  it('refuses an answer from another issuer', async () => {
    const { back, cookie } = await backOf();
    back.searchParams.set('iss', 'https://evil.example');
    expect(await fault(back, cookie)).toBe('token');
  });

  it.each<[name: string, forge: (claims: Record<string, unknown>) => Record<string, unknown>, own: boolean]>([
    ['signed with another key', (claims) => claims, false],
    ['with another nonce', (claims) => ({ ...claims, nonce: 'x'.repeat(43) }), true],
    ['without a nonce', ({ nonce: _nonce, ...claims }) => claims, true],
    ['for another client', (claims) => ({ ...claims, aud: 'other' }), true],
    ['of another issuer', (claims) => ({ ...claims, iss: 'https://evil.example' }), true],
    ['that has expired', (claims) => ({ ...claims, exp: Math.floor(NOW / 1000) - 3600 }), true],
  ])('refuses an ID token %s', async (_, forge, own) => {
    provider.forge.current = (idToken) => provider.sign(forge(claimsIn(idToken)), own);
    const { back, cookie } = await backOf();
    expect(await fault(back, cookie)).toBe('token');
    expect(sessions()).toEqual([]);
  });

  it('refuses an ID token without a signature', async () => {
    provider.forge.current = (idToken) =>
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${idToken.split('.')[1]}.`;
    const { back, cookie } = await backOf();
    expect(await fault(back, cookie)).toBe('token');
  });

  it('leads only to addresses of this site, and begins for no other site', async () => {
    const { url, cookie } = await begin('//evil.example');
    const response = await comeBack(await signInAt(provider, url, 'van'), cookie);
    expect(response.headers.get('location')).toBe('/');
    const args = routeArgs(context, { path: '/sign-in/oidc' });
    args.request.headers.set('sec-fetch-site', 'cross-site');
    expect((await start.loader(args)).headers.get('location')).toBe('/sign-in');
  });
});

describe('a provider that is down', () => {
  it('leads back to the form with words for it, asks once for many, and serves again when it is back', async () => {
    await provider.pause();
    use();
    const locations = await Promise.all(Array.from({ length: 5 }, async () => (await begin()).url));
    expect(new Set(locations)).toEqual(new Set(['/sign-in?sso=unreachable&to=%2Fexams']));
    const page = await signIn.loader(routeArgs(context, { path: '/sign-in?sso=unreachable' }));
    expect(page.provider).toEqual({ label: 'Cổng thử', state: 'unreachable' });
    await provider.resume();
    const before = provider.discoveries();
    // Not again at once: whoever presses the button in a row is answered without waiting.
    expect((await begin()).url).toContain('sso=unreachable');
    expect(provider.discoveries()).toBe(before);
    clock.now += 5000;
    await Promise.all([begin(), begin()]);
    expect((await signInAs('van')).to).toBe('/exams');
    expect(provider.discoveries()).toBe(before + 1);
  });

  it('that dies while the person is there is said, and the step is used up', async () => {
    const { url, cookie } = await begin();
    const back = await signInAt(provider, url, 'van');
    await provider.pause();
    const response = await comeBack(back, cookie);
    await provider.resume();
    expect(response.headers.get('location')).toBe('/sign-in?sso=unreachable&to=%2Fexams');
  });
});

describe('signing out', () => {
  it('says that the provider may still be signed in, only to who came from there', async () => {
    const { session } = await signInAs('van');
    const cookie = `thao_session=${session}`;
    const response = await signOut.action(routeArgs(context, { path: '/sign-out', cookie, form: {} }));
    expect(response.headers.get('location')).toBe('/sign-in?sso=signed_out');
    expect(sessions()).toEqual([]);
    const again = await signOut.action(routeArgs(context, { path: '/sign-out', cookie, form: {} }));
    expect(again.headers.get('location')).toBe('/sign-in');
    expect(await context.provider?.endUrl(NOW)).toContain('/session/end?');
  });
});
