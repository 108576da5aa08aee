import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ports } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { openDatabase, rows, type Db } from '~db/client.server';
import { filesOf, freshDatabase } from '../../tests/database';
import { ctxOf } from '../../tests/factories';
import { JOB_WAITS } from './backoff';
import { JobStopped, type JobRun } from './handler.server';
import { cancelJob, enqueueJob, retryJob } from './jobs.server';
import { runNextJob, type EndedRun } from './runner.server';

/**
 * The queue against a model of it: two workers on two connections take, report, finish, fail, stop, die and come back too
 * late, people cancel and retry, all in any order.
 */
const LEASE_MS = 60_000;
const MAX_TRIES = 3;

interface Run {
  publicId: string;
  given: JobRun;
  finish: () => void;
  fail: (error: Error) => void;
  ended: Promise<EndedRun | null>;
}

interface ModelJob {
  publicId: string;
  key: string | null;
  state: string;
  tries: number;
  runAfter: number;
  leaseUntil: number;
  /** The run that holds it. */
  run: Run | null;
}

interface Model {
  jobs: ModelJob[];
}

interface Real {
  now: number;
  /** What each worker has in hand. */
  hands: (Run | null)[];
  /** Runs whose worker was taken for dead and may yet come back. */
  ghosts: Run[];
  /** How often each job was told to have ended well. */
  done: Map<string, number>;
}

type Step = fc.AsyncCommand<Model, Real>;

let main: ReturnType<typeof freshDatabase>;
let connections: Db[];

beforeAll(() => {
  main = freshDatabase();
  connections = [0, 1].map(() => openDatabase(main.path));
});
afterAll(() => {
  connections.forEach((db) => db.close());
  main.remove();
});

const ctxAt = (real: Real) => ctxOf(main.db, real.now);

function take(real: Real, worker: number): { run: Run | null; ended: Promise<EndedRun | null> } {
  let run: Run | null = null;
  const handler = (_: unknown, given: JobRun) =>
    new Promise<object>((resolve, reject) => {
      const { publicId } = given;
      run = { publicId, given, finish: () => resolve({}), fail: reject, ended: Promise.resolve(null) };
    });
  const ports = {
    jobHandlers: { work: handler },
    jobEnded: (_, job) => {
      if (job.state === 'done') real.done.set(job.publicId, (real.done.get(job.publicId) ?? 0) + 1);
    },
  } as Partial<Ports> as Ports;
  const db = connections[worker]!;
  const work = { db, files: filesOf(db), keysPath: '', baseUrl: '' };
  const parts = { db, ports, work, now: () => real.now, leaseMs: LEASE_MS, isStopping: () => false };
  const ended = runNextJob(parts);
  if (run) (run as Run).ended = ended;
  return { run, ended };
}

/** As the table must read. */
function compare(model: Model, real: Real): void {
  const stored = rows<{ publicId: string; state: string; tries: number }>(
    main.db,
    'select public_id as publicId, state, tries from job order by id',
  );
  expect(stored).toEqual(model.jobs.map(({ publicId, state, tries }) => ({ publicId, state, tries })));
  for (const { tries } of stored) expect(tries).toBeLessThanOrEqual(MAX_TRIES);
  for (const [publicId, times] of real.done) {
    expect(times).toBe(1);
    expect(model.jobs.find((job) => job.publicId === publicId)?.state).toBe('done');
  }
  const keys = model.jobs.flatMap(({ key }) => key ?? []);
  expect(new Set(keys).size).toBe(keys.length);
}

/** The model's own choice of what is taken next. */
function nextOf(model: Model, now: number): ModelJob | null {
  const isOver = (job: ModelJob) => job.state === 'running' && job.leaseUntil <= now;
  for (const job of model.jobs) {
    if (isOver(job) && job.tries >= MAX_TRIES) Object.assign(job, { state: 'failed', run: null });
  }
  const due = model.jobs.filter(
    (job) => job.runAfter <= now && job.tries < MAX_TRIES && (job.state === 'queued' || isOver(job)),
  );
  return due.reduce<ModelJob | null>(
    (first, job) => (first && first.runAfter <= job.runAfter ? first : job),
    null,
  );
}

const command = (
  name: string,
  run: (model: Model, real: Real) => Promise<void> | void,
  check: (model: Model) => boolean = () => true,
): Step => ({
  check,
  run: async (model, real) => {
    await run(model, real);
    compare(model, real);
  },
  toString: () => name,
});

const enqueue = (key: string | null) =>
  command(`enqueue ${key}`, (model, real) => {
    const request = { kind: 'work', input: {}, accountId: null, now: real.now, maxTries: MAX_TRIES };
    const publicId = enqueueJob(main.db, key === null ? request : { ...request, key });
    expect(publicId === null).toBe(key !== null && model.jobs.some((job) => job.key === key));
    if (publicId === null) return;
    const job = { publicId, key, state: 'queued', tries: 0, runAfter: real.now, leaseUntil: 0, run: null };
    model.jobs.push(job);
  });

