import { systemActor, writerOf, type Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { dateOf } from '~/office/dates';
import { findAttemptById, listEvents, type EventRow } from '~db/queries/attempts';
import { findExamVersion } from '~db/queries/exams';
import { listPaper, listUngraded, setGraded, setItemMarks, type PaperItemRow } from '~db/queries/gradings';
import { writeTx, type Tx } from '~db/write.server';
import { currentAnswers, type Answer } from './answers';
import { gradePaper, passed, type GradeItem } from './grading';
import { chosenIds, type OptionOrder } from './paper';
import type { QuestionBody } from './question';

/** What a later area learns of a result, in the transaction that makes it official. */
export interface PublishedResult {
  attemptId: number;
  personId: number;
  module: string;
  /** In 1/2,520,000 of a mark, like maxMarks. */
  marks: number;
  maxMarks: number;
  scale: number;
  passed: boolean;
  /** Date of submission in the province's zone, ISO. */
  on: string;
  validMonths: number;
  titleVi: string;
  titleEn: string;
}

declare module '~/access/context.server' {
  interface Ports {
    /** Called once for each graded attempt, passed or not. */
    resultPublished: (tx: Tx, ctx: Ctx, result: PublishedResult) => void;
  }
}

/** Attempts graded in one call: each is a short transaction, but together they hold up the process. */
const GRADE_LIMIT = 25;

/**
 * Grades a submitted attempt: marks, right count, verdict and what later areas make of it in one transaction. Answers
 * whether this call did it; false where it was graded before or is still open, so calling twice changes nothing.
 * Errors: not_found.
 */
export function gradeAttempt(ctx: Ctx, input: { attemptId: number }): boolean {
  const { db, now, ports } = ctx;
  const attempt = findAttemptById(db, input.attemptId);
  const exam = attempt && findExamVersion(db, attempt.examVersionId);
  if (!attempt || !exam) throw new AppError('not_found');
  if (attempt.state !== 'submitted' || attempt.submittedAt === null) return false;

  // Nothing that counts can join a submitted attempt, so this may be read before the lock.
  const paper = listPaper(db, attempt.id);
  const answers = answersOf(listEvents(db, attempt.id));
  const grade = gradePaper(paper.map((item) => toGrade(item, answers.get(item.position)?.answer ?? null)));
  const { marks, maxMarks, rightCount, itemMarks } = grade;
  const { scale, passHundredths } = exam;
  const verdict = passed({ marks, maxMarks, scale, passHundredths });
  const on = dateOf(attempt.submittedAt);

  // The system grades, whoever's request it happens in: nobody has a hand in his own result.
  const actor = systemActor('grading');
  return writeTx(db, now, writerOf(actor), 'attempt.grade', (tx) => {
    // `now` was taken when the request began, which may be before its own submission.
    const gradedAt = Math.max(now, attempt.submittedAt ?? 0);
    if (!setGraded(db, { id: attempt.id, gradedAt, marks, maxMarks, rightCount, passed: verdict }))
      return false;
    paper.forEach((item, index) => setItemMarks(db, attempt.id, item.position, itemMarks[index] ?? 0));
    tx.audit('attempt.graded', 'attempt', attempt.id, { marks, maxMarks, rightCount, passed: verdict });
    const { module, validMonths, titleVi, titleEn } = exam;
    const { id: attemptId, personId } = attempt;
    const result = { marks, maxMarks, scale, passed: verdict, on, validMonths, titleVi, titleEn };
    ports.resultPublished(tx, { ...ctx, actor }, { attemptId, personId, module, ...result });
    return true;
  });
}

/**
 * Grades what waits, at most 25 attempts a call; answers how many it graded. One attempt that cannot be graded does not
 * hold up the others: its error is thrown at the end.
 */
export function gradePending(ctx: Ctx): number {
  if (!ctx.actor.system) throw new AppError('not_allowed');
  let graded = 0;
  const errors: unknown[] = [];
  for (const attemptId of listUngraded(ctx.db, GRADE_LIMIT)) {
    try {
      if (gradeAttempt(ctx, { attemptId })) graded += 1;
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return graded;
}

/** The current answer at each position, with when it was saved (UTC milliseconds). */
export function answersOf(events: EventRow[]) {
  return currentAnswers(
    events.map((event) => ({
      ...event,
      answer: JSON.parse(event.answer) as Answer,
      flagged: event.flagged === 1,
      late: event.late === 1,
    })),
  );
}

function toGrade(item: PaperItemRow, answer: Answer): GradeItem {
  const { options } = JSON.parse(item.body) as QuestionBody;
  const chosen = chosenIds(JSON.parse(item.options) as OptionOrder, answer);
  return { type: item.type, options, chosen, maxMarks: item.maxMarks };
}
