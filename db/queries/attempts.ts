import { row, rows, run, type Db } from '../client.server';
import type { AttemptState, QuestionType } from '../../app/assessment/terms';

export interface AttemptRow {
  id: number;
  publicId: string;
  personId: number;
  examId: number;
  examVersionId: number;
  state: AttemptState;
  startedAt: number;
  deadline: number;
  graceUntil: number;
  submittedAt: number | null;
  submittedBy: 'candidate' | 'deadline' | null;
  gradedAt: number | null;
  epoch: number;
  lastSequence: number;
  beatAt: number;
  paperHash: string;
  chainHead: string;
  rightCount: number | null;
  marks: number | null;
  maxMarks: number | null;
  passed: 0 | 1 | null;
}

const ATTEMPT = `select id, public_id as publicId, person_id as personId, exam_id as examId,
  exam_version_id as examVersionId, state, started_at as startedAt, deadline, grace_until as graceUntil,
  submitted_at as submittedAt, submitted_by as submittedBy, graded_at as gradedAt, epoch,
  last_sequence as lastSequence, beat_at as beatAt, paper_hash as paperHash, chain_head as chainHead,
  right_count as rightCount, marks, max_marks as maxMarks, passed from attempt`;

/** Whose attempt an address names; the one read of a save in a web worker. */
export function findAttemptOwner(db: Db, publicId: string): { attemptId: number; personId: number } | null {
  return row(db, 'select id as attemptId, person_id as personId from attempt where public_id = ?', publicId);
}

export function findAttempt(db: Db, publicId: string, personId: number): AttemptRow | null {
  return row<AttemptRow>(db, `${ATTEMPT} where public_id = ? and person_id = ?`, publicId, personId);
}

export function findAttemptById(db: Db, attemptId: number): AttemptRow | null {
  return row<AttemptRow>(db, `${ATTEMPT} where id = ?`, attemptId);
}

export function findOwnAttempt(db: Db, attemptId: number, personId: number): AttemptRow | null {
  return row<AttemptRow>(db, `${ATTEMPT} where id = ? and person_id = ?`, attemptId, personId);
}

/** Attempts of a person on an exam, oldest first. */
export function listAttemptsOnExam(db: Db, personId: number, examId: number): AttemptRow[] {
  return rows<AttemptRow>(
    db,
    `${ATTEMPT} where person_id = ? and exam_id = ? order by started_at`,
    personId,
    examId,
  );
}

/** All attempts of a person, oldest first. */
export function listAttemptsOf(db: Db, personId: number): AttemptRow[] {
  return rows<AttemptRow>(db, `${ATTEMPT} where person_id = ? order by started_at`, personId);
}

export function insertAttempt(
  db: Db,
  attempt: {
    publicId: string;
    personId: number;
    examId: number;
    examVersionId: number;
    startedAt: number;
    deadline: number;
    graceUntil: number;
    seed: string;
    paperHash: string;
  },
): number {
  return run(
    db,
    `insert into attempt (public_id, person_id, exam_id, exam_version_id, state, started_at, deadline, grace_until,
       epoch, last_sequence, beat_at, seed, paper_hash, chain_head)
     values (@publicId, @personId, @examId, @examVersionId, 'running', @startedAt, @deadline, @graceUntil,
       1, 0, @startedAt, @seed, @paperHash, @paperHash)`,
    attempt,
  ).id;
}

export function insertAttemptItem(
  db: Db,
  item: { attemptId: number; position: number; questionVersionId: number; options: string; maxMarks: number },
): void {
  run(
    db,
    `insert into attempt_item (attempt_id, position, question_version_id, options, max_marks)
     values (@attemptId, @position, @questionVersionId, @options, @maxMarks)`,
    item,
  );
}

/** What a save needs to check an answer: the tokens in play and whether several may be chosen. */
export function findItemTokens(
  db: Db,
  attemptId: number,
  position: number,
): { options: string; type: QuestionType } | null {
  return row(
    db,
    `select i.options, v.type from attempt_item i join question_version v on v.id = i.question_version_id
     where i.attempt_id = ? and i.position = ?`,
    attemptId,
    position,
  );
}

