import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { may } from '~/access/policy';
import { dateOf } from '~/office/dates';
import { findAttempt, type AttemptRow } from '~db/queries/attempts';
import { findExamVersion, type ExamVersionRow } from '~db/queries/exams';
import { attemptStateAt, remainingMs, type PastAttempt } from './attempt-clock';
import type { AttemptStanding } from './attempt-writer';
import type { BlueprintRow } from './content';
import type { TextPair } from './question';

/** What pages say about an exam. Durations in the units of their names, pass mark in hundredths of the scale. */
export interface ExamFacts {
  code: string;
  module: string;
  /** Version of the exam that is meant, from 1. */
  version: number;
  title: TextPair;
  minutes: number;
  graceSeconds: number;
  scale: number;
  passHundredths: number;
  questionCount: number;
  attemptsAllowed: number;
  waitDays: number;
  validMonths: number;
}

export function examFacts(exam: ExamVersionRow): ExamFacts {
  const rows = JSON.parse(exam.blueprintRows) as BlueprintRow[];
  return {
    code: exam.code,
    module: exam.module,
    version: exam.version,
    title: { vi: exam.titleVi, en: exam.titleEn },
    minutes: exam.minutes,
    graceSeconds: exam.graceSeconds,
    scale: exam.scale,
    passHundredths: exam.passHundredths,
    questionCount: rows.reduce((count, row) => count + row.count, 0),
    attemptsAllowed: exam.attemptsAllowed,
    waitDays: exam.waitDays,
    validMonths: exam.validMonths,
  };
}

/** The person who acts for himself. Errors: not_allowed where the actor is no person or holds no role for it. */
export function requirePerson(ctx: Ctx, action: 'own.read' | 'own.sit'): number {
  const { personId, grants } = ctx.actor;
  if (personId === null || !may(grants, action, dateOf(ctx.now))) throw new AppError('not_allowed');
  return personId;
}

/**
 * An attempt of the acting person with the exam version it was sat on, its state by the clock. Errors: not_found, the
 * same for an address that does not exist and for another person's attempt.
 */
export function getOwnAttempt(
  ctx: Ctx,
  action: 'own.read' | 'own.sit',
  publicId: string,
): { attempt: AttemptRow; exam: ExamVersionRow } {
  const found = findAttempt(ctx.db, publicId, requirePerson(ctx, action));
  const exam = found && findExamVersion(ctx.db, found.examVersionId);
  if (!found || !exam) throw new AppError('not_found');
  return { attempt: atNow(found, ctx.now), exam };
}

/** The attempt as the clock has it, also where the sweep has not written it down yet. */
export function atNow(attempt: AttemptRow, now: number): AttemptRow {
  const state = attemptStateAt({ ...attempt, now });
  const overdue = state === 'submitted' && attempt.submittedAt === null;
  return overdue
    ? { ...attempt, state, submittedAt: attempt.deadline, submittedBy: 'deadline' }
    : { ...attempt, state };
}

export function isOpen(attempt: AttemptRow): boolean {
  return attempt.state === 'running' || attempt.state === 'closing';
}

/** When attempts ended, for the rule on starting again. */
export function pastAttempts(attempts: AttemptRow[]): PastAttempt[] {
  return attempts.map((attempt) => ({ endedAt: attempt.submittedAt ?? attempt.deadline }));
}

/** Where an attempt with its state by the clock stands. */
export function standing(attempt: AttemptRow, now: number): AttemptStanding {
  const { state } = attempt;
  return {
    state,
    epoch: attempt.epoch,
    sequence: attempt.lastSequence,
    at: now,
    remainingMs: isOpen(attempt) ? remainingMs({ deadline: attempt.deadline, now }) : 0,
  };
}
