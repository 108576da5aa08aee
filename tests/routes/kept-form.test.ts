import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as account from '~/routes/accounts.$username';
import * as touch from '~/routes/session.touch';
import { requireCtx } from '~/http/context.server';
import { freshDatabase } from '../database';
import { addTestAccount, loadContext, routeArgs, signedInCookie, thrownBy } from '../load-context';

const NOW = Date.parse('2026-11-25T08:00:00+07:00');
const MINUTE = 60_000;
let fresh: ReturnType<typeof freshDatabase>;
let clock: { now: number };
beforeEach(() => {
  fresh = freshDatabase();
  clock = { now: NOW };
});
afterEach(() => fresh.remove());

const context = () => loadContext(fresh.db, clock);
const keptOf = async (form: Record<string, string | string[]>) => {
  const args = routeArgs(context(), {
    path: '/accounts/LG-000007?from=list',
    params: { username: 'LG-000007' },
    form,
  });
  const answer = await thrownBy(() => account.action(args));
  return { status: answer.status, body: (await answer.json()) as unknown };
};

describe('a form that was sent after its session had ended', () => {
  it('comes back whole, with where it was going', async () => {
    const form = { reason: 'Nghỉ hưu <b>&\r\n"hai" dòng', which: ['a', 'b'] };
    expect(await keptOf(form)).toEqual({
      status: 401,
      body: {
        code: 'sign_in_required',
        detail: {},
        kept: {
          to: '/accounts/LG-000007?from=list',
          fields: [
            ['reason', form.reason],
            ['which', 'a'],
            ['which', 'b'],
          ],
        },
      },
    });
  });

  it.each([
    ['a password', { name: 'van', password: 'y' }],
    ['the password that was', { old: 'x' }],
    ['something far too long', { reason: 'x'.repeat(200_001) }],
  ])('is not kept with %s', async (_, form) => {
    expect(await keptOf(form)).toMatchObject({ status: 401, body: { kept: null } });
  });

  it('is not kept with an address that leads elsewhere once it stands alone', async () => {
    const args = routeArgs(context(), { path: '//evil.example/accounts/7', form: { reason: 'x' } });
    const answer = await thrownBy(() => requireCtx(args));
    expect(await answer.json()).toMatchObject({ kept: null });
  });

  it('is not kept when it is a file', async () => {
    const body = new FormData();
    body.set('file', new File(['x'], 'x.txt'));
    const request = new Request('https://thao.example/import', { method: 'POST', body });
    const answer = await thrownBy(() => requireCtx({ request, context: context(), params: {} }));
    expect(await answer.json()).toMatchObject({ kept: null });
  });

  it('is not what a page that was only opened gets: that comes after sign-in', async () => {
    const answer = await thrownBy(() =>
      account.loader(routeArgs(context(), { path: '/accounts/LG-000007' })),
    );
    expect(answer.headers.get('location')).toBe('/sign-in?to=%2Faccounts%2FLG-000007');
  });
});

it('a session that is touched lives on, one that is over does not', async () => {
  const accountId = addTestAccount(fresh.db, NOW, { username: 'van', personId: null, grants: [] });
  const cookie = signedInCookie(fresh.db, accountId, NOW);
  const send = () => touch.action(routeArgs(context(), { path: '/session/touch', cookie, form: {} }));
  clock.now = NOW + 29 * MINUTE;
  expect(await send().json()).toEqual({ seconds: 1800 });
  clock.now = NOW + 58 * MINUTE;
  expect(await send().json()).toEqual({ seconds: 1800 });
  clock.now = NOW + 89 * MINUTE;
  expect((await thrownBy(send)).status).toBe(401);
});
