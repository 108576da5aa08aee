import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, MORNING, tinyCourse } from '../../tests/fixtures/content/learner';
import type { AppError } from '~/access/errors';
import { row } from '~db/client.server';
import {
  answerPractice,
  getPracticeQuestion,
  nextPracticeQuestion,
  practiceSummary,
} from './practice.server';

let tiny: ReturnType<typeof tinyCourse>;
beforeEach(() => {
  tiny = tinyCourse();
  tiny.sync();
});
afterEach(() => tiny.remove());

const COURSE = { courseCode: 'IU01', lang: 'vi' } as const;
const RIGHT: Record<string, string[]> = {
  'IU01-P-001': ['b'],
  'IU01-P-002': ['a', 'c'],
  'IU01-P-003': ['false'],
};

describe('practising', () => {
  it('shows every question once, then the wrong ones, then the right ones', () => {
    const learner = tiny.learner();
    let now = MORNING;
    const turn = (right: boolean) => {
      now += 60_000;
      const { question } = nextPracticeQuestion(learner(now), COURSE);
      const code = question!.code;
      const answer = right
        ? RIGHT[code]!
        : [question!.options.map(({ id }) => id).find((id) => !RIGHT[code]!.includes(id))!];
      expect(answerPractice(learner(now), { ...COURSE, questionCode: code, answer }).right).toBe(right);
      return code;
    };
    const wrong = turn(false);
    const [second, third] = [turn(true), turn(true)];
    expect(new Set([wrong, second, third])).toEqual(new Set(Object.keys(RIGHT)));
    expect(turn(true)).toBe(wrong);
    // All right by now: the one answered longest ago comes first.
    expect(turn(true)).toBe(second);
    expect(nextPracticeQuestion(learner(now), COURSE).count).toEqual({ total: 3, answered: 3, right: 3 });
    expect(row(tiny.db, 'select count(*) as count from tx')).toEqual({ count: 1 });
  });

  it('shows the same question in the same order until it is answered', () => {
    const learner = tiny.learner();
    const { question } = nextPracticeQuestion(learner(), COURSE);
    expect(nextPracticeQuestion(learner(MORNING + 5), COURSE).question).toEqual(question);
    const again = { ...COURSE, questionCode: question!.code };
    expect(getPracticeQuestion(learner(), again)).toEqual(question);
  });

  it('never sends the key before the answer', () => {
    const learner = tiny.learner();
    for (const questionCode of Object.keys(RIGHT)) {
      const question = getPracticeQuestion(learner(), { ...COURSE, questionCode });
      expect(Object.keys(question).sort()).toEqual(['code', 'options', 'skill', 'stem', 'type']);
      expect(question.options.every((option) => Object.keys(option).join() === 'id,text')).toBe(true);
    }
    expect(JSON.stringify(nextPracticeQuestion(learner(), COURSE))).not.toMatch(
      /"right":(true|false)|explanation/,
    );
  });

  it('keeps a locked last option last, and shuffles the others from day to day', () => {
    const learner = tiny.learner();
    const orders = Array.from({ length: 12 }, (_, day) =>
      getPracticeQuestion(learner(MORNING + day * DAY), { ...COURSE, questionCode: 'IU01-P-001' })
        .options.map(({ id }) => id)
        .join(''),
    );
    expect(new Set(orders)).toEqual(new Set(['abc', 'bac']));
  });

  it('judges several right options as a whole', () => {
    const learner = tiny.learner();
    const answer = (ids: string[]) =>
      answerPractice(learner(), { courseCode: 'IU01', questionCode: 'IU01-P-002', answer: ids, lang: 'en' });
    expect(answer(['c', 'a'])).toMatchObject({
      right: true,
      rightOptions: ['a', 'c'],
      explanation: 'A printer puts data out.',
    });
    expect(answer(['a'])).toMatchObject({ right: false, chosen: ['a'] });
    expect(answer(['a', 'b', 'c']).right).toBe(false);
  });

  it.each([
    { name: 'nothing chosen', questionCode: 'IU01-P-001', answer: [], field: 'required' },
    { name: 'an option that is not there', questionCode: 'IU01-P-001', answer: ['x'], field: 'bad_choice' },
    { name: 'two options in a single', questionCode: 'IU01-P-001', answer: ['a', 'b'], field: 'bad_choice' },
  ])('refuses $name', ({ questionCode, answer, field }) => {
    const learner = tiny.learner();
    const act = () => answerPractice(learner(), { ...COURSE, questionCode, answer });
    expect(act).toThrow(
      expect.objectContaining({ code: 'invalid_input', fields: { answer: field } }) as AppError,
    );
    expect(row(tiny.db, 'select count(*) as count from practice_answer')).toEqual({ count: 0 });
  });

  it.each(['IU01-X-001', 'IU01-C-0101', 'NOWHERE'])(
    'does not find %s in the practice of the course',
    (questionCode) => {
      const learner = tiny.learner();
      expect(() => getPracticeQuestion(learner(), { ...COURSE, questionCode })).toThrow('not_found');
      expect(() => answerPractice(learner(), { ...COURSE, questionCode, answer: ['true'] })).toThrow(
        'not_found',
      );
    },
  );

  it('keeps to a skill, and says when there is nothing in it', () => {
    const learner = tiny.learner();
    const { question, count } = nextPracticeQuestion(learner(), { ...COURSE, skill: 'IU01.2' });
    expect([question?.code, count.total]).toEqual(['IU01-P-003', 1]);
    expect(nextPracticeQuestion(learner(), { ...COURSE, skill: 'IU01.9' }).question).toBeNull();
  });

  it('leaves out questions that were retired', () => {
    tiny.db.sqlite.exec("update question set state = 'retired' where code = 'IU01-P-003'");
    expect(practiceSummary(tiny.learner()(), COURSE).total).toBe(2);
  });

  it('sums up by skill of the second level', () => {
    const [learner, other] = [tiny.learner(), tiny.learner()];
    answerPractice(learner(), { ...COURSE, questionCode: 'IU01-P-001', answer: ['a'] });
    answerPractice(learner(MORNING + 1), { ...COURSE, questionCode: 'IU01-P-001', answer: ['b'] });
    answerPractice(learner(), { ...COURSE, questionCode: 'IU01-P-002', answer: ['a'] });
    answerPractice(other(), { ...COURSE, questionCode: 'IU01-P-003', answer: ['false'] });
    expect(practiceSummary(learner(), { courseCode: 'IU01', lang: 'en' })).toEqual({
      total: 3,
      answered: 2,
      right: 1,
      skills: [
        { code: 'IU01.1', name: 'Computers', total: 2, answered: 2, right: 1 },
        { code: 'IU01.2', name: 'Safety', total: 1, answered: 0, right: 0 },
      ],
    });
  });

  it('keeps answers to an older version of a question', () => {
    const learner = tiny.learner();
    answerPractice(learner(), { ...COURSE, questionCode: 'IU01-P-003', answer: ['false'] });
    tiny.content.replace('banks/IU01-P.yaml', 'khi đi vắng là an toàn', 'khi đi họp là an toàn');
    tiny.sync();
    expect(practiceSummary(learner(), COURSE)).toMatchObject({ answered: 1, right: 1 });
    expect(getPracticeQuestion(learner(), { ...COURSE, questionCode: 'IU01-P-003' }).stem).toContain(
      'đi họp',
    );
  });
});
