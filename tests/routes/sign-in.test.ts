import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashPassword } from '~/access/adapters/password';
import { startAttempt } from '~/assessment/attempts.server';
import type { OptionOrder } from '~/assessment/paper';
import { SESSION_COOKIE } from '~/http/cookies';
import { openCtx } from '~/http/context.server';
import * as signIn from '~/routes/sign-in._index';
import * as inPlace from '~/routes/sign-in.in-place';
import { readEnvironment } from '~/server/environment';
import { makePorts } from '~/server/ports';
import { createWebServer } from '~/server/web';
import { localAttemptWriter } from '~/assessment/attempt-operations.server';
import { setPassword } from '~db/queries/access';
import { findAttemptOwner, listEvents } from '~db/queries/attempts';
import { listPaper } from '~db/queries/gradings';
import { filesOf, freshDatabase } from '../database';
import { addSampleExam, EIGHT, learnerCtx } from '../exam';
import { addUnit, write } from '../factories';
import { addTestAccount, loadContext, redirected, routeArgs } from '../load-context';

const MINUTE = 60_000;
const PASSWORD = 'một câu dài dễ nhớ';

let fresh: ReturnType<typeof freshDatabase>;
let server: Server;
let clock: { now: number };

/** Two candidates, the exam, and the web server on its own port; what is not hot path never gets to Remix here. */
beforeEach(async () => {
  fresh = freshDatabase();
  clock = { now: EIGHT };
  addSampleExam(fresh.db);
  const unitId = write(fresh.db, EIGHT, (tx) => addUnit(tx, { code: 'T' }));
  const grants: [role: 'learner', unitId: number][] = [['learner', unitId]];
  const accountId = addTestAccount(fresh.db, EIGHT, { username: 'van', personId: 1, grants });
  setPassword(fresh.db, { accountId, passwordHash: await hashPassword(PASSWORD), chosenAt: null });
  const now = () => clock.now;
  server = createWebServer({
    environment: readEnvironment(process.env),
    db: fresh.db,
    files: filesOf(fresh.db),
    now,
    ports: makePorts(localAttemptWriter(fresh.db, now)),
    build: () => Promise.reject(new Error('no page is asked for')),
    clientFolder: null,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  fresh.remove();
});

/** Signs in through the page's action, as the form does. */
const post = (name: string, password: string, cookie = '') =>
  signIn.action(
    routeArgs(loadContext(fresh.db, clock), {
      path: '/sign-in',
      cookie,
      form: { name, password, to: '/exams' },
    }),
  );

async function statusOf(answer: ReturnType<typeof post>): Promise<number> {
  const got = await answer;
  if ('status' in got) return got.status;
  return got.init?.status ?? 200;
}

it('lets a candidate who is signed in go on saving while somebody guesses at his password', async () => {
  const cookie = (await redirected(post('van', PASSWORD))).headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(cookie).toMatch(new RegExp(`^${SESSION_COOKIE}=`));
  const ctx = learnerCtx(fresh.db, clock.now);
  const { publicId } = await startAttempt(ctx, { examCode: 'IU01', key: 'k'.repeat(36) });

  for (let n = 0; n < 6; n += 1) await post('van', 'đoán mò');
  expect(await statusOf(post('van', PASSWORD))).toBe(429);

  clock.now += 1000;
  const attemptId = findAttemptOwner(fresh.db, publicId)?.attemptId ?? 0;
  const [item] = listPaper(fresh.db, attemptId);
  const [[token] = []] = JSON.parse(item?.options ?? '[]') as OptionOrder;
  const { port } = server.address() as AddressInfo;
  const saved = await fetch(`http://127.0.0.1:${port}/attempts/${publicId}/answers`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({
      epoch: 1,
      events: [{ sequence: 1, position: 1, answer: [token], flagged: false }],
    }),
  });
  expect([saved.status, await saved.json()]).toMatchObject([200, { ok: true, sequence: 1 }]);
  expect(listEvents(fresh.db, attemptId)).toHaveLength(1);
});

it('lets him in again once the wait is over, however often somebody guessed', async () => {
  for (let n = 0; n < 60; n += 1) {
    await post('van', 'đoán mò');
    clock.now += 10_000;
  }
  clock.now += 5 * MINUTE;
  expect(await statusOf(post('van', PASSWORD))).toBe(302);
});

it('ends the session that the browser had, on the page and in place', async () => {
  const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';
  const isSignedIn = (cookie: string) =>
    openCtx(routeArgs(loadContext(fresh.db, clock), { path: '/', cookie })).signedIn;
  const first = cookieOf(await redirected(post('van', PASSWORD)));
  const second = cookieOf(await redirected(post('van', PASSWORD, first)));
  expect([isSignedIn(first), isSignedIn(second)]).toEqual([false, true]);
  const form = { name: 'van', password: PASSWORD };
  const call = { path: '/sign-in/in-place', cookie: second, form };
  const third = cookieOf(await inPlace.action(routeArgs(loadContext(fresh.db, clock), call)));
  expect([isSignedIn(second), isSignedIn(third)]).toEqual([false, true]);
});
