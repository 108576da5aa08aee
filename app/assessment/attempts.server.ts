import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { listAttemptsOf, listAttemptsOnExam, listEvents, type AttemptRow } from '~db/queries/attempts';
import { findCurrentExam, findExamVersion, listCurrentExams } from '~db/queries/exams';
import { listPaper } from '~db/queries/gradings';
import { randomToken } from './adapters/secrets';
import type { Answer } from './answers';
import { mayStart, type MayStart } from './attempt-clock';
import type { AttemptAct, AttemptStanding, AttemptWriter, SubmitResult } from './attempt-writer';
import { drawForExam } from './drawn-paper.server';
import { markOnScale, type Weight } from './grading';
import { answersOf, gradeAttempt } from './gradings.server';
import {
  atNow,
  examFacts,
  getOwnAttempt,
  isOpen,
  pastAttempts,
  requirePerson,
  standing,
  type ExamFacts,
} from './own-attempts.server';
import { candidateItem, type CandidateItem, type Lang, type OptionOrder } from './paper';
import type { QuestionBody } from './question';
import { findStarted } from './start-keys.server';
import type { AttemptState } from './terms';

export type { AttemptWriter } from './attempt-writer';
export { gradeAttempt, gradePending } from './gradings.server';
export { getResult, getReview } from './results.server';

declare module '~/access/context.server' {
  interface Ports {
    /** The one writer process, or localAttemptWriter where none runs. */
    attemptWriter: AttemptWriter;
  }
}

export interface MyAttempt {
  publicId: string;
  state: AttemptState;
  startedAt: number;
  submittedAt: number | null;
  /** Exact, on the exam's scale; null until graded. */
  mark: Weight | null;
  passed: boolean | null;
}

export interface MyExam extends ExamFacts {
  /** Oldest first. */
  attempts: MyAttempt[];
  /** What the person may do next, and from which date. */
  next: MayStart;
}

/** Every exam on offer with one's own attempts. Errors: not_allowed. */
export function listMyExams(ctx: Ctx): MyExam[] {
  const { db, now } = ctx;
  const all = listAttemptsOf(db, requirePerson(ctx, 'own.read')).map((attempt) => atNow(attempt, now));
  return listCurrentExams(db).map((exam) => {
    const attempts = all.filter((attempt) => attempt.examId === exam.examId);
    return {
      ...examFacts(exam),
      attempts: attempts.map((attempt) => myAttempt(ctx, attempt)),
      next: mayStart({
        attempts: pastAttempts(attempts),
        attemptsAllowed: exam.attemptsAllowed,
        waitDays: exam.waitDays,
        openAttempt: attempts.find(isOpen) ?? null,
        now,
      }),
    };
  });
}

/**
 * Starts an exam, or answers with the attempt that is open or that the key started before. The paper is drawn here, the
 * writer decides. Errors: not_found, not_allowed, not_eligible (`reason` 'used_up', or 'wait' with `earliest`),
 * bank_too_small, key_used, version_changed, writer_unavailable.
 */
export async function startAttempt(
  ctx: Ctx,
  input: { examCode: string; key: string },
): Promise<{ publicId: string; created: boolean }> {
  const { db, now, actor } = ctx;
  const personId = requirePerson(ctx, 'own.sit');
  const exam = findCurrentExam(db, input.examCode);
  if (!exam) throw new AppError('not_found');
  const start = { accountId: actor.accountId, key: input.key, examId: exam.examId };
  const started = findStarted(db, start);
  if (started) return { publicId: started.publicId, created: false };
  const attempts = listAttemptsOnExam(db, personId, exam.examId).map((attempt) => atNow(attempt, now));
  const next = mayStart({
    attempts: pastAttempts(attempts),
    attemptsAllowed: exam.attemptsAllowed,
    waitDays: exam.waitDays,
    openAttempt: attempts.find(isOpen) ?? null,
    now,
  });
  if (next.kind === 'wait') throw new AppError('not_eligible', { reason: 'wait', earliest: next.earliest });
  if (next.kind === 'used_up') throw new AppError('not_eligible', { reason: 'used_up' });
  // An open attempt needs no new paper; the writer still answers, so that the key is remembered.
  const paper = next.kind === 'start' ? drawForExam(db, exam) : { seed: '', paperHash: '', items: [] };
  const { publicId, created } = await refusalsOf(
    ctx.ports.attemptWriter.start({
      ...start,
      ...paper,
      personId,
      actorName: actor.name,
      examVersionId: exam.id,
      publicId: randomToken(12),
    }),
  );
  return { publicId, created };
}

