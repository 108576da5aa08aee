import type { Ctx } from '~/access/context.server';
import { requireAllowed } from '~/access/policy';
import { BEAT_MS, findProcessState, type ProcessState } from './process-state.server';
import { upcoming } from './schedule.server';
import type { JobKind } from './terms';

export interface JobOverview {
  /** What the job process says of itself; null where none has run yet. */
  process: (ProcessState & { isSilent: boolean }) | null;
  /** Daily jobs, soonest first. */
  daily: { kind: JobKind; time: string; nextAt: number }[];
}

/** How the machine's own work stands, for the operator. Error: not_allowed. */
export function getJobOverview(ctx: Ctx): JobOverview {
  requireAllowed(ctx, 'job.read');
  const { db, now, ports } = ctx;
  const state = findProcessState(db);
  return {
    process: state && { ...state, isSilent: now - state.at > 6 * BEAT_MS },
    daily: upcoming(db, { now, kinds: Object.keys(ports.jobHandlers) }),
  };
}
