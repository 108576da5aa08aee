import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '~/access/errors';
import { freshDatabase } from '../../tests/database';
import { addSampleExam, EIGHT, learnerCtx, MINUTE } from '../../tests/exam';
import { findAttemptOwner, findAttemptById, listEvents } from '~db/queries/attempts';
import { listPaper } from '~db/queries/gradings';
import type { Db } from '~db/client.server';
import { applyBeat, applySave, eventHash } from './answer-writes.server';
import type { SavedEvent } from './answers';
import { applySubmit, applyTakeOver } from './attempt-writes.server';
import { startAttempt } from './attempts.server';
import { answersOf } from './gradings.server';

const SECOND = 1000;
const DAY = 24 * 60 * MINUTE;

describe('saving answers', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let db: Db;
  let attemptId: number;
  /** Tokens by position. */
  let tokens: string[][];
  let multiple: number;
  let single: number;

  beforeEach(async () => {
    fresh = freshDatabase();
    db = fresh.db;
    addSampleExam(db, {
      rows: [
        { skill: 'IU01', type: 'single', count: 2 },
        { skill: 'IU01', type: 'multiple', count: 2 },
      ],
    });
    const { publicId } = await startAttempt(learnerCtx(db, EIGHT), { examCode: 'IU01', key: 'k' });
    attemptId = findAttemptOwner(db, publicId)?.attemptId ?? 0;
    const paper = listPaper(db, attemptId);
    tokens = [
      [],
      ...paper.map((item) => (JSON.parse(item.options) as [string, string][]).map(([token]) => token)),
    ];
    multiple = paper.find((item) => item.type === 'multiple')?.position ?? 0;
    single = paper.find((item) => item.type === 'single')?.position ?? 0;
  });
  afterEach(() => fresh.remove());

  const event = (sequence: number, position: number, picks: number[] | null): SavedEvent => ({
    sequence,
    position,
    answer: picks && picks.map((pick) => tokens[position]?.[pick] ?? ''),
    flagged: false,
  });
  const save = (now: number, events: SavedEvent[], epoch = 1, personId = 1) =>
    db.sqlite.transaction(() => applySave(db, now, { attemptId, personId, epoch, events })).immediate();
  const codeOf = (work: () => unknown): [code: string, reason: unknown] => {
    try {
      work();
    } catch (error) {
      if (error instanceof AppError) return [error.code, error.detail.reason];
      throw error;
    }
    throw new Error('not refused');
  };
  const current = () =>
    Object.fromEntries(
      [...answersOf(listEvents(db, attemptId))].map(([position, one]) => [position, one.answer]),
    );
  const act = () => ({ attemptId, personId: 1, accountId: 1, actorName: 'learner1' });
  const submit = (now: number) => db.sqlite.transaction(() => applySubmit(db, now, act())).immediate();

  it('stores events and says where the attempt stands', () => {
    expect(save(EIGHT + MINUTE, [event(1, 1, [0]), event(2, 2, [1])])).toEqual({
      kind: 'saved',
      state: 'running',
      epoch: 1,
      sequence: 2,
      at: EIGHT + MINUTE,
      remainingMs: 29 * MINUTE,
    });
    expect(current()).toEqual({ 1: [tokens[1]?.[0]], 2: [tokens[2]?.[1]] });
  });

  it('answers a repeat like the first time and stores nothing twice', () => {
    save(EIGHT, [event(1, 1, [0])]);
    expect(save(EIGHT + SECOND, [event(1, 1, [0]), event(2, 1, [1])])).toMatchObject({
      kind: 'saved',
      sequence: 2,
    });
    expect(listEvents(db, attemptId)).toHaveLength(2);
  });

  it('answers a repeat like the first time also after submission', () => {
    save(EIGHT, [event(1, 1, [0])]);
    submit(EIGHT + MINUTE);
    expect(save(EIGHT + 2 * MINUTE, [event(1, 1, [0])])).toMatchObject({ kind: 'saved', state: 'submitted' });
  });

  it('takes the same choice in another order for the same', () => {
    save(EIGHT, [event(1, multiple, [0, 1])]);
    expect(save(EIGHT, [event(1, multiple, [1, 0])]).kind).toBe('saved');
  });

  it.each<[name: string, change: (first: SavedEvent) => SavedEvent]>([
    ['another answer', (first) => ({ ...first, answer: null })],
    ['another flag', (first) => ({ ...first, flagged: true })],
    ['another position', (first) => event(first.sequence, 2, [0])],
  ])('refuses %s under a sequence that is taken, and stores nothing of that request', (_, change) => {
    const first = event(1, 1, [0]);
    save(EIGHT, [first]);
    expect(codeOf(() => save(EIGHT, [change(first), event(2, 1, [1])]))).toEqual(['conflict', 'sequence']);
    expect(listEvents(db, attemptId)).toHaveLength(1);
  });

  it.each<[name: string, make: () => SavedEvent, reason: string]>([
    ['a position beyond the paper', () => ({ ...event(1, 1, [0]), position: 5 }), 'position'],
    ['a token of another question', () => ({ ...event(1, 2, [0]), position: 1 }), 'token'],
    ['an option id instead of a token', () => ({ ...event(1, 1, [0]), answer: ['a'] }), 'token'],
    ['two answers to a single choice', () => event(1, single, [0, 1]), 'one_answer'],
  ])('refuses %s', (_, make, reason) => {
    expect(codeOf(() => save(EIGHT, [make()]))).toEqual(['invalid_input', reason]);
  });

  it('does not find another person’s attempt', () => {
    expect(codeOf(() => save(EIGHT, [event(1, 1, [0])], 1, 2))[0]).toBe('not_found');
  });

  it('counts what arrives in the grace, keeps what comes later without counting it', () => {
    const end = EIGHT + 30 * MINUTE;
    save(EIGHT + MINUTE, [event(1, 1, [0])]);
    expect(save(end + 4 * SECOND, [event(2, 2, [0])])).toMatchObject({
      kind: 'saved',
      state: 'closing',
      remainingMs: 0,
    });
    expect(save(end + 12 * SECOND, [event(3, 3, [0])])).toMatchObject({ kind: 'late', state: 'submitted' });
    expect(Object.keys(current())).toEqual(['1', '2']);
    expect(listEvents(db, attemptId).map((one) => one.late)).toEqual([0, 0, 1]);
    // The save itself closed the overdue attempt, so that the sealed head is the one without the late event.
    expect(findAttemptById(db, attemptId)).toMatchObject({ state: 'submitted', submittedAt: end });
  });

  it('stops keeping late answers after seven days', () => {
    submit(EIGHT + MINUTE);
    expect(save(EIGHT + MINUTE + 7 * DAY, [event(1, 1, [0])]).kind).toBe('closed');
    expect(listEvents(db, attemptId)).toHaveLength(0);
  });

  it('lets an older epoch count only where the newer one has nothing', () => {
    save(EIGHT, [event(1, 1, [0])]);
    db.sqlite.transaction(() => applyTakeOver(db, EIGHT + SECOND, act())).immediate();
    save(EIGHT + 2 * SECOND, [event(1, 1, [1])], 2);
    expect(save(EIGHT + 3 * SECOND, [event(2, 1, [0]), event(3, 2, [0])], 1)).toMatchObject({
      epoch: 2,
      sequence: 1,
    });
    expect(current()).toEqual({ 1: [tokens[1]?.[1]], 2: [tokens[2]?.[0]] });
  });

  it('refuses an epoch that nobody was given', () => {
    expect(codeOf(() => save(EIGHT, [event(1, 1, [0])], 2))).toEqual(['conflict', 'epoch']);
  });

  it('chains every event, whatever the order of arrival within one millisecond', () => {
    save(EIGHT, [event(5, 1, [0]), event(4, 1, [1])]);
    save(EIGHT, [event(2, 1, [0])]);
    save(EIGHT - SECOND, [event(1, 1, null)]);
    db.sqlite.transaction(() => applyTakeOver(db, EIGHT, act())).immediate();
    save(EIGHT + SECOND, [event(1, 2, [0])], 2);
    save(EIGHT + SECOND, [event(6, 1, [1])], 1);
    submit(EIGHT + MINUTE);
    save(EIGHT + 2 * MINUTE, [event(2, 2, [1])], 2);
    const attempt = findAttemptById(db, attemptId);
    const events = listEvents(db, attemptId);
    expect(events).toHaveLength(7);
    const headOf = (list: typeof events) => list.reduce(eventHash, attempt?.paperHash ?? '');
    expect(headOf(events)).toBe(attempt?.chainHead);
    const changed = events.map((one) => (one.sequence === 4 ? { ...one, answer: 'null' } : one));
    expect(headOf(changed)).not.toBe(attempt?.chainHead);
  });

  it('notes the beat of an open attempt', () => {
    const beat = (now: number) =>
      db.sqlite.transaction(() => applyBeat(db, now, { attemptId, personId: 1 })).immediate();
    expect(beat(EIGHT + MINUTE)).toMatchObject({ state: 'running', remainingMs: 29 * MINUTE });
    expect(findAttemptById(db, attemptId)?.beatAt).toBe(EIGHT + MINUTE);
    submit(EIGHT + 2 * MINUTE);
    expect(beat(EIGHT + 3 * MINUTE)).toMatchObject({ state: 'submitted', remainingMs: 0 });
  });
});
