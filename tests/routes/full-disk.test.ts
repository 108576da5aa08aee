import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwatchedMachine } from '~/operations/machine.server';
import { loadFrame } from '~/http/frame.server';
import { loader as exams } from '~/routes/exams._index';
import { action as startExam } from '~/routes/exams.$examCode';
import { action as signOut } from '~/routes/sign-out';
import type { DiskState } from '~/operations/disk';
import { freshDatabase } from '../database';
import { addSampleExam, EIGHT } from '../exam';
import { addUnit, write } from '../factories';
import { addTestAccount, loadContext, routeArgs, signedInCookie, thrownBy } from '../load-context';

/** What the pages do while the disk has no room: read everything, write nothing but signing in and out. */
describe('pages on a full disk', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  beforeEach(() => {
    fresh = freshDatabase();
    addSampleExam(fresh.db);
    write(fresh.db, EIGHT, (tx) => addUnit(tx, { code: 'T' }));
  });
  afterEach(() => fresh.remove());

  const call = (
    state: DiskState,
    role: 'learner' | 'operator',
    path: string,
    form?: Record<string, string>,
  ) => {
    const context = loadContext(fresh.db, { now: EIGHT });
    const folder = '/data';
    const places = [{ name: 'database' as const, folder, freeBytes: 5_000_000, state }];
    const disk = () => ({ state, fullBytes: 200_000_000, places: state === 'ok' ? [] : places });
    context.ports = { ...context.ports, machine: { ...unwatchedMachine(), disk } };
    const account = { username: role, personId: role === 'learner' ? 1 : null, grants: [[role, 1]] };
    const id = addTestAccount(fresh.db, EIGHT, account as Parameters<typeof addTestAccount>[2]);
    const cookie = signedInCookie(fresh.db, id, EIGHT);
    return routeArgs(context, { path, cookie, params: { examCode: 'IU01' }, ...(form ? { form } : {}) });
  };

  it('does not start an exam, and says why', async () => {
    const response = await thrownBy(() => startExam(call('full', 'learner', '/exams/IU01', { key: 'k' })));
    expect([response.status, await response.json()]).toEqual([507, { code: 'disk_full', detail: {} }]);
    expect(fresh.db.sqlite.prepare('select count(*) from attempt').pluck().get()).toBe(0);
  });

  it('still shows pages and lets people out', async () => {
    expect(await exams(call('full', 'learner', '/exams'))).toBeDefined();
    const out = await signOut(call('full', 'operator', '/sign-out', { x: '1' }));
    expect(out.status).toBe(302);
  });

  it.each([
    { state: 'ok', kinds: [] },
    { state: 'low', kinds: ['disk_low'] },
    { state: 'full', kinds: ['disk_full'] },
  ] as const)('tells operators that it is $state, and nobody else', ({ state, kinds }) => {
    expect(loadFrame(call(state, 'operator', '/system')).alarms.map(({ kind }) => kind)).toEqual(kinds);
    expect(loadFrame(call(state, 'learner', '/')).alarms).toEqual([]);
  });
});
