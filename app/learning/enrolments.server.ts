import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import {
  closeEnrolment,
  findCourseRow,
  insertEnrolment,
  listEnrolmentRows,
  listEnrolmentsFrom,
} from '~db/queries/learning';
import { OPEN_END } from '~db/schema/time';
import type { Tx } from '~db/write.server';
import { learnerOf } from './learner.server';

/**
 * Enrols a person in a course from a day on (ISO date), to be finished by `dueOn` or without a date. An enrolment that
 * holds on that day or later is corrected: what it said before `validFrom` stays.
 */
export function enrol(
  tx: Tx,
  input: { personId: number; courseCode: string; dueOn: string | null; validFrom: string },
): 'enrolled' | 'changed' | 'unchanged' {
  const { personId, courseCode, dueOn, validFrom } = input;
  const course = findCourseRow(tx.db, courseCode);
  if (!course) throw new AppError('not_found', { course: courseCode });
  const earlier = listEnrolmentsFrom(tx.db, personId, course.id, validFrom);
  const [first] = earlier;
  const isSame = first?.dueOn === dueOn && first.validFrom <= validFrom && first.validTo === OPEN_END;
  if (earlier.length === 1 && isSame) return 'unchanged';
  for (const enrolment of earlier) {
    closeEnrolment(tx.db, enrolment.id, tx.id);
    if (enrolment.validFrom < validFrom) {
      const kept = { dueOn: enrolment.dueOn, validFrom: enrolment.validFrom, validTo: validFrom };
      insertEnrolment(tx.db, { personId, courseId: course.id, ...kept, txId: tx.id });
    }
  }
  insertEnrolment(tx.db, {
    personId,
    courseId: course.id,
    dueOn,
    validFrom,
    validTo: OPEN_END,
    txId: tx.id,
  });
  tx.audit('enrolment.set', 'person', personId, { course: courseCode, dueOn, validFrom });
  return earlier.length > 0 ? 'changed' : 'enrolled';
}

/** The date by which I should finish a course (ISO date), or null. */
export function dueDate(ctx: Ctx, { courseCode }: { courseCode: string }): string | null {
  const { personId, today } = learnerOf(ctx);
  const course = findCourseRow(ctx.db, courseCode);
  if (!course) throw new AppError('not_found', { course: courseCode });
  return listEnrolmentRows(ctx.db, personId, today).find((one) => one.courseId === course.id)?.dueOn ?? null;
}
