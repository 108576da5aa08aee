import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRequestLimits, LIMITED, takeToken } from './request-limits';

const LIMIT = { burst: 5, perMinute: 60 };

describe('a bucket', () => {
  it('never lets through more than the burst and the rate allow', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 200 }), (pauses) => {
        const bucket = { tokens: LIMIT.burst, at: 0 };
        let now = 0;
        let through = 0;
        for (const pause of pauses) {
          now += pause;
          if (takeToken(bucket, LIMIT, now) === 0) through += 1;
        }
        expect(through).toBeLessThanOrEqual(LIMIT.burst + now / 1000 + 1e-9);
      }),
    );
  });

  it('says when to come again, and then lets through', () => {
    const bucket = { tokens: 0, at: 0 };
    const seconds = takeToken(bucket, LIMIT, 0);
    expect(seconds).toBe(1);
    expect(takeToken(bucket, LIMIT, 999)).toBe(1);
    expect(takeToken(bucket, LIMIT, 1000)).toBe(0);
  });

  it('does not fill up when the clock goes back', () => {
    const bucket = { tokens: 0, at: 10_000 };
    takeToken(bucket, LIMIT, 0);
    expect(bucket.tokens).toBe(0);
  });
});

describe('limits', () => {
  const limits = () =>
    createRequestLimits([
      {
        name: 'x',
        matches: ({ path }) => path === '/x',
        session: { burst: 2, perMinute: 1 },
        network: { burst: 5, perMinute: 1 },
      },
    ]);
  const ask = (take: ReturnType<typeof limits>, session: string, network = 'n', path = '/x') =>
    take({ method: 'GET', path, session, network, now: 0 });

  it('count each session for itself and all of a network together', () => {
    const take = limits();
    expect(['a', 'a', 'a', 'b', 'b', 'b'].map((session) => ask(take, session) > 0)).toEqual([
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
    expect(ask(take, 'c', 'other')).toBe(0);
  });

  it('do not take a made-up session for one of another network', () => {
    const take = limits();
    for (let n = 0; n < 3; n += 1) ask(take, 'a', 'attacker');
    expect(ask(take, 'a', 'office')).toBe(0);
  });

  it('count what a page is made of with the page', () => {
    const take = limits();
    for (const path of ['/x', '/x.data']) expect(ask(take, 'a', 'n', path)).toBe(0);
    expect(ask(take, 'a', 'n', '/x.data')).toBeGreaterThan(0);
  });

  it('leave everything else alone, and forget the oldest', () => {
    const take = limits();
    for (let n = 0; n < 10; n += 1) expect(ask(take, 'a', 'n', '/y')).toBe(0);
    for (let n = 0; n < 5; n += 1) ask(take, '', 'first');
    expect(ask(take, '', 'first')).toBeGreaterThan(0);
    for (let n = 0; n < 25_000; n += 1) ask(take, '', `n${n}`);
    expect(ask(take, '', 'first')).toBe(0);
  });

  it.each([
    ['GET', '/roster/export.xlsx', 'files'],
    ['GET', '/confirmations/1.pdf', 'files'],
    ['GET', '/files/abc', 'files'],
    ['GET', '/verify/ABCD', 'verify'],
    ['GET', '/sign-in/oidc', 'sign-in'],
    ['POST', '/sign-in', 'sign-in'],
    ['POST', '/activate', 'sign-in'],
    ['POST', '/grants/new', 'uploads'],
    ['GET', '/grants/new', undefined],
    ['GET', '/sign-in', undefined],
    ['GET', '/roster', undefined],
    ['POST', '/confirmations', undefined],
    ['GET', '/attempts/x/answers', undefined],
  ])('%s %s falls under %s', (method, path, name) => {
    expect(LIMITED.find((limit) => limit.matches({ method, path }))?.name).toBe(name);
  });
});
