import { row, rows, run, type Db } from '../client.server';
import type { QuestionType } from '../../app/assessment/terms';

export interface PracticeRow {
  code: string;
  versionId: number;
  bankCode: string;
  type: QuestionType;
  skill: string;
  /** JSON of QuestionBody, key included: never sent as it is. */
  body: string;
}

/** Questions that practice may show: approved, in their newest version, of banks of kind practice and no other. */
const PRACTICE = `from question q
  join bank b on b.id = q.bank_id and b.kind = 'practice'
  join question_version v on v.question_id = q.id and v.version = q.version
  where q.state = 'approved'`;

export function findPracticeRow(db: Db, code: string): PracticeRow | null {
  return row(
    db,
    `select q.code, v.id as versionId, b.code as bankCode, v.type, v.skill, v.body ${PRACTICE} and q.code = ?`,
    code,
  );
}

export interface CandidateRow {
  code: string;
  skill: string;
  /** Of the person's latest answer to any version; null when there is none. */
  lastAt: number | null;
  lastRight: 0 | 1 | null;
}

/** Every question of one practice bank with the person's latest answer. */
export function listCandidateRows(db: Db, bankCode: string, personId: number): CandidateRow[] {
  return rows(
    db,
    `with latest as (
       select v.question_id as questionId, max(a.id) as id from practice_answer a
       join question_version v on v.id = a.question_version_id
       where a.person_id = ? group by v.question_id
     )
     select q.code, v.skill, a.at as lastAt, a.right as lastRight
     from question q
     join bank b on b.id = q.bank_id and b.kind = 'practice' and b.code = ?
     join question_version v on v.question_id = q.id and v.version = q.version
     left join latest l on l.questionId = q.id
     left join practice_answer a on a.id = l.id
     where q.state = 'approved' order by q.code`,
    personId,
    bankCode,
  );
}

export function insertPracticeAnswer(
  db: Db,
  answer: { personId: number; versionId: number; answer: string; right: boolean; at: number },
): void {
  run(
    db,
    'insert into practice_answer (person_id, question_version_id, answer, right, at) values (?, ?, ?, ?, ?)',
    answer.personId,
    answer.versionId,
    answer.answer,
    answer.right ? 1 : 0,
    answer.at,
  );
}
