import { row, rows, type Db } from '../client.server';
import type { JobState } from '../../app/jobs/terms';

export interface JobRow {
  id: number;
  publicId: string;
  kind: string;
  state: JobState;
  accountId: number | null;
  /** User name of who asked; null for the schedule. */
  username: string | null;
  createdAt: number;
  runAfter: number;
  tries: number;
  maxTries: number;
  startedAt: number | null;
  finishedAt: number | null;
  done: number;
  total: number | null;
  result: string | null;
  error: string | null;
}

const JOB = `select j.id, j.public_id as publicId, j.kind, j.state, j.account_id as accountId, a.username,
    j.created_at as createdAt, j.run_after as runAfter, j.tries, j.max_tries as maxTries, j.started_at as startedAt,
    j.finished_at as finishedAt, j.done, j.total, j.result, j.error
  from job j left join account a on a.id = j.account_id`;

export function findJob(db: Db, publicId: string): JobRow | null {
  return row<JobRow>(db, `${JOB} where j.public_id = ?`, publicId);
}

/** The job of a kind that is waiting or at work. */
export function findOpenJob(db: Db, kind: string): JobRow | null {
  return row<JobRow>(
    db,
    `${JOB} where j.state in ('queued', 'running') and j.kind = ? order by j.id limit 1`,
    kind,
  );
}

/** The newest job of a kind that came to its end. */
export function findLastDone(db: Db, kind: string): JobRow | null {
  return row<JobRow>(db, `${JOB} where j.kind = ? and j.state = 'done' order by j.id desc limit 1`, kind);
}

export interface JobFilter {
  state: JobState | null;
  kind: string | null;
  /** Of one account only. */
  accountId: number | null;
}

const FILTER = `(:state is null or j.state = :state) and (:kind is null or j.kind = :kind)`;

/** Newest first. */
export function listJobRows(db: Db, filter: JobFilter, page: { limit: number; offset: number }): JobRow[] {
  const { state, kind } = filter;
  if (filter.accountId === null) {
    const where = `where ${FILTER} order by j.id desc limit :limit offset :offset`;
    return rows<JobRow>(db, `${JOB} ${where}`, { state, kind, ...page });
  }
  return rows<JobRow>(
    db,
    `${JOB} where j.account_id = :accountId and ${FILTER} order by j.id desc limit :limit offset :offset`,
    { ...filter, ...page },
  );
}

export function countJobRows(db: Db, { state, kind, accountId }: JobFilter): number {
  const where = `where (:accountId is null or j.account_id = :accountId) and ${FILTER}`;
  return row<{ n: number }>(db, `select count(*) as n from job j ${where}`, { state, kind, accountId })!.n;
}

/** Kinds that ever ran here. */
export function listKinds(db: Db): string[] {
  return rows<{ kind: string }>(db, 'select distinct kind from job order by kind').map(({ kind }) => kind);
}
