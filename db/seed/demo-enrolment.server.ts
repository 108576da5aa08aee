import { addMonths } from '../../app/office/dates';
import { row, run } from '../client.server';
import type { Tx } from '../write.server';
import type { PlannedPerson } from './province/shape';

/** Whoever counts and lacks the module of the course is enrolled in it, to be done by the end of the year. */
export function insertEnrolmentOf(
  tx: Tx,
  input: { person: PlannedPerson; personId: number; today: string },
): void {
  const { person, personId, today } = input;
  const counts = person.assignments.some(
    ({ category, validTo }) => validTo > today && (category === 'cadre' || category === 'civil_servant'),
  );
  const holds = person.evidence.some((item) => item.modules.includes('IU01') && item.validTo > today);
  if (!counts || holds) return;
  const course = row<{ id: number }>(tx.db, "select id from course where code = 'IU01'");
  if (!course) return;
  const endOfYear = `${today.slice(0, 4)}-12-31`;
  const dueOn = endOfYear > addMonths(today, 1) ? endOfYear : addMonths(endOfYear, 6);
  run(
    tx.db,
    'insert into enrolment (person_id, course_id, due_on, valid_from, tx_from) values (?, ?, ?, ?, ?)',
    personId,
    course.id,
    dueOn,
    addMonths(today, -2),
    tx.id,
  );
}
