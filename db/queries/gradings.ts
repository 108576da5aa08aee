import { rows, run, type Db } from '../client.server';
import type { Difficulty, QuestionType } from '../../app/assessment/terms';

/** An item of an attempt with the question version that it showed. */
export interface PaperItemRow {
  position: number;
  questionVersionId: number;
  /** JSON of OptionOrder. */
  options: string;
  marks: number | null;
  maxMarks: number;
  code: string;
  type: QuestionType;
  skill: string;
  difficulty: Difficulty;
  /** JSON of QuestionBody. */
  body: string;
}

/** The paper of an attempt, in order. */
export function listPaper(db: Db, attemptId: number): PaperItemRow[] {
  return rows<PaperItemRow>(
    db,
    `select i.position, i.question_version_id as questionVersionId, i.options, i.marks, i.max_marks as maxMarks,
       q.code, v.type, v.skill, v.difficulty, v.body
     from attempt_item i
     join question_version v on v.id = i.question_version_id
     join question q on q.id = v.question_id
     where i.attempt_id = ? order by i.position`,
    attemptId,
  );
}

/** Submitted attempts that wait for grading, oldest first. */
export function listUngraded(db: Db, limit: number): number[] {
  return rows<{ id: number }>(
    db,
    `select id from attempt where state = 'submitted' order by id limit ?`,
    limit,
  ).map((attempt) => attempt.id);
}

/** The one change from submitted to graded; false where it was graded already or is still open. */
export function setGraded(
  db: Db,
  attempt: {
    id: number;
    gradedAt: number;
    marks: number;
    maxMarks: number;
    rightCount: number;
    passed: boolean;
  },
): boolean {
  return (
    run(
      db,
      `update attempt set state = 'graded', graded_at = ?, marks = ?, max_marks = ?, right_count = ?, passed = ?
       where id = ? and state = 'submitted'`,
      attempt.gradedAt,
      attempt.marks,
      attempt.maxMarks,
      attempt.rightCount,
      attempt.passed ? 1 : 0,
      attempt.id,
    ).changes === 1
  );
}

export function setItemMarks(db: Db, attemptId: number, position: number, marks: number): void {
  run(
    db,
    'update attempt_item set marks = ? where attempt_id = ? and position = ?',
    marks,
    attemptId,
    position,
  );
}
