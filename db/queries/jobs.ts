import { row, rows, run, type Db } from '../client.server';

export interface NewJob {
  publicId: string;
  kind: string;
  input: string;
  accountId: number | null;
  key: string | null;
  createdAt: number;
  runAfter: number;
  maxTries: number;
}

/** Answers false where a job with that key is there already. */
export function insertJob(db: Db, job: NewJob): boolean {
  return (
    run(
      db,
      `insert into job (public_id, kind, input, state, account_id, key, created_at, run_after, max_tries)
       values (:publicId, :kind, :input, 'queued', :accountId, :key, :createdAt, :runAfter, :maxTries)
       on conflict (key) do nothing`,
      job,
    ).changes === 1
  );
}

/** A job in a worker's hands. `startedAt` only ever rises, so it names this one run of the job. */
export interface TakenJob {
  id: number;
  publicId: string;
  kind: string;
  input: string;
  accountId: number | null;
  tries: number;
  maxTries: number;
  startedAt: number;
}

export type RunOfJob = Pick<TakenJob, 'id' | 'startedAt'>;

/** The job due longest, of these kinds: queued, or running under a lease that is over. Counts a try. */
export function takeDueJob(db: Db, kinds: string[], now: number, leaseUntil: number): TakenJob | null {
  return row<TakenJob>(
    db,
    `update job set state = 'running', tries = tries + 1, lease_until = :leaseUntil,
       started_at = max(:now, coalesce(started_at, 0) + 1), done = 0, total = null
     where id = (
       select id from job
       where state in ('queued', 'running') and run_after <= :now and tries < max_tries
         and (state = 'queued' or lease_until <= :now) and kind in (select value from json_each(:kinds))
       order by run_after, id limit 1)
     returning id, public_id as publicId, kind, input, account_id as accountId, tries, max_tries as maxTries,
       started_at as startedAt`,
    { kinds: JSON.stringify(kinds), now, leaseUntil },
  );
}

/** Running jobs whose lease is over and whose tries are used up: their process died each time. */
export function listLostJobs(db: Db, now: number): TakenJob[] {
  return rows<TakenJob>(
    db,
    `select id, public_id as publicId, kind, input, account_id as accountId, tries, max_tries as maxTries,
       started_at as startedAt
     from job
     -- the words of the index job_due, and what is asked of them
     where state in ('queued', 'running') and state = 'running' and lease_until <= ? and tries >= max_tries`,
    now,
  );
}

const MINE = "id = :id and state = 'running' and started_at = :startedAt";

/** Answers false where the run is over: cancelled, or taken up by another worker. */
export function renewLease(
  db: Db,
  job: RunOfJob,
  change: { leaseUntil: number; done: number; total: number | null },
): boolean {
  const { id, startedAt } = job;
  return (
    run(db, `update job set lease_until = :leaseUntil, done = :done, total = :total where ${MINE}`, {
      id,
      startedAt,
      ...change,
    }).changes === 1
  );
}

export function isRunning(db: Db, { id, startedAt }: RunOfJob): boolean {
  return row(db, `select 1 as yes from job where ${MINE}`, { id, startedAt }) !== null;
}

/** Ends a run. Answers false where it was over already. */
export function endJob(
  db: Db,
  job: RunOfJob,
  end: { state: 'done' | 'failed'; at: number; result: string | null; error: string | null },
): boolean {
  const { id, startedAt } = job;
  return (
    run(
      db,
      `update job set state = :state, finished_at = :at, lease_until = null, result = :result, error = :error
       where ${MINE}`,
      { id, startedAt, ...end },
    ).changes === 1
  );
}

/** Puts a run back into the queue; `costs` is whether its try counts. */
export function requeueJob(
  db: Db,
  job: RunOfJob,
  change: { runAfter: number; error: string | null; costs: boolean },
): boolean {
  return (
    run(
      db,
      `update job set state = 'queued', lease_until = null, run_after = :runAfter, error = :error,
         tries = tries - :refund where ${MINE}`,
      {
        ...{ id: job.id, startedAt: job.startedAt, runAfter: change.runAfter, error: change.error },
        refund: change.costs ? 0 : 1,
      },
    ).changes === 1
  );
}

/** Answers false where the job is over already. */
export function cancelJobRow(db: Db, id: number, at: number): boolean {
  return (
    run(
      db,
      `update job set state = 'cancelled', finished_at = ?, lease_until = null
       where id = ? and state in ('queued', 'running')`,
      at,
      id,
    ).changes === 1
  );
}

/** Gives a job that failed or was cancelled all its tries again. */
export function retryJobRow(db: Db, id: number, runAfter: number): boolean {
  return (
    run(
      db,
      `update job set state = 'queued', tries = 0, run_after = ?, finished_at = null, error = null, done = 0,
         total = null
       where id = ? and state in ('failed', 'cancelled')`,
      runAfter,
      id,
    ).changes === 1
  );
}

/** The date of the newest daily run of a kind, whatever came of it. */
export function lastDailyDate(db: Db, kind: string): string | null {
  const found = row<{ key: string }>(
    db,
    'select key from job where key >= ? and key < ? order by key desc limit 1',
    `${kind}:`,
    `${kind};`,
  );
  return found && found.key.slice(kind.length + 1);
}

/** Forgets jobs that ended before an instant, `limit` at a time; answers how many. */
export function deleteJobsBefore(db: Db, instant: number, limit: number): number {
  return run(
    db,
    `delete from job where id in (
       select id from job where state in ('done', 'failed', 'cancelled') and finished_at < ? limit ?)`,
    instant,
    limit,
  ).changes;
}
