import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '~/access/context.server';
import type { AppError } from '~/access/errors';
import { freshDatabase } from '../../tests/database';
import { addSampleExam, answerSample, EIGHT, learnerCtx, MINUTE, sampleQuestion } from '../../tests/exam';
import type { Db } from '~db/client.server';
import { startAttempt, submitAttempt } from './attempts.server';
import { saveQuestion } from './questions.server';
import { getResult, getReview } from './results.server';

describe('result and review', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let db: Db;
  beforeEach(() => {
    fresh = freshDatabase();
    db = fresh.db;
  });
  afterEach(() => fresh.remove());

  const start = async () =>
    (await startAttempt(learnerCtx(db, EIGHT), { examCode: 'IU01', key: 'k1' })).publicId;
  const answer = (publicId: string, right: number) => answerSample(db, publicId, right, EIGHT + MINUTE);
  const refusal = (work: () => unknown): [string, unknown] => {
    try {
      work();
    } catch (error) {
      return [(error as AppError).code, (error as AppError).detail];
    }
    throw new Error('not refused');
  };

  it('gives a result with exact mark, weak skills and what comes next', async () => {
    addSampleExam(db, { exam: { waitDays: 7, passHundredths: 750 } });
    const publicId = await start();
    await answer(publicId, 4);
    const ctx = learnerCtx(db, EIGHT + 20 * MINUTE);
    await submitAttempt(ctx, { publicId });
    const result = getResult(ctx, { publicId });
    expect(result).toMatchObject({
      state: 'graded',
      startedAt: EIGHT,
      submittedAt: EIGHT + 20 * MINUTE,
      answered: 5,
      saved: 5,
      late: 0,
      attemptsLeft: 1,
      next: { kind: 'wait', earliest: '2026-12-02' },
      reviewOpen: true,
      verdict: { passed: false, mark: { num: 20, den: 3 }, rightCount: 4, missing: 1 },
    });
    expect(result.paperCode).toMatch(/^[0-9A-F]{4}$/);
    const skills = result.verdict?.skills ?? [];
    expect(skills.reduce((sum, one) => sum + one.total, 0)).toBe(6);
    expect(skills.reduce((sum, one) => sum + one.right, 0)).toBe(4);
  });

  it('reviews the version that was sat, also after the question was edited', async () => {
    const question = sampleQuestion(0, { type: 'single' });
    addSampleExam(db, { questions: [question], rows: [{ skill: 'IU01', count: 1 }] });
    const publicId = await start();
    await answer(publicId, 1);
    const ctx = learnerCtx(db, EIGHT + 5 * MINUTE);
    await submitAttempt(ctx, { publicId });
    const before = getReview(ctx, { publicId, lang: 'vi' });
    expect(before.items[0]).toMatchObject({ right: true, answered: true, explanation: 'Giải thích Q-000' });
    expect(before.items[0]?.options.filter((one) => one.chosen && one.right)).toHaveLength(1);

    const options = [...question.body.options].reverse().map((one) => ({ ...one, right: one.id === 'd' }));
    const draft = { ...question, body: { ...question.body, options } };
    const trainer = { ...ctx, actor: systemActor('cli') };
    saveQuestion(trainer, { code: question.code, expectedVersion: 1, draft });
    expect(getReview(ctx, { publicId, lang: 'vi' })).toEqual(before);
    expect(getResult(ctx, { publicId }).verdict?.rightCount).toBe(1);
  });

  it.each([
    ['after submission, before it', 'after_submission', false, { reason: 'not_graded' }],
    ['never', 'never', true, { reason: 'never' }],
  ] as const)('opens no review: %s', async (_, review, submitted, detail) => {
    addSampleExam(db, { exam: { review } });
    const publicId = await start();
    const ctx = learnerCtx(db, EIGHT + MINUTE);
    if (submitted) await submitAttempt(ctx, { publicId });
    expect(refusal(() => getReview(ctx, { publicId, lang: 'vi' }))).toEqual(['not_allowed', detail]);
  });
});
