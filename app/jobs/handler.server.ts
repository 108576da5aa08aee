import type { Ctx } from '~/access/context.server';

/** What a handler gets of its job. */
export interface JobRun {
  /** What was asked, as it was enqueued. */
  input: unknown;
  /** Keeps the lease and shows how far it is; the total is null while unknown. Call it at least every few seconds. */
  report: (done: number, total: number | null) => void;
  /** True once somebody has stopped the job: finish the piece in hand and return. */
  isCancelled: () => boolean;
}

/**
 * The work of one kind of job. It may be run again after a crash and must then do nothing twice. What it returns is
 * kept as the job's result (small, JSON, no personal data); what it throws is a failure: an AppError is final, anything
 * else is tried again.
 */
export type JobHandler = (ctx: Ctx, run: JobRun) => Promise<object> | object;

declare module '~/access/context.server' {
  interface Ports {
    /** Handlers by kind of job, filled by server and cli (app/server/ports.ts). */
    jobHandlers: Record<string, JobHandler>;
  }
}
