import type { Ctx } from '~/access/context.server';
import type { Tx } from '~db/write.server';

/** What a handler gets of its job. */
export interface JobRun {
  /** Names the job, for keys of what the handler writes once. */
  publicId: string;
  /** What was asked, as it was enqueued. */
  input: unknown;
  /**
   * Keeps the lease and shows how far it is; the total is null while unknown. Call it at least every few seconds, and
   * never inside an open write transaction: it writes by a connection of its own, which would have to wait.
   */
  report: (done: number, total: number | null) => void;
  /**
   * True once the job is to stop, because somebody cancelled it or the process is going down: finish the piece in hand
   * and return, or throw JobStopped. Work that runs without a pause sees a process going down only if it awaits.
   */
  isCancelled: () => boolean;
}

/** Thrown by a handler that was told to stop and has nothing to hand back. */
export class JobStopped extends Error {
  constructor() {
    super('job stopped');
    this.name = 'JobStopped';
  }
}

/**
 * The work of one kind of job, as its asker or, of the schedule, as the system. It may be run again after a crash and
 * must then do nothing twice. What it returns is kept as the job's result (small, JSON, no personal data; `link` is the
 * address where the result stands); what it throws is a failure: an AppError is final, anything else is tried again.
 */
export type JobHandler = (ctx: Ctx, run: JobRun) => Promise<object> | object;

/** A job that has come to its end. */
export interface EndedJob {
  publicId: string;
  kind: string;
  /** Null for the schedule. */
  accountId: number | null;
  state: 'done' | 'failed';
}

declare module '~/access/context.server' {
  interface Ports {
    /** Handlers by kind of job, filled by server and cli (app/server/ports.ts). */
    jobHandlers: Record<string, JobHandler>;
    /** Tells whom it concerns, inside the transaction that ends the job. */
    jobEnded: (tx: Tx, job: EndedJob) => void;
  }
}
