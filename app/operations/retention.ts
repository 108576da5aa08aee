/** Days after which the machine forgets what is over. The trail, results and registers are not among it. */
export const RETENTION_DAYS = {
  sessions: 0,
  steps: 0,
  formKeys: 30,
  jobs: 90,
  mail: 90,
  notices: 180,
  signInEvents: 180,
} as const;

export type Forgotten = keyof typeof RETENTION_DAYS;
export const FORGOTTEN = Object.keys(RETENTION_DAYS) as Forgotten[];
