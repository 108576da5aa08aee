import { AppError } from '~/access/errors';
import {
  closeRunning,
  findOwnAttempt,
  insertAttempt,
  insertAttemptItem,
  listAttemptsOnExam,
  listGraceOver,
  listOpen,
  raiseEpoch,
  setDeadline,
  submitOpen,
  type AttemptRow,
} from '~db/queries/attempts';
import { findExamVersion, freezeExamVersion } from '~db/queries/exams';
import type { Db } from '~db/client.server';
import { writeInside, type Tx } from '~db/write.server';
import { extendForOutage, mayStart } from './attempt-clock';
import type {
  AttemptAct,
  AttemptRef,
  AttemptStanding,
  StartMessage,
  StartResult,
  SubmitResult,
} from './attempt-writer';
import { atNow, isOpen, pastAttempts, standing } from './own-attempts.server';
import { findStarted, rememberStarted } from './start-keys.server';

/*
 * What the one writer process does to attempts. Each function runs inside a transaction that its caller holds, beside
 * others in one group commit, and re-checks there whatever a web worker decided before. Throwing undoes the one request.
 */

const SWEEP_LIMIT = 500;
const writer = { accountId: null, name: 'writer' };

/**
 * Stores a drawn paper as a running attempt, unless the person may no longer start. The same key, or an attempt that is
 * open already, answers with the attempt there is. Errors: key_used (the key was used for another exam), version_changed
 * (the exam has moved on since the paper was drawn), not_eligible with `reason` and, for 'wait', `earliest`.
 */
export function applyStart(db: Db, now: number, message: StartMessage): StartResult {
  const { personId, accountId, examId } = message;
  const started = findStarted(db, message);
  if (started) return { ...started, created: false };
  const attempts = listAttemptsOnExam(db, personId, examId).map((attempt) => closeIfDue(db, now, attempt));
  const open = attempts.find(isOpen);
  if (open) {
    const attempt = { attemptId: open.id, publicId: open.publicId };
    rememberStarted(db, message, attempt, now);
    return { ...attempt, created: false };
  }
  // The worker saw an open attempt and drew nothing; it ended on the way here.
  if (message.items.length === 0) throw new AppError('conflict', { reason: 'no_paper' });
  const exam = findExamVersion(db, message.examVersionId);
  if (!exam || exam.examId !== examId) throw new AppError('not_found');
  if (exam.currentVersionId !== exam.id) throw new AppError('version_changed');
  const verdict = mayStart({
    attempts: pastAttempts(attempts),
    attemptsAllowed: exam.attemptsAllowed,
    waitDays: exam.waitDays,
    openAttempt: null,
    now,
  });
  if (verdict.kind === 'wait')
    throw new AppError('not_eligible', { reason: 'wait', earliest: verdict.earliest });
  if (verdict.kind !== 'start') throw new AppError('not_eligible', { reason: verdict.kind });

  const { actorName: name } = message;
  const attemptId = writeInside(db, now, { accountId, name }, 'attempt.start', (tx) => {
    freezeExamVersion(db, exam.id, now);
    const deadline = now + exam.minutes * 60_000;
    const id = insertAttempt(db, {
      publicId: message.publicId,
      personId,
      examId,
      examVersionId: exam.id,
      startedAt: now,
      deadline,
      graceUntil: deadline + exam.graceSeconds * 1000,
      seed: message.seed,
      paperHash: message.paperHash,
    });
    message.items.forEach((item, index) => {
      const { questionVersionId, maxMarks } = item;
      const options = JSON.stringify(item.options);
      insertAttemptItem(db, { attemptId: id, position: index + 1, questionVersionId, options, maxMarks });
    });
    tx.audit('attempt.started', 'attempt', id, { examVersionId: exam.id, paperHash: message.paperHash });
    return id;
  });
  const attempt = { attemptId, publicId: message.publicId };
  rememberStarted(db, message, attempt, now);
  return { ...attempt, created: true };
}

/**
 * Submits an open attempt: conditional, so that of two submits one changes it and both get the same answer. Past the end
 * of the grace the deadline was first. The head of the chain of answers enters the trail. Errors: not_found.
 */
