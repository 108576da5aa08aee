/** Kinds of things that entries of the trail speak of; words under trail:object.<kind>. */
export const OBJECT_KINDS = [
  'account',
  'alarm',
  'attempt',
  'backup',
  'bank',
  'blueprint_version',
  'confirmation',
  'confirmation_void',
  'content',
  'course',
  'evidence',
  'exam_version',
  'export',
  'grant',
  'job',
  'key',
  'lesson',
  'mail',
  'person',
  'proficiency_rule',
  'question',
  'seal',
  'setting',
  'standard',
  'stored_file',
  'unit',
  'views',
] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/**
 * Everything that the trail may say was done, and to what kind of thing. A new code joins here, with its words under
 * trail:action.<code> in both languages: without the first the code does not compile, without the second
 * tests/translations.ts fails. Codes never change: entries stand for years.
 */
export const AUDIT_ACTIONS = {
  account_closed: 'account',
  account_created: 'account',
  account_reopened: 'account',
  alarm_raised: 'alarm',
  'attempt.extended': 'attempt',
  'attempt.graded': 'attempt',
  'attempt.started': 'attempt',
  'attempt.submitted': 'attempt',
  'attempt.taken_over': 'attempt',
  backup_made: 'backup',
  backup_verified: 'backup',
  'bank.content': 'bank',
  'blueprint.versioned': 'blueprint_version',
  check_failed: 'job',
  code_given: 'account',
  confirmation_issued: 'confirmation',
  'content.synced': 'content',
  'course.created': 'course',
  'course.retired': 'course',
  'course.updated': 'course',
  demo_people_seeded: 'unit',
  demo_province_seeded: 'unit',
  'enrolment.set': 'person',
  evidence_from_result: 'evidence',
  'exam.versioned': 'exam_version',
  factor_added: 'account',
  factor_begun: 'account',
  factor_removed: 'account',
  factor_reset_asked: 'account',
  factor_reset_decided: 'account',
  factor_shown: 'account',
  file_stored: 'stored_file',
  grant_delegated: 'grant',
  grant_ended: 'grant',
  grant_given: 'grant',
  job_cancelled: 'job',
  job_ended: 'job',
  job_retried: 'job',
  job_started: 'job',
  key_rotated: 'key',
  'lesson.created': 'lesson',
  'lesson.retired': 'lesson',
  'lesson.updated': 'lesson',
  mail_retried: 'mail',
  notification_choice: 'account',
  numbers_voided: 'confirmation_void',
  password_changed: 'account',
  password_chosen: 'account',
  password_reset: 'account',
  personal_number_set: 'person',
  'question.versioned': 'question',
  recovery_codes_made: 'account',
  restored: 'backup',
  roster_exported: 'export',
  rule_adopted: 'proficiency_rule',
  seal_sent: 'seal',
  sessions_ended: 'account',
  setting_changed: 'setting',
  signed_in: 'account',
  signed_out: 'account',
  standard_loaded: 'standard',
  trail_exported: 'export',
  values_resealed: 'key',
  views_deleted: 'views',
  views_sealed: 'views',
} as const satisfies Record<string, ObjectKind>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;
export const AUDIT_ACTION_CODES = Object.keys(AUDIT_ACTIONS) as AuditAction[];

/** Actions by which people's data left in a file; their detail names who was in it (adapters/id-set.ts). */
export const EXPORT_ACTIONS = ['roster_exported', 'trail_exported'] as const satisfies AuditAction[];

/** A code as it stands in the database: the product may have been newer or older when it was written. */
export function knownAction(code: string): AuditAction | null {
  return Object.hasOwn(AUDIT_ACTIONS, code) ? (code as AuditAction) : null;
}

export function knownObjectKind(kind: string): ObjectKind | null {
  return OBJECT_KINDS.find((known) => known === kind) ?? null;
}
