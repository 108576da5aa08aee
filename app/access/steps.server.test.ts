import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase } from '../../tests/database';
import { openStep, readStep, takeStep } from './steps.server';

let fresh: ReturnType<typeof freshDatabase>;
beforeAll(() => void (fresh = freshDatabase()));
afterAll(() => fresh.remove());

const open = (now: number) =>
  openStep(fresh.db, { purpose: 'oidc', accountId: null, data: { state: 's' }, now, minutes: 10 });

it('is taken once, for its purpose, within its time', () => {
  const token = open(1000);
  const ask = { token, purpose: 'oidc', now: 2000 } as const;
  expect(takeStep(fresh.db, { ...ask, purpose: 'second_factor' })).toBeNull();
  expect(takeStep(fresh.db, { ...ask, token: `${token}x` })).toBeNull();
  expect(readStep(fresh.db, { ...ask, now: 1000 + 600_000 })).toBeNull();
  expect(readStep(fresh.db, ask)).toEqual({ accountId: null, data: { state: 's' } });
  expect(takeStep(fresh.db, ask)).toEqual({ accountId: null, data: { state: 's' } });
  expect(takeStep(fresh.db, ask)).toBeNull();
});

it('forgets what is over', () => {
  open(1000);
  open(10_000_000);
  const left = fresh.db.sqlite.prepare('select count(*) as n from sign_in_step').get();
  expect(left).toEqual({ n: 1 });
});
