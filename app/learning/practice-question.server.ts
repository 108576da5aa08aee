import { AppError } from '~/access/errors';
import { permuteOptions } from '~/assessment/drawing';
import { gradeItem } from '~/assessment/grading';
import type { QuestionBody, TextPair } from '~/assessment/question';
import { seededRandom } from '~/assessment/random';
import { MARK, type QuestionType } from '~/assessment/terms';
import type { Db } from '~db/client.server';
import { findPracticeRow, insertPracticeAnswer, type PracticeRow } from '~db/queries/practice';
import type { Lang } from './lessons';

/** A question as a browser may see it before it is answered: nothing here tells which option is right. */
export interface PracticeQuestion {
  code: string;
  type: QuestionType;
  skill: string;
  stem: string;
  /** In the order shown. Texts of a true_false are empty: pages say them. */
  options: { id: string; text: string }[];
}

export interface PracticeVerdict {
  right: boolean;
  chosen: string[];
  /** Ids of the options that are right. */
  rightOptions: string[];
  explanation: string;
  /** The question again, in the same order, so that a page can show verdict and question together. */
  question: PracticeQuestion;
}

/** A question of a practice bank; one of an exam bank is answered as if it did not exist. */
export function getPracticeRow(db: Db, code: string): PracticeRow {
  const found = findPracticeRow(db, code);
  if (!found) throw new AppError('not_found', { question: code });
  return found;
}

/** `seed` fixes the order of the options: the same seed, the same order. */
export function showQuestion(row: PracticeRow, lang: Lang, seed: string): PracticeQuestion {
  const { code, type, skill } = row;
  const { stem, options, lockLast } = JSON.parse(row.body) as QuestionBody;
  const random = seededRandom(`${seed}:${code}`);
  const ordered = permuteOptions({ type, options, lockLast, random });
  const shown = ordered.map(({ id, text }) => ({ id, text: inLanguage(text, lang) }));
  return { code, type, skill, stem: inLanguage(stem, lang), options: shown };
}

/** Judges an answer and keeps it. One option for single and true_false, at least one for multiple. */
export function judgeAnswer(
  db: Db,
  input: { row: PracticeRow; personId: number; answer: string[]; lang: Lang; seed: string; now: number },
): PracticeVerdict {
  const { row, personId, lang, seed, now } = input;
  const { options, explanation } = JSON.parse(row.body) as QuestionBody;
  const chosen = [...new Set(input.answer)];
  if (chosen.length === 0) throw new AppError('invalid_input', {}, { answer: 'required' });
  const isKnown = chosen.every((id) => options.some((option) => option.id === id));
  if (!isKnown || (row.type !== 'multiple' && chosen.length > 1)) {
    throw new AppError('invalid_input', {}, { answer: 'bad_choice' });
  }
  const right = gradeItem({ type: row.type, options, chosen }) === MARK;
  // Practice is no official fact: like saved answers and progress it is written without a tx and without a seal.
  insertPracticeAnswer(db, {
    personId,
    versionId: row.versionId,
    answer: JSON.stringify(chosen),
    right,
    at: now,
  });
  return {
    right,
    chosen,
    rightOptions: options.filter((option) => option.right).map((option) => option.id),
    explanation: inLanguage(explanation, lang),
    question: showQuestion(row, lang, seed),
  };
}

function inLanguage(text: TextPair, lang: Lang): string {
  return text[lang] || text.vi;
}