export interface PaperAnswer {
  position: number;
  /** Tokens chosen; null = none. */
  answer: Answer;
  flagged: boolean;
  savedAt: number;
}

export interface AttemptPaper extends AttemptStanding {
  publicId: string;
  exam: ExamFacts;
  startedAt: number;
  deadline: number;
  graceUntil: number;
  /** Empty once the attempt is submitted. */
  items: CandidateItem[];
  /** What counts now, one entry for each position that was ever saved. */
  answers: PaperAnswer[];
}

/**
 * One's own paper as a browser may see it: the same items, order, options and answers each time. Once submitted it
 * carries no items: the result and the review have their own addresses. Errors: not_found, not_allowed.
 */
export function getAttemptPaper(ctx: Ctx, input: { publicId: string; lang: Lang }): AttemptPaper {
  const { attempt, exam } = getOwnAttempt(ctx, 'own.sit', input.publicId);
  const open = isOpen(attempt);
  const paper = open ? listPaper(ctx.db, attempt.id) : [];
  const answers = open ? [...answersOf(listEvents(ctx.db, attempt.id)).values()] : [];
  return {
    publicId: attempt.publicId,
    exam: examFacts(exam),
    ...standing(attempt, ctx.now),
    startedAt: attempt.startedAt,
    deadline: attempt.deadline,
    graceUntil: attempt.graceUntil,
    items: paper.map((item) =>
      candidateItem(
        { type: item.type, body: JSON.parse(item.body) as QuestionBody },
        item.position,
        JSON.parse(item.options) as OptionOrder,
        input.lang,
      ),
    ),
    answers: answers
      .map(({ position, answer, flagged, receivedAt }) => ({
        position,
        answer,
        flagged,
        savedAt: receivedAt,
      }))
      .sort((a, b) => a.position - b.position),
  };
}

/**
 * Gives one's own running attempt to this browser or tab: answers of the one before count from now on only where this
 * one has none. Called when a page opens an attempt. Errors: not_found, not_allowed, writer_unavailable.
 */
export async function takeOverAttempt(ctx: Ctx, input: { publicId: string }): Promise<AttemptStanding> {
  const { attempt } = getOwnAttempt(ctx, 'own.sit', input.publicId);
  return refusalsOf(ctx.ports.attemptWriter.takeOver(act(ctx, attempt)));
}

/**
 * Submits one's own attempt and grades it. Submitting twice answers the same. Errors: not_found, not_allowed,
 * writer_unavailable.
 */
export async function submitAttempt(
  ctx: Ctx,
  input: { publicId: string },
): Promise<SubmitResult & { graded: boolean }> {
  const { attempt } = getOwnAttempt(ctx, 'own.sit', input.publicId);
  const submitted = await refusalsOf(ctx.ports.attemptWriter.submit(act(ctx, attempt)));
  return { ...submitted, graded: gradeAtOnce(ctx, attempt.id) };
}

/**
 * The writer's client lives in the server's bundle, whose AppError is another copy of the class than the one that pages
 * know: a refusal is made again here, or it would pass for a crash.
 */
async function refusalsOf<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const { name, code, detail } = error as AppError;
    throw name === 'AppError' ? new AppError(code, detail) : error;
  }
}

/** The submission is safe whatever happens here: what cannot be graded now, gradePending finds and reports. */
function gradeAtOnce(ctx: Ctx, attemptId: number): boolean {
  try {
    gradeAttempt(ctx, { attemptId });
    return true;
  } catch {
    return false;
  }
}

function act(ctx: Ctx, attempt: AttemptRow): AttemptAct {
  const { accountId, name } = ctx.actor;
  return { attemptId: attempt.id, personId: attempt.personId, accountId, actorName: name };
}

function myAttempt(ctx: Ctx, attempt: AttemptRow): MyAttempt {
  const { publicId, state, startedAt, submittedAt, marks, maxMarks } = attempt;
  const scale = findExamVersion(ctx.db, attempt.examVersionId)?.scale ?? 1;
  const graded = state === 'graded' && marks !== null && maxMarks !== null;
  return {
    publicId,
    state,
    startedAt,
    submittedAt,
    mark: graded ? markOnScale({ marks, maxMarks, scale }) : null,
    passed: graded ? attempt.passed === 1 : null,
  };
}
