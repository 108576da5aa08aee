/** Codes of everything a use case may refuse. Words for codes live in locales (errors.<code>), statuses here. */
export const ERROR_STATUS = {
  sign_in_required: 401,
  not_allowed: 403,
  out_of_scope: 403,
  not_found: 404,
  invalid_input: 400,
  conflict: 409,
  key_used: 409,
  too_large: 413,
  not_a_form: 415,
  too_many: 429,
  wrong_sign_in: 401,
  wrong_code: 401,
  wrong_factor: 401,
  wrong_passkey: 401,
  last_factor: 409,
  code_over: 409,
  own_account: 403,
  unknown_account: 409,
  stronger_account: 403,
  closed: 409,
  not_eligible: 409,
  already_issued: 409,
  bank_too_small: 409,
  version_changed: 409,
  writer_unavailable: 503,
  backup_damaged: 422,
  backup_newer: 422,
  backup_passphrase: 422,
  backup_unsound: 422,
  database_exists: 409,
  server_running: 409,
  no_space: 507,
  disk_full: 507,
  replica_unusable: 422,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;
export const ERROR_CODES = Object.keys(ERROR_STATUS) as ErrorCode[];

/** The one error that use cases throw on purpose. `fields` name form fields and the code of what is wrong in each. */
export class AppError extends Error {
  /** By name: the Remix bundle and the processes each hold a copy of this class, and errors pass between them. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'AppError';
  }

  constructor(
    readonly code: ErrorCode,
    readonly detail: Record<string, string | number> = {},
    readonly fields: Record<string, string> = {},
  ) {
    super(code);
    this.name = 'AppError';
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}