export interface EventRow {
  epoch: number;
  sequence: number;
  position: number;
  answer: string;
  flagged: 0 | 1;
  receivedAt: number;
  late: 0 | 1;
  hash: string;
}

const EVENT = `select epoch, sequence, position, answer, flagged, received_at as receivedAt, late, hash
  from answer_event`;

/** False where (attempt, epoch, sequence) is taken already; nothing is written then. */
export function insertEvent(db: Db, event: EventRow & { attemptId: number }): boolean {
  const { changes } = run(
    db,
    `insert into answer_event (attempt_id, epoch, sequence, position, answer, flagged, received_at, late, hash)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    event.attemptId,
    event.epoch,
    event.sequence,
    event.position,
    event.answer,
    event.flagged,
    event.receivedAt,
    event.late,
    event.hash,
  );
  return changes === 1;
}

export function findEvent(db: Db, attemptId: number, epoch: number, sequence: number): EventRow | null {
  return row<EventRow>(
    db,
    `${EVENT} where attempt_id = ? and epoch = ? and sequence = ?`,
    attemptId,
    epoch,
    sequence,
  );
}

/** In the order of the chain: received_at never repeats between two requests of one attempt. */
export function listEvents(db: Db, attemptId: number): EventRow[] {
  return rows<EventRow>(db, `${EVENT} where attempt_id = ? order by received_at, epoch, sequence`, attemptId);
}

export function setChain(
  db: Db,
  attempt: { id: number; lastSequence: number; chainHead: string; beatAt: number },
): void {
  run(
    db,
    'update attempt set last_sequence = ?, chain_head = ?, beat_at = ? where id = ?',
    attempt.lastSequence,
    attempt.chainHead,
    attempt.beatAt,
    attempt.id,
  );
}

export function setBeat(db: Db, attemptId: number, beatAt: number): void {
  run(db, 'update attempt set beat_at = ? where id = ?', beatAt, attemptId);
}

/** A new epoch begins with sequence 0. */
export function raiseEpoch(db: Db, attemptId: number): void {
  run(db, 'update attempt set epoch = epoch + 1, last_sequence = 0 where id = ?', attemptId);
}

/** The condition of the partial indexes; spelled alike everywhere, or SQLite would not use them. */
const OPEN = `state in ('running', 'closing')`;

/** Running attempts past their deadline go into their grace; answers how many. */
export function closeRunning(db: Db, now: number): number {
  return run(
    db,
    `update attempt set state = 'closing' where ${OPEN} and deadline <= ? and state = 'running'`,
    now,
  ).changes;
}

/** Open attempts whose grace is over, the longest due first. */
export function listGraceOver(db: Db, now: number, limit: number): AttemptRow[] {
  return rows<AttemptRow>(
    db,
    `${ATTEMPT} where ${OPEN} and deadline <= ? and grace_until <= ? order by deadline limit ?`,
    now,
    now,
    limit,
  );
}

/** The one change from open to submitted; false where somebody was first. */
export function submitOpen(db: Db, attemptId: number, at: number, by: 'candidate' | 'deadline'): boolean {
  return (
    run(
      db,
      `update attempt set state = 'submitted', submitted_at = ?, submitted_by = ? where id = ? and ${OPEN}`,
      at,
      by,
      attemptId,
    ).changes === 1
  );
}

/** Open attempts, for an outage to be made good. */
export function listOpen(db: Db): { id: number; deadline: number; graceUntil: number }[] {
  return rows(
    db,
    `select id, deadline, grace_until as graceUntil from attempt where ${OPEN} order by deadline`,
  );
}

/** Moves an open attempt's end; one that was in its grace by the clock may run again. */
export function setDeadline(db: Db, attemptId: number, deadline: number, graceUntil: number): void {
  run(
    db,
    `update attempt set deadline = ?, grace_until = ?, state = 'running' where id = ? and ${OPEN}`,
    deadline,
    graceUntil,
    attemptId,
  );
}
