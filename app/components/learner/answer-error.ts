import { AppError } from '~/access/errors';
import type { AnswerError } from './data';

const ANSWER_ERRORS: readonly AnswerError[] = ['required', 'bad_choice'];

/** What is to be said beside a question whose answer was refused; null for any other error. */
export function answerErrorOf(error: unknown): AnswerError | null {
  if (!(error instanceof AppError)) return null;
  return ANSWER_ERRORS.find((known) => known === error.fields.answer) ?? null;
}
