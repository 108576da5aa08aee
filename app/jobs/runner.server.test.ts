import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx, Ports } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { openDatabase, row, type Db } from '~db/client.server';
import { filesOf, freshDatabase } from '../../tests/database';
import { ctxOf, write } from '../../tests/factories';
import { addTestAccount } from '../../tests/load-context';
import { JobStopped, type EndedJob, type JobHandler } from './handler.server';
import { cancelJob, enqueueJob, getJob } from './jobs.server';
import { runNextJob, type EndedRun } from './runner.server';

const NOW = Date.parse('2026-11-25T08:00:00+07:00');
let world: ReturnType<typeof freshDatabase>;
let workDb: Db;
let clock: number;
let ended: EndedJob[];
let faults: unknown[];
let isStopping: boolean;

beforeEach(() => {
  world = freshDatabase();
  workDb = openDatabase(world.path);
  clock = NOW;
  ended = [];
  faults = [];
  isStopping = false;
});
afterEach(() => {
  workDb.close();
  world.remove();
});

const enqueue = (accountId: number | null = null, maxTries = 5) =>
  enqueueJob(world.db, { kind: 'work', input: { of: 'IU01' }, accountId, now: clock, maxTries })!;

const runWith = (handler: JobHandler): Promise<EndedRun | null> =>
  runNextJob({
    db: world.db,
    now: () => clock,
    ports: {
      jobHandlers: { work: handler },
      jobEnded: (_, job) => ended.push(job),
    } as Partial<Ports> as Ports,
    work: { db: workDb, files: filesOf(workDb), keysPath: '', baseUrl: 'https://thao.example' },
    isStopping: () => isStopping,
    onFault: (error) => faults.push(error),
  });

const view = (publicId: string) => getJob(ctxOf(world.db, clock), { publicId });
const fail = (error: unknown): JobHandler => {
  return () => {
    throw error;
  };
};

describe('a job that ends', () => {
  it('is done with what the handler gave back, and tells of it once', async () => {
    const publicId = enqueue();
    const seen: unknown[] = [];
    const outcome = await runWith((ctx, run) => {
      seen.push(ctx.actor.system, run.input, run.publicId);
      return { rows: 3, link: '/roster' };
    });
    expect(outcome).toEqual({ publicId, kind: 'work', tries: 1, outcome: 'done' });
    expect(seen).toEqual([true, { of: 'IU01' }, publicId]);
    expect(view(publicId)).toMatchObject({
      state: 'done',
      finishedAt: NOW,
      result: { rows: 3 },
      failure: null,
    });
    expect(ended).toEqual([{ publicId, kind: 'work', accountId: null, state: 'done' }]);
    expect(await runWith(() => ({}))).toBeNull();
  });

  it('leaves a line in the trail', async () => {
    const publicId = enqueue();
    await runWith(() => ({}));
    const entry = row(world.db, "select object_id as id from audit_entry where action = 'job_ended'");
    expect(entry).toEqual({ id: publicId });
  });

  it('waits for its time', async () => {
    enqueueJob(world.db, { kind: 'work', input: {}, accountId: null, now: NOW, runAfter: NOW + 1 });
    expect(await runWith(() => ({}))).toBeNull();
    clock += 1;
    expect(await runWith(() => ({}))).toMatchObject({ outcome: 'done' });
  });

  it('of a kind without a handler stays in the queue', async () => {
    const publicId = enqueueJob(world.db, { kind: 'later', input: {}, accountId: null, now: NOW })!;
    expect(await runWith(() => ({}))).toBeNull();
    expect(view(publicId)).toMatchObject({ state: 'queued', tries: 0 });
  });
});

