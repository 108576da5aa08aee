/** States of a background job: `failed` has no tries left, `cancelled` was stopped by a person. */
export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];
