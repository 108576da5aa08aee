import { writerOf, type Ctx } from '../../app/access/context.server';
import { applySave } from '../../app/assessment/answer-writes.server';
import { applyStart, applySubmit } from '../../app/assessment/attempt-writes.server';
import { drawForExam } from '../../app/assessment/drawn-paper.server';
import { gradeAttempt } from '../../app/assessment/gradings.server';
import type { OptionOrder } from '../../app/assessment/paper';
import type { QuestionBody } from '../../app/assessment/question';
import { publishResult } from '../../app/proficiency/evidence.server';
import { startOfDate } from '../../app/office/dates';
import { findCurrentExam, type ExamVersionRow } from '../queries/exams';
import { listPaper } from '../queries/gradings';
import { createRandom, type Random } from './random';

/** A result on a date that is to be sat with every answer. `mark` in hundredths on a scale of 10. */
export interface PlannedSitting {
  personId: number;
  on: string;
  mark: number;
}

const CHUNK = 20;
const MINUTE = 60_000;

/**
 * Sits the planned exams by the same operations that the writer performs for a browser: start, a save an answer,
 * submission, grading with evidence and spans. Tokens and papers come from the system's randomness, as always; the
 * number of right answers, and with it mark, evidence and figure, follow from the plan.
 */
export function sitDemoExams(ctx: Ctx, sittings: PlannedSitting[]): void {
  const exam = findCurrentExam(ctx.db, 'IU01');
  if (!exam) return;
  const ordered = [...sittings].sort((a, b) =>
    a.on < b.on ? -1 : a.on > b.on ? 1 : a.personId - b.personId,
  );
  for (let from = 0; from < ordered.length; from += CHUNK) {
    ctx.db.sqlite
      .transaction(() => {
        for (const sitting of ordered.slice(from, from + CHUNK)) sit(ctx, exam, sitting);
      })
      .immediate();
  }
}

function sit(ctx: Ctx, exam: ExamVersionRow, { personId, on, mark }: PlannedSitting): void {
  const { db } = ctx;
  const random = createRandom('sitting', personId, on);
  const startedAt = startOfDate(on) + (8 * 60 + random.between(0, 90)) * MINUTE;
  const { name: actorName } = writerOf(ctx.actor);
  const { attemptId } = applyStart(db, startedAt, {
    ...drawForExam(db, exam),
    personId,
    accountId: null,
    actorName,
    examId: exam.examId,
    examVersionId: exam.id,
    key: `seed-${personId}-${on}`,
    publicId: `demo${String(personId).padStart(6, '0')}${on.replaceAll('-', '').slice(2)}`,
  });
  const paper = listPaper(db, attemptId);
  const passesFrom = Math.ceil((exam.passHundredths * paper.length) / (exam.scale * 100));
  const wanted = Math.round((mark * paper.length) / (exam.scale * 100));
  const right = mark >= exam.passHundredths ? Math.max(passesFrom, wanted) : Math.min(passesFrom - 1, wanted);
  const rightOnes = new Set(random.shuffle(paper.map((_, index) => index)).slice(0, right));
  let at = startedAt;
  paper.forEach((item, index) => {
    at += random.between(20, 55) * 1000;
    const answer = tokensFor(item, rightOnes.has(index), random);
    const event = { sequence: index + 1, position: item.position, answer, flagged: random.chance(0.05) };
    applySave(db, at, { attemptId, personId, epoch: 1, events: [event] });
  });
  const submittedAt = at + random.between(10, 90) * 1000;
  applySubmit(db, submittedAt, { attemptId, personId, accountId: null, actorName });
  gradeAttempt(
    { ...ctx, now: submittedAt + 2000, ports: { ...ctx.ports, resultPublished: publishResult } },
    { attemptId },
  );
}

/** The tokens of a right answer, or of one that is surely wrong. */
function tokensFor(item: { options: string; body: string }, isRight: boolean, random: Random): string[] {
  const order = JSON.parse(item.options) as OptionOrder;
  const { options } = JSON.parse(item.body) as QuestionBody;
  const rightIds = new Set(options.filter((option) => option.right).map((option) => option.id));
  const right = order.filter(([, id]) => rightIds.has(id)).map(([token]) => token);
  if (isRight) return right;
  const wrong = order.filter(([, id]) => !rightIds.has(id)).map(([token]) => token);
  return [random.pick(wrong)];
}
