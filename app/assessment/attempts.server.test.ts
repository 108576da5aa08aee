import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '~/access/errors';
import { freshDatabase } from '../../tests/database';
import { addSampleExam, answerSample, EIGHT, learnerCtx, MINUTE } from '../../tests/exam';
import { systemActor } from '~/access/context.server';
import { findAttemptOwner } from '~db/queries/attempts';
import { setGraded } from '~db/queries/gradings';
import { row, type Db } from '~db/client.server';
import {
  getAttemptPaper,
  getResult,
  getReview,
  gradeAttempt,
  gradePending,
  listMyExams,
  startAttempt,
  submitAttempt,
  takeOverAttempt,
} from './attempts.server';
import { localAttemptWriter } from './attempt-operations.server';
import type { PublishedResult } from './gradings.server';
import { MARK } from './terms';

describe('an attempt from start to review', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let db: Db;
  beforeEach(() => {
    fresh = freshDatabase();
    db = fresh.db;
  });
  afterEach(() => fresh.remove());

  const start = async (now = EIGHT, key = 'k1') =>
    (await startAttempt(learnerCtx(db, now), { examCode: 'IU01', key })).publicId;
  const idOf = (publicId: string) => findAttemptOwner(db, publicId)?.attemptId ?? 0;
  const answer = (publicId: string, right: number, now = EIGHT + MINUTE) =>
    answerSample(db, publicId, right, now);
  const codeOf = async (work: () => unknown): Promise<[string, unknown]> => {
    try {
      await work();
    } catch (error) {
      return [(error as AppError).code, (error as AppError).detail];
    }
    return ['none', {}];
  };

  it('shows the same items, order, options and answers each time, and no secret', async () => {
    addSampleExam(db);
    const publicId = await start();
    await answer(publicId, 3);
    const paper = getAttemptPaper(learnerCtx(db, EIGHT + 2 * MINUTE), { publicId, lang: 'vi' });
    expect(getAttemptPaper(learnerCtx(db, EIGHT + 2 * MINUTE), { publicId, lang: 'vi' })).toEqual(paper);
    expect(paper).toMatchObject({
      state: 'running',
      epoch: 1,
      sequence: 4,
      remainingMs: 28 * MINUTE,
      deadline: EIGHT + 30 * MINUTE,
      exam: {
        title: { vi: 'Hiểu biết về CNTT cơ bản' },
        minutes: 30,
        graceSeconds: 10,
        scale: 10,
        questionCount: 6,
      },
    });
    expect(paper.items.map((item) => item.position)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(paper.answers.map((one) => [one.position, one.flagged, one.savedAt])).toEqual([
      [1, true, EIGHT + MINUTE],
      [2, false, EIGHT + MINUTE],
      [3, false, EIGHT + MINUTE],
      [4, false, EIGHT + MINUTE],
    ]);
    const text = JSON.stringify(paper);
    for (const secret of ['"right"', 'Giải thích', '"seed"', '"a"', '"hash"', 'Q-00"'])
      expect(text).not.toContain(secret);
    const { seed } = row<{ seed: string }>(db, 'select seed from attempt') ?? { seed: '' };
    expect(text).not.toContain(seed);
  });

  it('draws with tokens that are random per attempt', async () => {
    addSampleExam(db);
    const tokens = async (personId: number) => {
      const ctx = learnerCtx(db, EIGHT, { personId });
      const { publicId } = await startAttempt(ctx, { examCode: 'IU01', key: 'k' });
      return getAttemptPaper(ctx, { publicId, lang: 'vi' }).items.flatMap((item) =>
        item.options.map((one) => one.token),
      );
    };
    const [one, two] = [await tokens(1), await tokens(2)];
    expect(new Set([...one, ...two]).size).toBe(one.length + two.length);
  });

  it('submits, grades and publishes in one go, once', async () => {
    addSampleExam(db);
    const publicId = await start();
    await answer(publicId, 4);
    const published: PublishedResult[] = [];
    const ctx = learnerCtx(db, EIGHT + 20 * MINUTE, { published });
    expect(await submitAttempt(ctx, { publicId })).toEqual({
      submittedAt: EIGHT + 20 * MINUTE,
      submittedBy: 'candidate',
      graded: true,
    });
    await submitAttempt(ctx, { publicId });
    expect(gradeAttempt(ctx, { attemptId: idOf(publicId) })).toBe(false);
    expect(published).toEqual([
      {
        attemptId: idOf(publicId),
        personId: 1,
        module: 'IU01',
        marks: 4 * MARK,
        maxMarks: 6 * MARK,
        scale: 10,
        passed: true,
        on: '2026-11-25',
        validMonths: 24,
        titleVi: 'Hiểu biết về CNTT cơ bản',
        titleEn: 'Basic knowledge of IT',
      },
    ]);
    expect(getAttemptPaper(ctx, { publicId, lang: 'vi' })).toMatchObject({
      state: 'graded',
      items: [],
      answers: [],
    });
  });

  it('lets the database settle which of two gradings counts', async () => {
    addSampleExam(db);
    const publicId = await start();
    await submitAttempt(learnerCtx(db, EIGHT + MINUTE), { publicId });
    const other = { id: idOf(publicId), gradedAt: 1, marks: 0, maxMarks: 1, rightCount: 0, passed: false };
    expect(setGraded(db, other)).toBe(false);
    expect(getResult(learnerCtx(db, EIGHT + MINUTE), { publicId }).gradedAt).toBe(EIGHT + MINUTE);
  });

  it('leaves no result behind when the later area fails', async () => {
    addSampleExam(db);
    const publicId = await start();
    const ctx = learnerCtx(db, EIGHT + MINUTE, {
      ports: {
        resultPublished: () => {
          throw new Error('evidence refused');
        },
      },
    });
    expect(await submitAttempt(ctx, { publicId })).toMatchObject({ graded: false });
    expect(getResult(ctx, { publicId })).toMatchObject({ state: 'submitted', verdict: null });
    expect(row(db, 'select count(*) as n from attempt_item where marks is not null')).toEqual({ n: 0 });
    const system = { ...learnerCtx(db, EIGHT + 2 * MINUTE), actor: systemActor('grader') };
    expect(gradePending(system)).toBe(1);
    expect(getResult(ctx, { publicId }).state).toBe('graded');
  });

  it('grades what ended by its deadline, with the date of the deadline', async () => {
    addSampleExam(db);
    const lateEvening = Date.parse('2026-11-25T23:35:00+07:00');
    const publicId = await start(lateEvening);
    await answer(publicId, 3, lateEvening + MINUTE);
    const published: PublishedResult[] = [];
    const after = learnerCtx(db, lateEvening + 60 * MINUTE, { published });
    expect(getResult(after, { publicId })).toMatchObject({ state: 'submitted', submittedBy: 'deadline' });
    await submitAttempt(after, { publicId });
    expect(published).toMatchObject([{ marks: 3 * MARK, passed: true, on: '2026-11-26' }]);
  });

  it('hides another person’s attempt everywhere', async () => {
    addSampleExam(db);
    const publicId = await start();
    const other = learnerCtx(db, EIGHT + MINUTE, { personId: 2 });
    for (const verb of [
      () => getAttemptPaper(other, { publicId, lang: 'vi' }),
      () => takeOverAttempt(other, { publicId }),
      () => submitAttempt(other, { publicId }),
      () => getResult(other, { publicId }),
      () => getReview(other, { publicId, lang: 'vi' }),
    ]) {
      expect((await codeOf(verb))[0]).toBe('not_found');
    }
  });

  it('knows the refusals of a writer that comes from another bundle', async () => {
    addSampleExam(db);
    const foreign = Object.assign(new Error('writer_unavailable'), {
      name: 'AppError',
      code: 'writer_unavailable',
      detail: {},
    });
    const attemptWriter = { ...localAttemptWriter(db, () => EIGHT), start: () => Promise.reject(foreign) };
    const ctx = learnerCtx(db, EIGHT, { ports: { attemptWriter } });
    await expect(startAttempt(ctx, { examCode: 'IU01', key: 'k' })).rejects.toBeInstanceOf(AppError);
  });

  it('lets nobody sit without a role, or as no person', async () => {
    addSampleExam(db);
    const ctx = learnerCtx(db, EIGHT);
    const roleless = { ...ctx, actor: { ...ctx.actor, grants: [] } };
    const system = { ...ctx, actor: systemActor('cli') };
    for (const one of [roleless, system]) {
      expect((await codeOf(() => startAttempt(one, { examCode: 'IU01', key: 'k' })))[0]).toBe('not_allowed');
      expect((await codeOf(() => listMyExams(one)))[0]).toBe('not_allowed');
    }
    expect((await codeOf(() => gradePending(ctx)))[0]).toBe('not_allowed');
  });

  it('says why an exam cannot be started', async () => {
    addSampleExam(db, { exam: { waitDays: 3 } });
    await submitAttempt(learnerCtx(db, EIGHT + MINUTE), { publicId: await start() });
    const again = (now: number) => codeOf(() => start(now, `k${now}`));
    expect(await again(EIGHT + 2 * MINUTE)).toEqual([
      'not_eligible',
      { reason: 'wait', earliest: '2026-11-28' },
    ]);
    expect(await again(EIGHT + 3 * 24 * 60 * MINUTE)).toEqual(['none', {}]);
    const unknown = () => startAttempt(learnerCtx(db, EIGHT), { examCode: 'IU99', key: 'k' });
    expect((await codeOf(unknown))[0]).toBe('not_found');
  });

  it('says which part of the bank is too small', async () => {
    addSampleExam(db, { rows: [{ skill: 'IU01.1', difficulty: 'hard', count: 2 }] });
    expect(await codeOf(start)).toEqual([
      'bank_too_small',
      { skill: 'IU01.1', difficulty: 'hard', needed: 2, available: 0 },
    ]);
  });

  it('lists exams with one’s attempts and the next step', async () => {
    addSampleExam(db);
    expect(listMyExams(learnerCtx(db, EIGHT))).toMatchObject([
      {
        code: 'IU01',
        version: 1,
        questionCount: 6,
        attemptsAllowed: 2,
        attempts: [],
        next: { kind: 'start' },
      },
    ]);
    const publicId = await start();
    expect(listMyExams(learnerCtx(db, EIGHT))[0]?.next).toEqual({ kind: 'resume', publicId });
    await answer(publicId, 5);
    await submitAttempt(learnerCtx(db, EIGHT + MINUTE), { publicId });
    expect(listMyExams(learnerCtx(db, EIGHT + 2 * MINUTE))[0]).toMatchObject({
      attempts: [{ publicId, state: 'graded', mark: { num: 25, den: 3 }, passed: true }],
      next: { kind: 'start' },
    });
    expect(listMyExams(learnerCtx(db, EIGHT, { personId: 2 }))[0]?.attempts).toEqual([]);
  });
});
