import { insertJob } from '~db/queries/jobs';
import { findAccountByName } from '~db/queries/access';
import { tell } from '~/notices/notices.server';
import { row } from '~db/client.server';
import { write } from '../factories';
import type { Call } from '../load-context';
import { everybody, only, type Row } from './matrix-row';
import { NOW, type MatrixWorld } from './matrix-world';

/** Jobs and notices are made for each request and put back with it. */
const JOB = 'job-of-a-learner';
const SCHEDULED = 'job-of-schedule_';
const NOBODYS = 'job-that-is-none';

const signedIn = (expected: Row['expect']['learner']): Row['expect'] => ({
  ...everybody(expected),
  nobody: 'sign-in',
});

function put(world: MatrixWorld, publicId: string, username: string | null, kind = 'nightly-check'): void {
  const { db } = world.context;
  const accountId = username === null ? null : findAccountByName(db, username)!.id;
  const times = { createdAt: NOW, runAfter: NOW, maxTries: 5 };
  insertJob(db, { publicId, kind, input: '{}', accountId, key: null, ...times });
}

const job =
  (publicId: string, username: string | null, form?: Call['form']): Row['call'] =>
  (world) => {
    put(world, publicId, username);
    return { path: `/jobs/${publicId}`, params: { publicId }, ...(form ? { form } : {}) };
  };
const noJob =
  (form?: Call['form']): Row['call'] =>
  () => ({ path: `/jobs/${NOBODYS}`, params: { publicId: NOBODYS }, ...(form ? { form } : {}) });

/** Posts of a list about one job. */
const listed =
  (path: string, publicId: string, form: Record<string, string>): Row['call'] =>
  (world) => {
    put(world, publicId, publicId === JOB ? 'learner' : null);
    return { path, form: { job: publicId, ...form } };
  };

const noticeOf =
  (username: string | null, intent: string): Row['call'] =>
  (world) => {
    const { db } = world.context;
    if (username === null) return { path: '/notices', form: { id: '987654', intent } };
    const accountId = findAccountByName(db, username)!.id;
    write(db, NOW, (tx) => tell(tx, { accountId, kind: 'job_done', link: '/record' }));
    const { id } = row<{ id: number }>(db, 'select max(id) as id from notice')!;
    return { path: '/notices', form: { id: String(id), intent } };
  };

const operatorOnly = (expected: Row['expect']['operator']) => only({ operator: expected });

export const JOB_ROWS: Row[] = [
  {
    route: 'jobs._index',
    part: 'loader',
    call: (world) => {
      put(world, SCHEDULED, null);
      return { path: '/jobs' };
    },
    expect: operatorOnly(200),
  },
  {
    route: 'jobs._index',
    part: 'action',
    object: 'the check, started by hand',
    call: (world) => {
      put(world, SCHEDULED, null);
      return { path: '/jobs', form: { intent: 'start', kind: 'nightly-check' } };
    },
    expect: operatorOnly(`to /jobs/${SCHEDULED}`),
  },
  {
    route: 'jobs._index',
    part: 'action',
    object: 'a kind that nobody may start',
    call: () => ({ path: '/jobs', form: { intent: 'start', kind: 'daily-seal' } }),
    expect: operatorOnly(400),
  },
  {
    route: 'jobs._index',
    part: 'action',
    object: 'a job to stop',
    call: listed('/jobs', JOB, { intent: 'cancel' }),
    nowhere: () => ({ path: '/jobs', form: { job: NOBODYS, intent: 'cancel' } }),
    expect: operatorOnly('to /jobs'),
  },
  {
    route: 'jobs._index',
    part: 'action',
    object: 'a job to run again that has not ended',
    call: listed('/jobs', SCHEDULED, { intent: 'retry' }),
    expect: operatorOnly(409),
  },
  {
    route: 'jobs._index',
    part: 'action',
    object: 'mail that was given up',
    call: () => ({ path: '/jobs', form: { intent: 'retry-mail' } }),
    expect: operatorOnly('to /jobs'),
  },
  {
    route: 'jobs.$publicId',
    part: 'loader',
    object: 'one’s own job',
    call: job(JOB, 'learner'),
    nowhere: noJob(),
    expect: only({ learner: 200, operator: 200 }),
  },
  {
    route: 'jobs.$publicId',
    part: 'loader',
    object: 'a job of the schedule',
    call: job(SCHEDULED, null),
    nowhere: noJob(),
    expect: operatorOnly(200),
  },
  {
    route: 'jobs.$publicId',
    part: 'loader',
    object: 'no job at all',
    call: noJob(),
    expect: operatorOnly(404),
  },
  {
    route: 'jobs.$publicId',
    part: 'action',
    object: 'one’s own job',
    call: job(JOB, 'learner', { intent: 'cancel' }),
    nowhere: noJob({ intent: 'cancel' }),
    expect: only({ learner: `to /jobs/${JOB}`, operator: `to /jobs/${JOB}` }),
  },
  {
    route: 'jobs.$publicId',
    part: 'action',
    object: 'no job at all',
    call: noJob({ intent: 'retry' }),
    expect: operatorOnly(404),
  },
  { route: 'account.jobs', part: 'loader', call: () => ({ path: '/account/jobs' }), expect: signedIn(200) },
  {
    route: 'account.jobs',
    part: 'action',
    object: 'a learner’s job',
    call: listed('/account/jobs', JOB, { intent: 'cancel' }),
    nowhere: () => ({ path: '/account/jobs', form: { job: NOBODYS, intent: 'cancel' } }),
    expect: only({ learner: 'to /account/jobs', operator: 'to /account/jobs' }),
  },
  {
    route: 'account.notifications',
    part: 'loader',
    call: () => ({ path: '/account/notifications' }),
    expect: signedIn(200),
  },
  {
    route: 'account.notifications',
    part: 'action',
    object: 'one’s own address',
    call: () => ({
      path: '/account/notifications',
      form: { email: 'van.tran@lamgiang.example', lang: 'vi', digest: 'on' },
    }),
    expect: only({
      learner: 'to /account/notifications',
      trainer: 'to /account/notifications',
      hrCommune: 'to /account/notifications',
    }),
  },
  {
    route: 'account.notifications',
    part: 'action',
    object: 'no address',
    call: () => ({ path: '/account/notifications', form: { email: 'khong phai', lang: 'vi' } }),
    expect: only({ learner: 400, trainer: 400, hrCommune: 400 }),
  },
  { route: 'notices', part: 'loader', call: () => ({ path: '/notices' }), expect: signedIn(200) },
  {
    route: 'notices',
    part: 'action',
    object: 'a learner’s notice',
    call: noticeOf('learner', 'open'),
    nowhere: noticeOf(null, 'open'),
    expect: { ...signedIn(404), learner: 'to /record' },
  },
  {
    route: 'notices',
    part: 'action',
    object: 'all of one’s own',
    call: noticeOf('learner', 'read-all'),
    expect: signedIn('to /notices'),
  },
  {
    route: 'notices',
    part: 'action',
    object: 'nothing that there is',
    call: () => ({ path: '/notices', form: { intent: 'open' } }),
    expect: signedIn(400),
  },
];
