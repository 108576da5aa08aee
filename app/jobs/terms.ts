/** States of a background job: `failed` has no tries left, `cancelled` was stopped by a person. */
export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Kinds that have words (jobs:kind.<kind>). Each runs only where app/server/ports.ts names its handler. */
export const JOB_KINDS = [
  'nightly-check',
  'clean-up',
  'daily-seal',
  'backup',
  'close-leavers',
  'sweep-files',
  'notice-digest',
  'reseal',
] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** Kinds that an operator may start by hand: they only read, or may run at any hour. */
export const STARTABLE = ['nightly-check', 'clean-up'] as const satisfies readonly JobKind[];
export type StartableKind = (typeof STARTABLE)[number];

/** Why a job failed where no use case refused it. */
export const JOB_FAULTS = ['unexpected', 'lost'] as const;
export type JobFault = (typeof JOB_FAULTS)[number];

/** Null for a kind of an older or newer version, which is shown by its code. */
export function knownKind(kind: string): JobKind | null {
  return JOB_KINDS.find((known) => known === kind) ?? null;
}

/** How mail leaves: through a server, into a folder, not at all, or not as long as the settings are wrong. */
export const MAIL_WAYS = ['smtp', 'folder', 'none', 'wrong'] as const;
export type MailWay = (typeof MAIL_WAYS)[number];
