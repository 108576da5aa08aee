import { AppError } from '~/access/errors';
import {
  findEvent,
  findItemTokens,
  insertEvent,
  setBeat,
  setChain,
  type AttemptRow,
  type EventRow,
} from '~db/queries/attempts';
import type { Db } from '~db/client.server';
import { sha256 } from './adapters/secrets';
import { answerText, type SavedEvent } from './answers';
import { saveVerdict } from './attempt-clock';
import type { AttemptRef, AttemptStanding, SaveMessage, SaveResult } from './attempt-writer';
import { closeIfDue, getOwn } from './attempt-writes.server';
import { isOpen, standing } from './own-attempts.server';
import type { OptionOrder } from './paper';

/**
 * Stores answer events; called by the writer inside a transaction, like the other writes of attempts. State, deadline
 * and epoch are read here, in the transaction that stores. A repeated event is answered like the first time; after
 * submission events are kept as late and not counted. All or nothing: errors conflict (the sequence holds another
 * event, or the epoch is not one of this attempt), invalid_input (no such position or token), not_found.
 */
export function applySave(db: Db, now: number, message: SaveMessage): SaveResult {
  const attempt = closeIfDue(db, now, getOwn(db, message));
  const { epoch } = message;
  if (epoch > attempt.epoch) throw new AppError('conflict', { reason: 'epoch' });
  const verdict = saveVerdict({ ...attempt, now });
  if (verdict === 'closed') return { kind: 'closed', ...standing(attempt, now) };

  const late = verdict === 'late' ? 1 : 0;
  // Later than the last contact, so that (received_at, epoch, sequence) is the order of the chain.
  const receivedAt = Math.max(now, attempt.beatAt + 1);
  let head = attempt.chainHead;
  let highest = epoch === attempt.epoch ? attempt.lastSequence : 0;
  let stored = 0;
  let anyLate = false;
  for (const event of [...message.events].sort((a, b) => a.sequence - b.sequence)) {
    const row = { ...checked(db, attempt, event), epoch, receivedAt, late, hash: '' } satisfies EventRow;
    const hash = eventHash(head, row);
    if (insertEvent(db, { ...row, hash, attemptId: attempt.id })) {
      head = hash;
      stored += 1;
      anyLate ||= late === 1;
    } else {
      anyLate ||= sameEvent(db, attempt.id, row).late === 1;
    }
    highest = Math.max(highest, event.sequence);
  }
  const lastSequence = epoch === attempt.epoch ? highest : attempt.lastSequence;
  if (stored > 0) setChain(db, { id: attempt.id, lastSequence, chainHead: head, beatAt: receivedAt });
  return { kind: anyLate ? 'late' : 'saved', ...standing({ ...attempt, lastSequence }, now) };
}

/** Notes that a browser is there; answers where the attempt stands. Errors: not_found. */
export function applyBeat(db: Db, now: number, message: AttemptRef): AttemptStanding {
  const attempt = closeIfDue(db, now, getOwn(db, message));
  if (isOpen(attempt) && now > attempt.beatAt) setBeat(db, attempt.id, now);
  return standing(attempt, now);
}

/** H(previous head, event): the chain begins with the hash of the paper. */
export function eventHash(previous: string, event: Omit<EventRow, 'hash'>): string {
  return sha256(
    JSON.stringify([
      previous,
      event.epoch,
      event.sequence,
      event.position,
      event.answer,
      event.flagged,
      event.receivedAt,
      event.late,
    ]),
  );
}

/** The event with its answer in stored form, after its position and tokens have been found on the paper. */
function checked(db: Db, attempt: AttemptRow, event: SavedEvent) {
  const { sequence, position, answer } = event;
  const item = findItemTokens(db, attempt.id, position);
  if (!item) throw new AppError('invalid_input', { reason: 'position', position });
  if (answer) {
    const tokens = (JSON.parse(item.options) as OptionOrder).map(([token]) => token);
    const known = answer.every((token) => tokens.includes(token));
    if (!known) throw new AppError('invalid_input', { reason: 'token', position });
    if (item.type !== 'multiple' && answer.length > 1) {
      throw new AppError('invalid_input', { reason: 'one_answer', position });
    }
  }
  return {
    sequence,
    position,
    answer: answerText(answer),
    flagged: event.flagged ? (1 as const) : (0 as const),
  };
}

/** The event that holds the sequence already, if it says the same. */
function sameEvent(db: Db, attemptId: number, event: EventRow): EventRow {
  const held = findEvent(db, attemptId, event.epoch, event.sequence);
  const same =
    held !== null &&
    held.position === event.position &&
    held.answer === event.answer &&
    held.flagged === event.flagged;
  if (!same) throw new AppError('conflict', { reason: 'sequence', sequence: event.sequence });
  return held;
}
