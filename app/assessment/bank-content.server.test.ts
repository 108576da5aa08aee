import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemActor, type Ctx } from '~/access/context.server';
import type { AppError } from '~/access/errors';
import { freshDatabase } from '../../tests/database';
import { addSampleExam, EIGHT, learnerCtx, sampleQuestion } from '../../tests/exam';
import { writeTx, type Tx } from '~db/write.server';
import { upsertBankContent, upsertBlueprint, upsertExam } from './bank-content.server';
import type { QuestionContent } from './content';
import { getQuestion, saveQuestion } from './questions.server';

describe('banks, blueprints and exams from content', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let trainer: Ctx;
  beforeEach(() => {
    fresh = freshDatabase();
    addSampleExam(fresh.db);
    trainer = { ...learnerCtx(fresh.db, EIGHT), actor: systemActor('cli') };
  });
  afterEach(() => fresh.remove());

  const bank = {
    code: 'B1',
    kind: 'exam',
    standardCode: 'TT03-2014',
    module: 'IU01',
    titleVi: 'N',
    titleEn: 'B',
  } as const;
  const write = <T>(work: (tx: Tx) => T) =>
    writeTx(fresh.db, EIGHT, { accountId: null, name: 'cli' }, 'content', work);
  const sync = (...questions: QuestionContent[]) => write((tx) => upsertBankContent(tx, { bank, questions }));
  const codeOf = (work: () => unknown): AppError => {
    try {
      work();
    } catch (error) {
      return error as AppError;
    }
    throw new Error('not refused');
  };
  const withStem = (question: QuestionContent, vi: string): QuestionContent => ({
    ...question,
    body: { ...question.body, stem: { vi, en: '' } },
  });

  it('is unchanged when synced again', () => {
    const questions = Array.from({ length: 12 }, (_, index) => sampleQuestion(index));
    expect(sync(...questions)).toEqual({ created: 0, updated: 0, unchanged: 12, kept: [] });
  });
  it('creates and updates', () =>
    expect(sync(withStem(sampleQuestion(0), 'Mới'), sampleQuestion(1), sampleQuestion(99))).toEqual({
      created: 1,
      updated: 1,
      unchanged: 1,
      kept: [],
    }));
  it('keeps what was edited in the browser', () => {
    saveQuestion(trainer, {
      code: 'Q-000',
      expectedVersion: 1,
      draft: withStem(sampleQuestion(0), 'Sửa tay'),
    });
    expect(sync(withStem(sampleQuestion(0), 'Từ tệp'))).toEqual({
      created: 0,
      updated: 0,
      unchanged: 1,
      kept: ['Q-000'],
    });
    expect(getQuestion(trainer, { code: 'Q-000' }).draft.body.stem.vi).toBe('Sửa tay');
  });
  it('names the question that is wrong', () => {
    const error = codeOf(() => sync(withStem(sampleQuestion(3), '')));
    expect([error.code, error.detail, error.fields]).toEqual([
      'invalid_input',
      { question: 'Q-003' },
      { 'body.stem.vi': 'required' },
    ]);
  });
  it('never turns questions that were practised into exam questions', () => {
    const practice = { ...bank, code: 'P1', kind: 'practice' as const };
    const put = (kind: 'practice' | 'exam', ...questions: QuestionContent[]) =>
      write((tx) => upsertBankContent(tx, { bank: { ...practice, kind }, questions }));
    put('practice', sampleQuestion(200));
    expect(codeOf(() => put('exam')).detail).toEqual({ bank: 'P1', reason: 'practice_bank' });
    expect(codeOf(() => sync(sampleQuestion(200))).detail).toEqual({
      question: 'Q-200',
      reason: 'other_bank',
    });
  });
  const exam = {
    code: 'E2',
    version: 1,
    module: 'IU01',
    titleVi: 'T',
    titleEn: 'T',
    blueprintCode: 'BP2',
    minutes: 30,
    graceSeconds: 60,
    scale: 10,
    passHundredths: 500,
    attemptsAllowed: 2,
    waitDays: 0,
    validMonths: 24,
    review: 'never' as const,
  };

  it('gives a changed exam or blueprint a new version, and an unchanged one none', () => {
    const blueprint = { code: 'BP2', version: 1, titleVi: 'M', titleEn: 'B', bankCode: 'B1' };
    const put = (count: number, minutes: number) =>
      write((tx) => [
        upsertBlueprint(tx, { ...blueprint, rows: [{ skill: 'IU01', count }] }),
        upsertExam(tx, { ...exam, minutes }),
      ]);
    expect(put(2, 30)).toEqual(['created', 'created']);
    expect(put(2, 30)).toEqual(['unchanged', 'unchanged']);
    expect(put(2, 45)).toEqual(['unchanged', 'updated']);
    // The exam pins the blueprint's version, so a new blueprint is a new exam version too.
    expect(put(3, 45)).toEqual(['updated', 'updated']);
  });
  it('names a bank or blueprint that is not there', () => {
    const blueprint = { code: 'BP3', version: 1, titleVi: 'M', titleEn: 'B', bankCode: 'none', rows: [] };
    expect(codeOf(() => write((tx) => upsertBlueprint(tx, blueprint))).detail).toEqual({ bank: 'none' });
    expect(codeOf(() => write((tx) => upsertExam(tx, { ...exam, blueprintCode: 'none' }))).detail).toEqual({
      blueprint: 'none',
    });
  });
});
