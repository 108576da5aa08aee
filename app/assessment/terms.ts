/** The closed lists of assessment. Further question types and strategies join these unions. */
export const QUESTION_TYPES = ['single', 'multiple', 'true_false'] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

export const DIFFICULTIES = ['easy', 'medium', 'hard'] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

export const BANK_KINDS = ['practice', 'exam'] as const;
export type BankKind = (typeof BANK_KINDS)[number];

export const QUESTION_STATES = ['draft', 'approved', 'retired'] as const;
export type QuestionState = (typeof QUESTION_STATES)[number];

/** running → closing (deadline passed, grace runs) → submitted → graded. */
export const ATTEMPT_STATES = ['running', 'closing', 'submitted', 'graded'] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

export const REVIEW_POLICIES = ['after_submission', 'never'] as const;
export type ReviewPolicy = (typeof REVIEW_POLICIES)[number];

/** One mark in the unit of account: marks are integers in 1/2,520,000 of a mark, so that thirds and sevenths are exact. */
export const MARK = 2_520_000;