describe('a job that fails', () => {
  it('for good, where a use case refused it; the code is kept', async () => {
    const publicId = enqueue();
    expect(await runWith(fail(new AppError('no_space', { free: 12 })))).toMatchObject({ outcome: 'failed' });
    expect(view(publicId)).toMatchObject({
      state: 'failed',
      failure: { code: 'no_space', detail: { free: 12 } },
    });
    expect(ended).toMatchObject([{ state: 'failed' }]);
    expect(faults).toEqual([]);
  });

  it('is tried again after a wait, and fails after the last try', async () => {
    const publicId = enqueue(null, 2);
    expect(await runWith(fail(new Error('no luck')))).toMatchObject({ outcome: 'again' });
    expect(view(publicId)).toMatchObject({ state: 'queued', runAfter: NOW + 10_000, tries: 1 });
    expect(ended).toEqual([]);
    clock += 10_000;
    expect(await runWith(fail(new Error('no luck')))).toMatchObject({ outcome: 'failed', tries: 2 });
    expect(view(publicId).state).toBe('failed');
    expect(faults).toHaveLength(2);
  });

  it('keeps nothing of an unexpected message, which may name people', async () => {
    const publicId = enqueue();
    const error = Object.assign(new TypeError('Trần Thị Hồng Vân is not iterable'), { code: 'SQLITE_FULL' });
    await runWith(fail(error));
    expect(view(publicId).failure).toEqual({
      code: 'unexpected',
      detail: { name: 'TypeError', code: 'SQLITE_FULL' },
    });
    const stored = row<{ text: string }>(world.db, 'select error as text from job');
    expect(stored?.text).not.toContain('Vân');
  });

  it('whose process died at every try fails as lost', async () => {
    const publicId = enqueue(null, 1);
    void runWith(() => new Promise(() => undefined));
    clock += 60_001;
    expect(await runWith(() => ({}))).toBeNull();
    expect(view(publicId)).toMatchObject({ state: 'failed', failure: { code: 'lost' } });
    expect(ended).toMatchObject([{ publicId, state: 'failed' }]);
  });
});

describe('progress', () => {
  it('is written at most twice a second, and at the end', async () => {
    const publicId = enqueue();
    const seen: (number | null)[] = [];
    await runWith((_, run) => {
      for (let done = 1; done <= 10; done += 1) {
        run.report(done, 10);
        seen.push(view(publicId).done);
        clock += 100;
      }
      return {};
    });
    expect(seen).toEqual([1, 1, 1, 1, 1, 6, 6, 6, 6, 6]);
    expect(view(publicId)).toMatchObject({ done: 10, total: 10, state: 'done' });
  });

  it('keeps the lease', async () => {
    const publicId = enqueue();
    let taken: EndedRun | null = null;
    await runWith(async (_, run) => {
      clock += 59_000;
      run.report(1, 2);
      clock += 59_000;
      taken = await runWith(() => ({}));
      return {};
    });
    expect(taken).toBeNull();
    expect(view(publicId)).toMatchObject({ state: 'done', tries: 1 });
  });

  it('does not hang on a write transaction of the handler', async () => {
    world.db.sqlite.pragma('busy_timeout = 10');
    const publicId = enqueue();
    await runWith((ctx, run) => {
      write(ctx.db, clock, () => run.report(1, 2));
      return {};
    });
    expect(view(publicId).state).toBe('done');
  });
});

describe('a job that is stopped', () => {
  it('by a person sees it, and stays cancelled', async () => {
    const publicId = enqueue();
    const seen: boolean[] = [];
    const outcome = await runWith((_, run) => {
      seen.push(run.isCancelled());
      cancelJob(ctxOf(world.db, clock), { publicId });
      clock += 500;
      seen.push(run.isCancelled());
      throw new JobStopped();
    });
    expect(seen).toEqual([false, true]);
    expect(outcome).toMatchObject({ outcome: 'not_ours' });
    expect(view(publicId)).toMatchObject({ state: 'cancelled', may: { cancel: false, retry: true } });
    expect(ended).toEqual([]);
  });

  it('by a process going down goes back without costing a try', async () => {
    const publicId = enqueue();
    const outcome = await runWith((_, run) => {
      isStopping = true;
      return { half: run.isCancelled() };
    });
    expect(outcome).toMatchObject({ outcome: 'stopped' });
    expect(view(publicId)).toMatchObject({ state: 'queued', tries: 0, result: null });
  });

  it('is done after all where it ended without looking up', async () => {
    const publicId = enqueue();
    await runWith(() => {
      isStopping = true;
      return {};
    });
    expect(view(publicId).state).toBe('done');
  });
});

describe('the rights of whoever asked', () => {
  it('are those of now', async () => {
    const accountId = addTestAccount(world.db, NOW, { username: 'op', personId: null, grants: [] });
    enqueue(accountId);
    let actor: Ctx['actor'] | null = null;
    await runWith((ctx) => {
      actor = ctx.actor;
      return {};
    });
    expect(actor).toMatchObject({ accountId, name: 'op', system: false, grants: [] });
  });

  it('end with the account', async () => {
    const accountId = addTestAccount(world.db, NOW, { username: 'op', personId: null, grants: [] });
    const publicId = enqueue(accountId);
    world.db.sqlite.exec("update account set status = 'closed'");
    expect(await runWith(() => ({}))).toMatchObject({ outcome: 'failed' });
    expect(view(publicId).failure).toMatchObject({ code: 'not_allowed' });
  });
});
