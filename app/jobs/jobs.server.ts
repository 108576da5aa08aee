import {
  countJobRows,
  findJob,
  findLastDone,
  findOpenJob,
  listJobRows,
  listKinds,
  type JobFilter,
  type JobRow,
} from '~db/queries/job-lists';
import { cancelJobRow, insertJob, retryJobRow } from '~db/queries/jobs';
import type { Db } from '~db/client.server';
import { writeTx } from '~db/write.server';
import { randomId } from '~/access/adapters/tokens';
import { writerOf, type Ctx } from '~/access/context.server';
import { AppError, ERROR_CODES, type ErrorCode } from '~/access/errors';
import { isAllowed, requireAllowed } from '~/access/policy';
import { JOB_FAULTS, type JobFault, type JobKind, type JobState, type StartableKind } from './terms';

export interface JobRequest {
  kind: string;
  /** Small and JSON; no personal data beyond ids. */
  input: object;
  /** Who asked and may watch it; null for the schedule. */
  accountId: number | null;
  now: number;
  /** The same key is accepted once. */
  key?: string;
  /** UTC milliseconds; by default at once. */
  runAfter?: number;
  maxTries?: number;
}

/**
 * Puts work into the queue; inside an open transaction it is there exactly when that commits. Answers the public id, or
 * null where a job with the same key was there before.
 */
export function enqueueJob(db: Db, request: JobRequest): string | null {
  const { kind, accountId, now, key = null, runAfter = now, maxTries = 5 } = request;
  const publicId = randomId();
  const input = JSON.stringify(request.input);
  const job = { publicId, kind, input, accountId, key, createdAt: now, runAfter, maxTries };
  return insertJob(db, job) ? publicId : null;
}

/**
 * Starts a job of the machine by hand. One of its kind that is waiting or at work is answered instead of a second one.
 * Error: not_allowed.
 */
export function startMachineJob(ctx: Ctx, input: { kind: StartableKind }): { publicId: string } {
  requireAllowed(ctx, 'job.read');
  const { kind } = input;
  return writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'job start', (tx) => {
    const open = findOpenJob(ctx.db, kind);
    if (open) return { publicId: open.publicId };
    const { accountId } = ctx.actor;
    const publicId = enqueueJob(ctx.db, { kind, input: {}, accountId, now: ctx.now })!;
    tx.audit('job_started', 'job', publicId, { kind });
    return { publicId };
  });
}

/** Why a job failed: what a use case refused, or what befell it. */
export interface JobFailure {
  code: ErrorCode | JobFault;
  detail: Record<string, string | number>;
}

export interface JobView {
  publicId: string;
  kind: string;
  state: JobState;
  /** User name of who asked; null for the schedule. */
  username: string | null;
  isOwn: boolean;
  /** UTC milliseconds, all of them. */
  createdAt: number;
  runAfter: number;
  startedAt: number | null;
  finishedAt: number | null;
  tries: number;
  maxTries: number;
  done: number;
  total: number | null;
  /** What the handler handed back. */
  result: Record<string, unknown> | null;
  /** Of the last try, also while another one is to come. */
  failure: JobFailure | null;
  may: { cancel: boolean; retry: boolean };
}

export interface JobPage {
  rows: JobView[];
  page: number;
  pageSize: number;
  total: number;
}

const PAGE_SIZE = 50;

/** All jobs, newest first, for the operator. Error: not_allowed. */
export function listJobs(
  ctx: Ctx,
  input: { state: JobState | null; kind: string | null; page: number },
): JobPage & { kinds: string[] } {
  requireAllowed(ctx, 'job.read');
  const { state, kind, page } = input;
  return { ...pageOf(ctx, { state, kind, accountId: null }, page), kinds: listKinds(ctx.db) };
}

/** One's own jobs, newest first. */
export function listOwnJobs(ctx: Ctx, input: { page: number }): JobPage {
  return pageOf(ctx, { state: null, kind: null, accountId: ctx.actor.accountId ?? 0 }, input.page);
}

function pageOf(ctx: Ctx, filter: JobFilter, page: number): JobPage {
  const paging = { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE };
  const rows = listJobRows(ctx.db, filter, paging).map((job) => viewOf(ctx, job));
  return { rows, page, pageSize: PAGE_SIZE, total: countJobRows(ctx.db, filter) };
}

/**
 * A job, for whoever asked for it and for operators. Errors: not_allowed, the same whether or not the job is there;
 * not_found only for operators.
 */
export function getJob(ctx: Ctx, input: { publicId: string }): JobView {
  return viewOf(ctx, requireJob(ctx, input.publicId));
}

/** The newest kept result of a kind, for the operator; null where it never ran to its end. Error: not_allowed. */
export function findLastResult(ctx: Ctx, input: { kind: JobKind }): JobView | null {
  requireAllowed(ctx, 'job.read');
  const job = findLastDone(ctx.db, input.kind);
  return job && viewOf(ctx, job);
}

/** The job of a kind that waits or is at work, for the operator. Error: not_allowed. */
export function findOpen(ctx: Ctx, input: { kind: JobKind }): JobView | null {
  requireAllowed(ctx, 'job.read');
  const job = findOpenJob(ctx.db, input.kind);
  return job && viewOf(ctx, job);
}

/** Stops a job that waits or is at work. Errors: as getJob; conflict where it is over. */
export function cancelJob(ctx: Ctx, input: { publicId: string }): void {
  const job = requireJob(ctx, input.publicId);
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'job cancel', (tx) => {
    if (!cancelJobRow(ctx.db, job.id, ctx.now)) throw new AppError('conflict');
    tx.audit('job_cancelled', 'job', job.publicId, { kind: job.kind });
  });
}

/** Puts a job that failed or was cancelled into the queue again, all tries anew. Errors: as getJob; conflict. */
export function retryJob(ctx: Ctx, input: { publicId: string }): void {
  const job = requireJob(ctx, input.publicId);
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'job retry', (tx) => {
    if (!retryJobRow(ctx.db, job.id, ctx.now)) throw new AppError('conflict');
    tx.audit('job_retried', 'job', job.publicId, { kind: job.kind });
  });
}

function requireJob(ctx: Ctx, publicId: string): JobRow {
  const job = findJob(ctx.db, publicId);
  if (isAllowed(ctx, 'job.read')) {
    if (!job) throw new AppError('not_found');
    return job;
  }
  if (!job || job.accountId === null || job.accountId !== ctx.actor.accountId)
    throw new AppError('not_allowed');
  return job;
}

function viewOf(ctx: Ctx, job: JobRow): JobView {
  const { id: _, accountId, result, error, ...shown } = job;
  return {
    ...shown,
    isOwn: accountId !== null && accountId === ctx.actor.accountId,
    result: result === null ? null : (JSON.parse(result) as Record<string, unknown>),
    failure: error === null ? null : failureOf(error),
    may: {
      cancel: job.state === 'queued' || job.state === 'running',
      retry: job.state === 'failed' || job.state === 'cancelled',
    },
  };
}

/** Kept codes may be those of another version. */
function failureOf(text: string): JobFailure {
  const { code, detail } = JSON.parse(text) as { code: string; detail: JobFailure['detail'] };
  const known = [...ERROR_CODES, ...JOB_FAULTS].find((each) => each === code);
  return { code: known ?? 'unexpected', detail };
}
