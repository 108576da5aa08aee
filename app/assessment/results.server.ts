import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { listAttemptsOnExam, listEvents } from '~db/queries/attempts';
import { findCurrentExam } from '~db/queries/exams';
import { listPaper } from '~db/queries/gradings';
import { mayStart, type MayStart } from './attempt-clock';
import { markOnScale, questionsMissing, type Weight } from './grading';
import { answersOf } from './gradings.server';
import { atNow, examFacts, getOwnAttempt, isOpen, pastAttempts, type ExamFacts } from './own-attempts.server';
import { reviewItem, type Lang, type OptionOrder, type ReviewItem } from './paper';
import type { QuestionBody } from './question';
import { countBySkill, type SkillCount } from './skills';
import type { AttemptState } from './terms';

export interface Verdict {
  passed: boolean;
  /** Exact, on the exam's scale: num/den. */
  mark: Weight;
  rightCount: number;
  /** Questions that were lacking to a pass; 0 when passed. */
  missing: number;
  /** By second-level skill, the weakest first. */
  skills: SkillCount[];
}

export interface AttemptResult {
  publicId: string;
  exam: ExamFacts;
  /** First characters of the hash of the paper, to tell papers apart in talk: "mã đề 7C2F". */
  paperCode: string;
  state: AttemptState;
  startedAt: number;
  submittedAt: number | null;
  submittedBy: 'candidate' | 'deadline' | null;
  gradedAt: number | null;
  /** Questions with an answer that counts. */
  answered: number;
  /** Answer events stored, and how many of them came after submission and do not count. */
  saved: number;
  late: number;
  /** Null until graded. */
  verdict: Verdict | null;
  attemptsLeft: number;
  /** What the person may do next on this exam, under its present rules. */
  next: MayStart;
  reviewOpen: boolean;
}

/** The result of one's own attempt; without a verdict while it runs or waits for grading. Errors: not_found, not_allowed. */
export function getResult(ctx: Ctx, input: { publicId: string }): AttemptResult {
  const { db, now } = ctx;
  const { attempt, exam } = getOwnAttempt(ctx, 'own.read', input.publicId);
  const events = listEvents(db, attempt.id);
  const current = findCurrentExam(db, exam.code) ?? exam;
  const attempts = listAttemptsOnExam(db, attempt.personId, attempt.examId).map((one) => atNow(one, now));
  return {
    publicId: attempt.publicId,
    exam: examFacts(exam),
    paperCode: attempt.paperHash.slice(0, 4).toUpperCase(),
    state: attempt.state,
    startedAt: attempt.startedAt,
    submittedAt: attempt.submittedAt,
    submittedBy: attempt.submittedBy,
    gradedAt: attempt.gradedAt,
    answered: [...answersOf(events).values()].filter((event) => event.answer !== null).length,
    saved: events.length,
    late: events.filter((event) => event.late === 1).length,
    verdict: attempt.state === 'graded' ? verdictOf(ctx, attempt, exam) : null,
    attemptsLeft: Math.max(0, current.attemptsAllowed - attempts.length),
    next: mayStart({
      attempts: pastAttempts(attempts),
      attemptsAllowed: current.attemptsAllowed,
      waitDays: current.waitDays,
      openAttempt: attempts.find(isOpen) ?? null,
      now,
    }),
    reviewOpen: attempt.state === 'graded' && exam.review === 'after_submission',
  };
}

export interface AttemptReview {
  publicId: string;
  exam: ExamFacts;
  items: ReviewItem[];
}

/**
 * One's own paper with what was right, as the questions stood when it was sat. Errors: not_found; not_allowed where the
 * exam's review policy does not open it, or not yet (`reason` 'never' or 'not_graded').
 */
export function getReview(ctx: Ctx, input: { publicId: string; lang: Lang }): AttemptReview {
  const { attempt, exam } = getOwnAttempt(ctx, 'own.read', input.publicId);
  if (exam.review !== 'after_submission') throw new AppError('not_allowed', { reason: 'never' });
  if (attempt.state !== 'graded') throw new AppError('not_allowed', { reason: 'not_graded' });
  const answers = answersOf(listEvents(ctx.db, attempt.id));
  const items = listPaper(ctx.db, attempt.id).map((item) =>
    reviewItem({
      version: { type: item.type, skill: item.skill, body: JSON.parse(item.body) as QuestionBody },
      position: item.position,
      order: JSON.parse(item.options) as OptionOrder,
      answer: answers.get(item.position)?.answer ?? null,
      right: item.marks === item.maxMarks,
      lang: input.lang,
    }),
  );
  return { publicId: attempt.publicId, exam: examFacts(exam), items };
}

function verdictOf(
  ctx: Ctx,
  attempt: {
    id: number;
    marks: number | null;
    maxMarks: number | null;
    rightCount: number | null;
    passed: 0 | 1 | null;
  },
  exam: { scale: number; passHundredths: number },
): Verdict {
  const { scale, passHundredths } = exam;
  const marks = attempt.marks ?? 0;
  const maxMarks = attempt.maxMarks ?? 0;
  const items = listPaper(ctx.db, attempt.id);
  return {
    passed: attempt.passed === 1,
    mark: markOnScale({ marks, maxMarks, scale }),
    rightCount: attempt.rightCount ?? 0,
    missing: questionsMissing({ marks, maxMarks, scale, passHundredths }),
    skills: countBySkill(items.map((item) => ({ skill: item.skill, right: item.marks === item.maxMarks }))),
  };
}