export function applySubmit(db: Db, now: number, message: AttemptAct): SubmitResult {
  const attempt = closeIfDue(db, now, getOwn(db, message));
  if (isOpen(attempt)) {
    // A clock that was set back must not end an attempt before it began.
    const submittedAt = Math.max(now, attempt.startedAt);
    writeInside(db, now, { accountId: message.accountId, name: message.actorName }, 'attempt.submit', (tx) =>
      submit(tx, attempt, submittedAt, 'candidate'),
    );
    return { submittedAt, submittedBy: 'candidate' };
  }
  return {
    submittedAt: attempt.submittedAt ?? attempt.deadline,
    submittedBy: attempt.submittedBy ?? 'deadline',
  };
}

/**
 * Gives the attempt to the calling browser: its epoch rises by one, and events of older epochs count from now on only
 * where the new one has none. On a closed attempt nothing changes. Errors: not_found.
 */
export function applyTakeOver(db: Db, now: number, message: AttemptAct): AttemptStanding {
  const attempt = closeIfDue(db, now, getOwn(db, message));
  if (!isOpen(attempt)) return standing(attempt, now);
  const epoch = attempt.epoch + 1;
  writeInside(
    db,
    now,
    { accountId: message.accountId, name: message.actorName },
    'attempt.take_over',
    (tx) => {
      raiseEpoch(db, attempt.id);
      tx.audit('attempt.taken_over', 'attempt', attempt.id, { epoch });
    },
  );
  return standing({ ...attempt, epoch, lastSequence: 0 }, now);
}

/**
 * What the clock has decided since the last sweep, written down: past the deadline closing, past the grace submitted
 * with the deadline as its time. Answers how many attempts changed; at most 500 are submitted at a time.
 */
export function sweepDue(db: Db, now: number): number {
  const closed = closeRunning(db, now);
  const over = listGraceOver(db, now, SWEEP_LIMIT);
  if (over.length > 0) {
    writeInside(db, now, writer, 'attempt.sweep', (tx) => {
      for (const attempt of over) submit(tx, attempt, attempt.deadline, 'deadline');
    });
  }
  return closed + over.length;
}

/** Gives the time of an outage [from, to) of the server back to every attempt that it touched; answers how many. */
export function extendOutage(db: Db, now: number, outage: { from: number; to: number }): number {
  const touched = listOpen(db).flatMap((attempt) => {
    const moved = extendForOutage({ ...attempt, ...outage });
    return moved.graceUntil === attempt.graceUntil ? [] : [{ id: attempt.id, ...moved }];
  });
  if (touched.length === 0) return 0;
  writeInside(db, now, writer, 'attempt.extend', (tx) => {
    for (const { id, deadline, graceUntil } of touched) {
      setDeadline(db, id, deadline, graceUntil);
      tx.audit('attempt.extended', 'attempt', id, { ...outage, deadline, graceUntil });
    }
  });
  return touched.length;
}

/**
 * The wall clock was set by `step` ms, or the machine slept: everything that is open ends so much later (earlier where
 * the clock went back), so that everybody keeps the time that he had left. Answers how many attempts were moved.
 */
export function moveDeadlines(db: Db, now: number, step: number): number {
  const open = listOpen(db);
  if (open.length === 0) return 0;
  writeInside(db, now, writer, 'attempt.extend', (tx) => {
    for (const attempt of open) {
      const [deadline, graceUntil] = [attempt.deadline + step, attempt.graceUntil + step];
      setDeadline(db, attempt.id, deadline, graceUntil);
      tx.audit('attempt.extended', 'attempt', attempt.id, { clockStep: step, deadline, graceUntil });
    }
  });
  return open.length;
}

/** The attempt that a message names, as stored. Errors: not_found. */
export function getOwn(db: Db, { attemptId, personId }: AttemptRef): AttemptRow {
  const attempt = findOwnAttempt(db, attemptId, personId);
  if (!attempt) throw new AppError('not_found');
  return attempt;
}

/** The attempt as it stands at `now`; submitted here and now where its grace is over, so that the trail has its head. */
export function closeIfDue(db: Db, now: number, attempt: AttemptRow): AttemptRow {
  const timely = atNow(attempt, now);
  if (isOpen(attempt) && !isOpen(timely)) {
    writeInside(db, now, writer, 'attempt.sweep', (tx) => submit(tx, attempt, attempt.deadline, 'deadline'));
  }
  return timely;
}

function submit(tx: Tx, attempt: AttemptRow, at: number, by: 'candidate' | 'deadline'): void {
  if (!submitOpen(tx.db, attempt.id, at, by)) return;
  tx.audit('attempt.submitted', 'attempt', attempt.id, { by, at, chainHead: attempt.chainHead });
}
