import { afterEach, beforeEach, expect, it } from 'vitest';
import { insertJob } from '~db/queries/jobs';
import * as jobs from '~/routes/jobs._index';
import * as system from '~/routes/system';
import { freshDatabase } from '../database';
import { addTestAccount, loadContext, redirected, routeArgs, signedInCookie } from '../load-context';

const NOW = Date.parse('2026-11-25T08:00:00+07:00');
let world: ReturnType<typeof freshDatabase>;
let cookie: string;

beforeEach(() => {
  world = freshDatabase();
  const unitId = Number(
    world.db.sqlite.prepare("insert into unit (code) values ('T')").run().lastInsertRowid,
  );
  const account = { username: 'op', personId: null, grants: [['operator', unitId] as ['operator', number]] };
  cookie = signedInCookie(world.db, addTestAccount(world.db, NOW, account), NOW);
});
afterEach(() => world.remove());

const args = (path: string, form?: Record<string, string>) =>
  routeArgs(loadContext(world.db, { now: NOW }), { path, cookie, ...(form ? { form } : {}) });
const start = async () =>
  (await redirected(jobs.action(args('/jobs', { intent: 'start', kind: 'nightly-check' })))).headers.get(
    'location',
  );

it('starts one check, however often the button is pressed', async () => {
  const first = await start();
  expect(first).toMatch(/^\/jobs\/[\w-]{16}$/);
  expect(await start()).toBe(first);
});

it('runs the checks of a big province in the background only, and shows the last result', async () => {
  const insert = world.db.sqlite.prepare('insert into person (staff_code) values (?)');
  world.db.sqlite.transaction(() => {
    for (let number = 0; number <= 10_000; number += 1) insert.run(`LG-1${String(number).padStart(5, '0')}`);
  })();
  expect(await system.loader(args('/system'))).toMatchObject({ run: null, kept: null, open: null });
  const address = await start();
  const { open } = await system.loader(args('/system'));
  expect(`/jobs/${open?.publicId}`).toBe(address);

  const times = { createdAt: NOW, runAfter: NOW, maxTries: 5, key: null, accountId: null };
  insertJob(world.db, { publicId: 'done-some-time__', kind: 'nightly-check', input: '{}', ...times });
  world.db.sqlite.exec(
    `update job set state = 'done', result = '{"checks":[{"name":"trail","ok":true,"count":0}]}'
     where public_id = 'done-some-time__'`,
  );
  expect((await system.loader(args('/system'))).kept).toMatchObject({ publicId: 'done-some-time__' });
});
