/** Closed lists of the area, in the order in which they are shown. */

export const SIGN_IN_METHODS = ['password', 'totp', 'passkey', 'recovery', 'oidc', 'code'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

export const SIGN_IN_OUTCOMES = ['done', 'wrong', 'waiting', 'refused'] as const;
export type SignInOutcome = (typeof SIGN_IN_OUTCOMES)[number];

/** What a short-lived token between two pages stands for. */
export const STEP_PURPOSES = ['second_factor', 'passkey_sign_in', 'passkey_add', 'oidc'] as const;
export type StepPurpose = (typeof STEP_PURPOSES)[number];

/** What a code on a slip is for. */
export const CODE_PURPOSES = ['activation', 'reset'] as const;
export type CodePurpose = (typeof CODE_PURPOSES)[number];

/** Where the account of a person stands: none made, waiting for its first password, in use, closed. */
export const ACCOUNT_STATES = ['none', 'waiting', 'active', 'closed'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];
