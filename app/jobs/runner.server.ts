import { endJob, isRunning, listLostJobs, renewLease, requeueJob, takeDueJob } from '~db/queries/jobs';
import { findAccountById } from '~db/queries/access';
import { listGrants } from '~db/queries/grants';
import type { TakenJob } from '~db/queries/jobs';
import type { Db } from '~db/client.server';
import { writeInside } from '~db/write.server';
import { systemActor, type Actor, type Ctx, type Ports } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { JOB_WAITS, waitBeforeNextTry } from './backoff';
import type { JobHandler } from './handler.server';

/** A run without a sign for so long belongs to a process that has ended. */
export const LEASE_MS = 60_000;
/** Progress is written, and a stop looked for, at most so often. */
const LOOK_MS = 500;
const SYSTEM = { accountId: null, name: 'jobs' };

export interface RunnerParts {
  /** The runner's own connection: progress is written while a handler reads, or writes, on that of its ctx. */
  db: Db;
  now: () => number;
  ports: Ports;
  /** Everything that a handler's ctx holds beside actor and clock. */
  work: Omit<Ctx, 'actor' | 'now' | 'ports'>;
  leaseMs?: number;
  /** True once the process is going down. */
  isStopping: () => boolean;
  /** Hears of what a handler threw and no use case means to throw, for the log. */
  onFault?: (error: unknown, job: TakenJob) => void;
}

export type RunOutcome = 'done' | 'failed' | 'again' | 'stopped' | 'not_ours';
export type EndedRun = Pick<TakenJob, 'publicId' | 'kind' | 'tries'> & { outcome: RunOutcome };

/**
 * Takes the job due longest and runs it to an end: done; failed, by an AppError or after its last try; queued again
 * after a wait, or, where the process is going down, at once and without costing a try; `not_ours` where it was cancelled
 * or another worker took it up meanwhile. Null where nothing is due. Throws only what the database throws.
 */
export async function runNextJob(parts: RunnerParts): Promise<EndedRun | null> {
  const { db, now, ports } = parts;
  failLostJobs(parts);
  const job = takeDueJob(db, Object.keys(ports.jobHandlers), now(), now() + (parts.leaseMs ?? LEASE_MS));
  const handler = job && ports.jobHandlers[job.kind];
  if (!job || !handler) return null;
  const { publicId, kind, tries } = job;
  return { publicId, kind, tries, outcome: await runJob(parts, job, handler) };
}

async function runJob(parts: RunnerParts, job: TakenJob, handler: JobHandler): Promise<RunOutcome> {
  const { db, now } = parts;
  const watch = watchRun(parts, job);
  const run = { publicId: job.publicId, input: JSON.parse(job.input) as unknown, ...watch.given };
  try {
    const ctx: Ctx = { ...parts.work, ports: parts.ports, now: now(), actor: actorOf(db, job.accountId) };
    const result = await handler(ctx, run);
    if (watch.wasToldToStop()) return stopped(parts, job);
    watch.flush();
    return end(parts, job, { state: 'done', result: JSON.stringify(result), error: null })
      ? 'done'
      : 'not_ours';
  } catch (error) {
    if (error instanceof Error && error.name === 'JobStopped') return stopped(parts, job);
    const isFinal = error instanceof AppError;
    if (!isFinal) parts.onFault?.(error, job);
    const text = JSON.stringify(failureOf(error));
    if (isFinal || job.tries >= job.maxTries) {
      return end(parts, job, { state: 'failed', result: null, error: text }) ? 'failed' : 'not_ours';
    }
    const runAfter = now() + waitBeforeNextTry(JOB_WAITS, job.tries);
    return requeueJob(db, job, { runAfter, error: text, costs: true }) ? 'again' : 'not_ours';
  }
}

/** What the handler sees of its run, with the writes held back to one in LOOK_MS. */
function watchRun(parts: RunnerParts, job: TakenJob) {
  const { db, now, leaseMs = LEASE_MS } = parts;
  let progress: { done: number; total: number | null } | null = null;
  let lastWrite = -Infinity;
  let lastLook = -Infinity;
  let isOurs = true;
  let told = false;
  const write = () => {
    if (!progress) return;
    lastWrite = now();
    try {
      isOurs &&= renewLease(db, job, { ...progress, leaseUntil: now() + leaseMs });
    } catch (error) {
      // Somebody else writes for long: the next report renews the lease.
      if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    }
  };
  return {
    given: {
      report: (done: number, total: number | null) => {
        progress = { done, total };
        if (now() - lastWrite >= LOOK_MS || now() < lastWrite) write();
      },
      isCancelled: () => {
        if (now() - lastLook >= LOOK_MS || now() < lastLook) {
          lastLook = now();
          isOurs &&= isRunning(db, job);
        }
        told ||= !isOurs || parts.isStopping();
        return told;
      },
    },
    flush: write,
    wasToldToStop: () => told,
  };
}

function stopped(parts: RunnerParts, job: TakenJob): RunOutcome {
  const back = { runAfter: parts.now(), error: null, costs: false };
  return requeueJob(parts.db, job, back) ? 'stopped' : 'not_ours';
}

/** Ends the run where it is still this one's, and tells whom it concerns, in one transaction. */
function end(
  { db, now, ports }: RunnerParts,
  job: TakenJob,
  outcome: { state: 'done' | 'failed'; result: string | null; error: string | null },
): boolean {
  return db.sqlite
    .transaction(() => {
      if (!endJob(db, job, { ...outcome, at: now() })) return false;
      const { publicId, kind, accountId } = job;
      writeInside(db, now(), SYSTEM, 'job end', (tx) => {
        tx.audit('job_ended', 'job', publicId, { kind, state: outcome.state });
        ports.jobEnded(tx, { publicId, kind, accountId, state: outcome.state });
      });
      return true;
    })
    .immediate();
}

/** A job that took its process with it at every try must not do so for ever. */
function failLostJobs(parts: RunnerParts): void {
  for (const job of listLostJobs(parts.db, parts.now())) {
    end(parts, job, { state: 'failed', result: null, error: JSON.stringify({ code: 'lost', detail: {} }) });
  }
}

/** With the rights that the asker has now; the schedule's jobs run as the system. Error: not_allowed. */
function actorOf(db: Db, accountId: number | null): Actor {
  if (accountId === null) return systemActor(SYSTEM.name);
  const account = findAccountById(db, accountId);
  if (account?.status !== 'active') throw new AppError('not_allowed');
  const { personId, username: name } = account;
  return { accountId, personId, name, grants: listGrants(db, accountId), system: false };
}

/** What is kept of a failure: of an unexpected one only its class and code, since messages may hold data of people. */
function failureOf(error: unknown): { code: string; detail: Record<string, string | number> } {
  if (error instanceof AppError) return { code: error.code, detail: error.detail };
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  const plain = (value: unknown) => (typeof value === 'string' && /^\w{1,40}$/.test(value) ? value : '');
  return { code: 'unexpected', detail: { name: plain(name), code: plain(code) } };
}
