import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '~/access/errors';
import { freshDatabase } from '../../tests/database';
import { addSampleExam, EIGHT, MINUTE } from '../../tests/exam';
import { findAttemptById, submitOpen } from '~db/queries/attempts';
import { findCurrentExam } from '~db/queries/exams';
import { row, rows, type Db } from '~db/client.server';
import { applySave } from './answer-writes.server';
import {
  applyStart,
  applySubmit,
  applyTakeOver,
  extendOutage,
  moveDeadlines,
  sweepDue,
} from './attempt-writes.server';
import type { StartMessage } from './attempt-writer';
import { drawForExam } from './drawn-paper.server';

const SECOND = 1000;

describe('what the writer does to attempts', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let db: Db;
  beforeEach(() => {
    fresh = freshDatabase();
    db = fresh.db;
    addSampleExam(db);
  });
  afterEach(() => fresh.remove());

  const message = (overrides: Partial<StartMessage> = {}): StartMessage => {
    const exam = findCurrentExam(db, 'IU01');
    if (!exam) throw new Error('no exam');
    return {
      personId: 1,
      accountId: 1,
      actorName: 'learner1',
      examId: exam.examId,
      examVersionId: exam.id,
      key: 'k1',
      publicId: 'AAAAAAAAAAAAAAAA',
      ...drawForExam(db, exam),
      ...overrides,
    };
  };
  const within = <T>(work: () => T): T => db.sqlite.transaction(work).immediate();
  const start = (now: number, overrides: Partial<StartMessage> = {}) =>
    within(() => applyStart(db, now, message(overrides)));
  const submit = (now: number, attemptId: number, personId = 1) =>
    within(() => applySubmit(db, now, { attemptId, personId, accountId: 1, actorName: 'learner1' }));
  const refused = (work: () => unknown): AppError => {
    try {
      work();
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
    throw new Error('not refused');
  };
  const audited = (action: string) =>
    rows<{ objectId: string; detail: string }>(
      db,
      `select e.object_id as objectId, d.detail from audit_entry e join audit_detail d on d.entry_id = e.id
       where e.action = ? order by e.id`,
      action,
    );

  describe('start', () => {
    it('stores the paper, freezes the exam version and leaves a trail', () => {
      const { attemptId, created } = start(EIGHT);
      expect(created).toBe(true);
      expect(findAttemptById(db, attemptId)).toMatchObject({
        state: 'running',
        deadline: EIGHT + 30 * MINUTE,
        graceUntil: EIGHT + 30 * MINUTE + 10 * SECOND,
        epoch: 1,
        lastSequence: 0,
      });
      expect(row(db, 'select count(*) as n from attempt_item where attempt_id = ?', attemptId)).toEqual({
        n: 6,
      });
      expect(row(db, 'select frozen_at as at from exam_version')).toEqual({ at: EIGHT });
      expect(audited('attempt.started')).toHaveLength(1);
    });

    it('freezes once: the second start changes nothing of the version', () => {
      start(EIGHT);
      start(EIGHT + MINUTE, { personId: 2, accountId: 2, publicId: 'BBBBBBBBBBBBBBBB' });
      expect(row(db, 'select frozen_at as at from exam_version')).toEqual({ at: EIGHT });
    });

    it('answers a second tab with the same attempt', () => {
      const first = start(EIGHT);
      const second = start(EIGHT + SECOND, { key: 'k2', publicId: 'BBBBBBBBBBBBBBBB' });
      expect(second).toEqual({ ...first, created: false });
    });

    it.each(['k1', 'k2'])('answers the key %s of an attempt that ended with that attempt', (key) => {
      const first = start(EIGHT);
      start(EIGHT, { key: 'k2' });
      submit(EIGHT + MINUTE, first.attemptId);
      expect(start(EIGHT + 2 * MINUTE, { key })).toEqual({ ...first, created: false });
    });

    it('refuses a key that started another exam', () => {
      start(EIGHT);
      expect(refused(() => start(EIGHT, { examId: 99 })).code).toBe('key_used');
    });

    it('refuses a third attempt of two', () => {
      submit(EIGHT + MINUTE, start(EIGHT).attemptId);
      submit(EIGHT + 3 * MINUTE, start(EIGHT + 2 * MINUTE, { key: 'k2', publicId: 'B' }).attemptId);
      const error = refused(() => start(EIGHT + 4 * MINUTE, { key: 'k3', publicId: 'C' }));
      expect([error.code, error.detail]).toEqual(['not_eligible', { reason: 'used_up' }]);
    });

    it('refuses a paper drawn for a version that is no longer current', () => {
      const stale = message();
      addSampleExam(db, { exam: { minutes: 45 } });
      expect(refused(() => within(() => applyStart(db, EIGHT, stale))).code).toBe('version_changed');
    });

    it('never stores an attempt without a paper', () => {
      expect(refused(() => start(EIGHT, { items: [] })).code).toBe('conflict');
    });

    it('closes an attempt that is overdue and starts the next, though nobody swept', () => {
      const first = start(EIGHT);
      const next = start(EIGHT + 31 * MINUTE, { key: 'k2', publicId: 'BBBBBBBBBBBBBBBB' });
      expect(next.created).toBe(true);
      expect(findAttemptById(db, first.attemptId)).toMatchObject({
        state: 'submitted',
        submittedAt: EIGHT + 30 * MINUTE,
        submittedBy: 'deadline',
      });
    });
  });

  describe('submit', () => {
    it('takes the head of the chain into the trail', () => {
      const { attemptId } = start(EIGHT);
      const { options } = row<{ options: string }>(
        db,
        'select options from attempt_item where position = 1',
      ) ?? { options: '' };
      const token = (JSON.parse(options) as [string, string][])[0]?.[0] ?? '';
      const events = [{ sequence: 1, position: 1, answer: [token], flagged: false }];
      within(() => applySave(db, EIGHT + SECOND, { attemptId, personId: 1, epoch: 1, events }));
      expect(submit(EIGHT + MINUTE, attemptId)).toEqual({
        submittedAt: EIGHT + MINUTE,
        submittedBy: 'candidate',
      });
      const { chainHead, paperHash } = findAttemptById(db, attemptId) ?? { chainHead: '', paperHash: '' };
      expect(chainHead).not.toBe(paperHash);
      expect(JSON.parse(audited('attempt.submitted')[0]?.detail ?? '')).toMatchObject({
        by: 'candidate',
        chainHead,
      });
    });

    it('answers twice the same and submits once', () => {
      const { attemptId } = start(EIGHT);
      const first = submit(EIGHT + MINUTE, attemptId);
      expect(submit(EIGHT + 2 * MINUTE, attemptId)).toEqual(first);
      expect(submitOpen(db, attemptId, EIGHT + 3 * MINUTE, 'candidate')).toBe(false);
      expect(audited('attempt.submitted')).toHaveLength(1);
    });

    it('is the candidate’s within the grace, the deadline’s after it', () => {
      const one = start(EIGHT);
      const two = start(EIGHT, { personId: 2, accountId: 2, publicId: 'B' });
      const end = EIGHT + 30 * MINUTE;
      expect(submit(end + 4 * SECOND, one.attemptId)).toEqual({
        submittedAt: end + 4 * SECOND,
        submittedBy: 'candidate',
      });
      expect(submit(end + 11 * SECOND, two.attemptId, 2)).toEqual({
        submittedAt: end,
        submittedBy: 'deadline',
      });
    });

    it('does not find another person’s attempt', () => {
      const { attemptId } = start(EIGHT);
      expect(refused(() => submit(EIGHT, attemptId, 2)).code).toBe('not_found');
    });
  });

  describe('the sweep', () => {
    const end = EIGHT + 30 * MINUTE;
    it.each([
      ['before the deadline nothing', end - 1, 'running', null],
      ['at the deadline it is closing', end, 'closing', null],
      ['in the grace it is closing', end + 9 * SECOND, 'closing', null],
      ['after the grace it is submitted, with the deadline as its time', end + 10 * SECOND, 'submitted', end],
      ['a late sweep gives the same time', end + 60 * MINUTE, 'submitted', end],
    ])('%s', (_, now, state, submittedAt) => {
      const { attemptId } = start(EIGHT);
      within(() => sweepDue(db, now));
      expect(findAttemptById(db, attemptId)).toMatchObject({ state, submittedAt });
    });

    it('submits once and then finds nothing more', () => {
      start(EIGHT);
      expect(within(() => sweepDue(db, end + MINUTE))).toBeGreaterThan(0);
      expect(within(() => sweepDue(db, end + 2 * MINUTE))).toBe(0);
      expect(audited('attempt.submitted')).toHaveLength(1);
    });

    it('reads only the partial index of open attempts', () => {
      const plan = rows<{ detail: string }>(
        db,
        `explain query plan select id from attempt where state in ('running', 'closing') and deadline <= ? and grace_until <= ?
         order by deadline limit ?`,
        1,
        1,
        1,
      );
      expect(plan[0]?.detail).toContain('attempt_due');
    });
  });

  it('gives an outage back to what was running and records it', () => {
    const running = start(EIGHT);
    const ended = start(EIGHT - 20 * MINUTE - 11 * SECOND, { personId: 2, accountId: 2, publicId: 'B' });
    const outage = { from: EIGHT + 10 * MINUTE, to: EIGHT + 17 * MINUTE };
    expect(within(() => extendOutage(db, outage.to, outage))).toBe(1);
    expect(findAttemptById(db, running.attemptId)?.deadline).toBe(EIGHT + 37 * MINUTE);
    expect(findAttemptById(db, ended.attemptId)?.deadline).toBe(EIGHT + 10 * MINUTE - 11 * SECOND);
    expect(audited('attempt.extended').map((entry) => entry.objectId)).toEqual([String(running.attemptId)]);
  });

  it.each([{ step: 60 * MINUTE }, { step: -60 * MINUTE }])(
    'moves what is open by the $step ms by which the clock was set, and nothing else',
    ({ step }) => {
      const { attemptId: done } = start(EIGHT);
      submit(EIGHT + MINUTE, done);
      const { attemptId } = start(EIGHT + MINUTE, { key: 'k2', publicId: 'BBBBBBBBBBBBBBBB' });
      const [ended, before] = [findAttemptById(db, done), findAttemptById(db, attemptId)];
      const now = EIGHT + 2 * MINUTE + step;
      expect(within(() => moveDeadlines(db, now, step))).toBe(1);
      expect(findAttemptById(db, done)).toEqual(ended);
      const [deadline, graceUntil] = [(before?.deadline ?? 0) + step, (before?.graceUntil ?? 0) + step];
      expect(findAttemptById(db, attemptId)).toEqual({ ...before, deadline, graceUntil });
      expect(audited('attempt.extended')).toEqual([
        { objectId: String(attemptId), detail: JSON.stringify({ clockStep: step, deadline, graceUntil }) },
      ]);
      // Never before it began, whatever the clock says.
      const { submittedAt } = submit(now, attemptId);
      expect(submittedAt).toBe(Math.max(now, before?.startedAt ?? 0));
    },
  );

  it('raises the epoch for the browser that takes over, and only of an open attempt', () => {
    const { attemptId } = start(EIGHT);
    const takeOver = (now: number) =>
      within(() => applyTakeOver(db, now, { attemptId, personId: 1, accountId: 1, actorName: 'learner1' }));
    expect(takeOver(EIGHT + MINUTE)).toMatchObject({ epoch: 2, sequence: 0, remainingMs: 29 * MINUTE });
    submit(EIGHT + 2 * MINUTE, attemptId);
    expect(takeOver(EIGHT + 3 * MINUTE)).toMatchObject({ epoch: 2, state: 'submitted', remainingMs: 0 });
  });
});