const takeBy = (worker: number) =>
  command(`worker ${worker} takes`, async (model, real) => {
    if (real.hands[worker]) return;
    const expected = nextOf(model, real.now);
    const { run, ended } = take(real, worker);
    expect(run?.publicId).toBe(expected?.publicId);
    if (!run || !expected) return void expect(await ended).toBeNull();
    real.hands[worker] = run;
    Object.assign(expected, {
      state: 'running',
      tries: expected.tries + 1,
      leaseUntil: real.now + LEASE_MS,
      run,
    });
  });

const reportBy = (worker: number) =>
  command(`worker ${worker} reports`, (model, real) => {
    const run = real.hands[worker];
    if (!run) return;
    real.now += 600;
    run.given.report(1, 2);
    const job = holderOf(model, run);
    if (job) job.leaseUntil = real.now + LEASE_MS;
  });

const holderOf = (model: Model, run: Run) =>
  model.jobs.find((job) => job.state === 'running' && job.run === run) ?? null;

/** Ends a run in one of four ways; one that is no longer its job's must change nothing. */
async function endRun(model: Model, real: Real, run: Run, how: 'done' | 'error' | 'refused' | 'stopped') {
  const job = holderOf(model, run);
  if (how === 'done') run.finish();
  if (how === 'error') run.fail(new Error('no luck'));
  if (how === 'refused') run.fail(new AppError('not_found'));
  if (how === 'stopped') run.fail(new JobStopped());
  const outcome = (await run.ended)?.outcome;
  if (!job) return void expect(outcome).toBe('not_ours');
  job.run = null;
  if (how === 'done') {
    expect(outcome).toBe('done');
    job.state = 'done';
  } else if (how === 'stopped') {
    expect(outcome).toBe('stopped');
    Object.assign(job, { state: 'queued', tries: job.tries - 1, runAfter: real.now });
  } else if (how === 'refused' || job.tries >= MAX_TRIES) {
    expect(outcome).toBe('failed');
    job.state = 'failed';
  } else {
    expect(outcome).toBe('again');
    Object.assign(job, { state: 'queued', runAfter: real.now + JOB_WAITS[job.tries - 1]! });
  }
}

const WAYS = ['done', 'error', 'refused', 'stopped'] as const;

const endBy = (worker: number, how: (typeof WAYS)[number]) =>
  command(`worker ${worker} ends: ${how}`, async (model, real) => {
    const run = real.hands[worker];
    if (!run) return;
    real.hands[worker] = null;
    await endRun(model, real, run, how);
  });

const dies = (worker: number) =>
  command(`worker ${worker} dies`, (_, real) => {
    const run = real.hands[worker];
    if (run) real.ghosts.push(run);
    real.hands[worker] = null;
  });

const comesBack = (how: (typeof WAYS)[number]) =>
  command(`a ghost ends: ${how}`, async (model, real) => {
    const run = real.ghosts.shift();
    if (run) await endRun(model, real, run, how);
  });

const passes = (ms: number) => command(`${ms} ms pass`, (_, real) => void (real.now += ms));

const person = (what: 'cancel' | 'retry', index: number) =>
  command(
    `${what} job ${index}`,
    (model, real) => {
      const job = model.jobs[index % model.jobs.length]!;
      const from = what === 'cancel' ? ['queued', 'running'] : ['failed', 'cancelled'];
      const act = () => (what === 'cancel' ? cancelJob : retryJob)(ctxAt(real), { publicId: job.publicId });
      if (!from.includes(job.state)) return void expect(act).toThrow(AppError);
      act();
      if (what === 'cancel') Object.assign(job, { state: 'cancelled', run: null });
      else Object.assign(job, { state: 'queued', tries: 0, runAfter: real.now });
    },
    (model) => model.jobs.length > 0,
  );

const worker = fc.constantFrom(0, 1);
const way = fc.constantFrom(...WAYS);

it('loses no job, ends none twice, and never lets a run write that is no longer its own', async () => {
  const commands = fc.commands(
    [
      fc.constantFrom(null, 'a', 'b').map(enqueue),
      worker.map(takeBy),
      worker.map(takeBy),
      worker.map(reportBy),
      fc.tuple(worker, way).map(([who, how]) => endBy(who, how)),
      worker.map(dies),
      way.map(comesBack),
      fc.constantFrom(1000, LEASE_MS, 3 * 3_600_000).map(passes),
      fc
        .tuple(fc.constantFrom('cancel' as const, 'retry' as const), fc.nat(9))
        .map((each) => person(...each)),
    ],
    { maxCommands: 60, size: 'max' },
  );
  await fc.assert(
    fc.asyncProperty(commands, async (steps) => {
      main.db.sqlite.exec('delete from job');
      const real: Real = { now: 1_000_000, hands: [null, null], ghosts: [], done: new Map() };
      const model: Model = { jobs: [] };
      await fc.asyncModelRun(() => ({ model, real }), steps);
      // Whatever happened, all work that nobody stopped comes to an end.
      real.hands = [null, null];
      for (;;) {
        real.now += 3 * 3_600_000;
        const expected = nextOf(model, real.now);
        const { run } = take(real, 0);
        expect(run?.publicId).toBe(expected?.publicId);
        if (!run || !expected) break;
        Object.assign(expected, { state: 'running', tries: expected.tries + 1, run });
        await endRun(model, real, run, 'done');
      }
      compare(model, real);
      expect(model.jobs.filter(({ state }) => state === 'queued' || state === 'running')).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
