export const MAIL_STATES = ['queued', 'sent', 'failed'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** What notices tell; each has its words under jobs:notice.<kind>. */
export const NOTICE_KINDS = [
  'job_done',
  'job_failed',
  'check_failed',
  'grant_given',
  'grant_ended',
  'password_reset',
  'factor_changed',
  'factor_reset',
  'disk_low',
  'replica_late',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What mails tell; each has its words under jobs:mail.<kind>. */
export const MAIL_KINDS = ['notices', 'daily_seal', 'alarm'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** What a mail of kind `alarm` is about; each has its sentence under jobs:alarm.<what>. */
export const ALARMS = ['job_failed', 'check_failed', 'disk_low', 'replica_late'] as const;
export type Alarm = (typeof ALARMS)[number];
