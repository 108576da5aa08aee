export const MAIL_STATES = ['queued', 'sent', 'failed'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** What notices and mails tell; each has its words under jobs:notice.<kind> (mail: jobs:mail.<kind>). */
export const NOTICE_KINDS = [
  'job_done',
  'job_failed',
  'grant_given',
  'grant_ended',
  'password_reset',
  'factor_changed',
  'factor_reset',
  'new_sign_in',
  'disk_low',
  'replica_late',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export const MAIL_KINDS = ['notices', 'daily_seal', 'alarm'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];
