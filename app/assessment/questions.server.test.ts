import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemActor, type Ctx } from '~/access/context.server';
import type { AppError } from '~/access/errors';
import { freshDatabase } from '../../tests/database';
import { addSampleExam, EIGHT, learnerCtx, MINUTE, sampleQuestion } from '../../tests/exam';
import type { Db } from '~db/client.server';
import { writeTx } from '~db/write.server';
import { startAttempt, submitAttempt } from './attempts.server';
import { upsertBankContent } from './bank-content.server';
import type { QuestionContent } from './content';
import { getQuestion, listBanks, listQuestions, saveQuestion } from './questions.server';

describe('the question bank', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let db: Db;
  let trainer: Ctx;
  beforeEach(() => {
    fresh = freshDatabase();
    db = fresh.db;
    addSampleExam(db);
    const ctx = learnerCtx(db, EIGHT);
    const grants = [{ role: 'trainer' as const, unitId: 1, validFrom: '2020-01-01', validTo: '9999-12-31' }];
    trainer = { ...ctx, actor: { ...ctx.actor, grants, name: 'trainer' } };
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
  const sync = (...questions: QuestionContent[]) =>
    writeTx(db, EIGHT, { accountId: null, name: 'cli' }, 'content', (tx) =>
      upsertBankContent(tx, { bank, questions }),
    );
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

  describe('search', () => {
    beforeEach(() => void sync(withStem(sampleQuestion(50), 'Đường truyền ở xã hỏng, làm gì?')));
    it.each([
      ['duong truyen', 1],
      ['ĐƯỜNG', 1],
      ['truyền xã', 1],
      ['xa hong q 050', 1],
      ['đương', 1],
      ['ruyen', 0],
      ['máy tính', 12],
      ['', 13],
      ['%', 13],
      ["'; drop table question", 0],
    ])('%s finds %d', (text, total) =>
      expect(listQuestions(trainer, { bankCode: 'B1', text, page: 1 }).total).toBe(total),
    );
    it('narrows by skill and all below it, difficulty and type', () => {
      const find = (input: Partial<Parameters<typeof listQuestions>[1]>) =>
        listQuestions(trainer, { bankCode: 'B1', page: 1, ...input }).total;
      expect(find({ skill: 'IU01.1' })).toBe(4);
      expect(find({ skill: 'IU01' })).toBe(13);
      expect(find({ skill: 'IU0' })).toBe(0);
      expect(find({ difficulty: 'hard', type: 'true_false' })).toBe(5);
      expect(find({ difficulty: 'hard', type: 'single' })).toBe(0);
    });
    it('turns pages', () => {
      sync(...Array.from({ length: 60 }, (_, index) => sampleQuestion(100 + index)));
      const second = listQuestions(trainer, { bankCode: 'B1', page: 2 });
      expect([second.total, second.pageCount, second.questions.length]).toEqual([73, 2, 23]);
      expect(second.questions[0]).toMatchObject({ code: 'Q-137', version: 1, origin: 'content' });
    });
  });

  it('lists banks with their sizes', () =>
    expect(listBanks(trainer)).toMatchObject([{ code: 'B1', module: 'IU01', questionCount: 12 }]));

  it('refuses whoever is no trainer; the system account may', () => {
    const learner = learnerCtx(db, EIGHT);
    const input = { code: 'Q-000', expectedVersion: 1, draft: sampleQuestion(0) };
    for (const verb of [
      () => listBanks(learner),
      () => listQuestions(learner, { bankCode: 'B1', page: 1 }),
      () => getQuestion(learner, { code: 'Q-000' }),
      () => saveQuestion(learner, input),
    ]) {
      expect(codeOf(verb).code).toBe('not_allowed');
    }
    expect(listBanks({ ...learner, actor: systemActor('cli') })).toHaveLength(1);
  });

  describe('saving', () => {
    const edited = () => withStem(sampleQuestion(0), 'Câu đã sửa');
    it('makes a new version and finds it by its new words', () => {
      expect(saveQuestion(trainer, { code: 'Q-000', expectedVersion: 1, draft: edited() })).toEqual({
        version: 2,
        created: true,
      });
      expect(getQuestion(trainer, { code: 'Q-000' })).toMatchObject({
        version: 2,
        draft: { body: { stem: { vi: 'Câu đã sửa' } } },
        versions: [
          { version: 2, origin: 'editor', by: 'trainer' },
          { version: 1, origin: 'content', by: 'test' },
        ],
      });
      expect(listQuestions(trainer, { bankCode: 'B1', text: 'da sua', page: 1 }).total).toBe(1);
    });
    it('makes none where nothing changed', () =>
      expect(
        saveQuestion(trainer, {
          code: 'Q-000',
          expectedVersion: 1,
          draft: getQuestion(trainer, { code: 'Q-000' }).draft,
        }),
      ).toEqual({ version: 1, created: false }));
    it('refuses a draft of a version that is not the newest', () => {
      saveQuestion(trainer, { code: 'Q-000', expectedVersion: 1, draft: edited() });
      const error = codeOf(() =>
        saveQuestion(trainer, { code: 'Q-000', expectedVersion: 1, draft: withStem(edited(), 'Khác') }),
      );
      expect([error.code, error.detail]).toEqual(['version_changed', { version: 2 }]);
    });
    it('says what is wrong, field by field', () => {
      const draft = { ...withStem(sampleQuestion(0), ''), skill: 'IU02.1' };
      expect(
        codeOf(() => saveQuestion(trainer, { code: 'Q-000', expectedVersion: 1, draft })).fields,
      ).toEqual({
        'body.stem.vi': 'required',
      });
      const elsewhere = { ...sampleQuestion(0), skill: 'IU02.1' };
      expect(
        codeOf(() => saveQuestion(trainer, { code: 'Q-000', expectedVersion: 1, draft: elsewhere })).fields,
      ).toEqual({
        skill: 'outside_module',
      });
    });
    it('does not know other codes', () =>
      expect(
        codeOf(() => saveQuestion(trainer, { code: 'X', expectedVersion: 1, draft: edited() })).code,
      ).toBe('not_found'));
  });

  it('counts who saw a question and how it was answered, by version', async () => {
    const learner = learnerCtx(db, EIGHT);
    addSampleExam(db, { rows: [{ skill: 'IU01', count: 12 }] });
    const { publicId } = await startAttempt(learner, { examCode: 'IU01', key: 'k' });
    expect(getQuestion(trainer, { code: 'Q-001' }).usage).toEqual({ seen: 1, graded: 0, right: 0 });
    await submitAttempt(learnerCtx(db, EIGHT + MINUTE), { publicId });
    expect(getQuestion(trainer, { code: 'Q-001' })).toMatchObject({
      usage: { seen: 1, graded: 1, right: 0 },
      versions: [{ version: 1, usage: { seen: 1, graded: 1, right: 0 } }],
    });
  });
});
