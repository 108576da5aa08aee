import type { Ports } from '~/access/context.server';
import type { AttemptWriter } from '~/assessment/attempts.server';
import type { FileReader } from '~/files/files.server';
import { sweepFiles } from '~/files/sweep.server';
import type { JobHandler } from '~/jobs/handler.server';
import { sendDigests } from '~/notices/digest.server';
import { tellJobEnded } from '~/notices/job-notices.server';
import { tell } from '~/notices/notices.server';
import { backupHandler } from '~/operations/backup-job.server';
import type { BackupPlan } from '~/operations/backup-plan';
import { cleanUp } from '~/operations/clean-up.server';
import { dailySeal } from '~/operations/daily-seal.server';
import { unwatchedMachine, watchMachine, type MachineWatch } from '~/operations/machine.server';
import { nightlyCheck } from '~/operations/nightly-check.server';
import { resealHandler } from '~/operations/reseal.server';
import { dateOf } from '~/office/dates';
import { closeLeavers } from '~/organisation/account-care.server';
import { mayReadGrantDocument } from '~/organisation/grant-documents.server';
import { publishResult } from '~/proficiency/evidence.server';
import type { Environment } from './environment';
import { log } from './log';

/** Handlers by kind of job: a line for each; the kind also stands in app/jobs/terms.ts, where its words are asked for. */
const jobHandlers: Record<string, JobHandler> = {
  'daily-seal': dailySeal,
  'close-leavers': (ctx, { isCancelled }) => closeLeavers(ctx, { today: dateOf(ctx.now), isCancelled }),
  'nightly-check': nightlyCheck,
  'clean-up': cleanUp,
  'notice-digest': sendDigests,
  backup: backupHandler,
  reseal: resealHandler,
  'sweep-files': (ctx, { report }) => ({ swept: sweepFiles(ctx, report) }),
};

const { backup: _, ...withoutBackup } = jobHandlers;

/** Who may read a file: one question for each thing that names files. */
const fileReaders: readonly FileReader[] = [mayReadGrantDocument];

/** The ports of a process that serves: with a watch over its machine, and the place for backups. */
export function portsOfProcess(
  environment: Environment,
  attemptWriter: AttemptWriter,
  now: () => number,
): Ports {
  const { backups: backupPlan } = environment;
  const machine = watchMachine({ ...environment, backupFolder: backupPlan?.folder ?? null, now });
  return makePorts(attemptWriter, { machine, backupPlan });
}

/** Fills the ports that earlier areas declare for later ones. */
export function makePorts(
  attemptWriter: AttemptWriter,
  place: { machine?: MachineWatch; backupPlan?: BackupPlan | null } = {},
): Ports {
  const { machine = unwatchedMachine(), backupPlan = null } = place;
  return {
    attemptWriter,
    resultPublished: publishResult,
    accountTold: tell,
    // Without a place for backups the job would fail each night, and wake somebody up for nothing.
    jobHandlers: backupPlan === null ? withoutBackup : jobHandlers,
    jobEnded: tellJobEnded,
    fileReaders,
    backupPlan,
    machine,
    // An address is a person's: the line says how many there are.
    sealLeaves: ({ addresses, ...seal }) =>
      log('info', 'daily-seal', { ...seal, addresses: addresses.length }),
  };
}
