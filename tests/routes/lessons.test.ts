import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as course from '~/routes/courses.$courseCode._index';
import * as lesson from '~/routes/courses.$courseCode.lessons.$lessonSlug';
import * as practice from '~/routes/courses.$courseCode.practice';
import { courseCall, learnerWorld, lessonCall, practiceCall, type LearnerWorld } from '../learner';
import { answered, redirected, thrownBy } from '../load-context';

let world: LearnerWorld;

beforeEach(() => {
  world = learnerWorld();
});

afterEach(() => world.remove());

describe('lesson', () => {
  it('opens where I stopped', async () => {
    expect((await lesson.loader(world.args(lessonCall('may-tinh', null)))).lesson.section.number).toBe(1);
    await lesson.loader(world.args(lessonCall('may-tinh', 2)));
    expect((await lesson.loader(world.args(lessonCall('may-tinh', null)))).lesson.section.number).toBe(2);
  });

  it('does not give away what is right before the answer', async () => {
    const page = JSON.stringify(await lesson.loader(world.args(lessonCall('may-tinh', 1))));
    expect(page).toContain('Bộ xử lý làm gì?');
    expect(page).not.toContain('In là việc của máy in');
    expect(page).not.toContain('"right"');
  });

  it.each([
    ['an unknown lesson', 'khong-co', 1],
    ['a section beyond the last', 'may-tinh', 3],
    ['section 0', 'may-tinh', 0],
    ['no number', 'may-tinh', 'hai'],
    ['an empty number', 'may-tinh', ''],
    ['a huge number', 'may-tinh', '99999999999'],
  ])('answers 404 to %s, reading and writing', async (_, slug, section) => {
    expect((await thrownBy(() => lesson.loader(world.args(lessonCall(slug, section))))).status).toBe(404);
    const write = () => lesson.action(world.args(lessonCall(slug, section, { intent: 'done' })));
    expect((await thrownBy(write)).status).toBe(404);
  });

  it('goes on after the end of a section, over the border of lessons, to the end of the course', async () => {
    const finish = async (slug: string, section: number) => {
      const response = await redirected(
        lesson.action(world.args(lessonCall(slug, section, { intent: 'done' }))),
      );
      return { to: response.headers.get('location'), flash: response.headers.get('set-cookie') };
    };
    const first = await finish('may-tinh', 1);
    expect(first.to).toBe('/courses/IU01/lessons/may-tinh?section=2');
    expect(first.flash).toContain('section_done');
    expect((await finish('may-tinh', 2)).to).toBe('/courses/IU01/lessons/an-toan?section=1');
    expect((await finish('an-toan', 1)).to).toBe('/courses/IU01');
    const page = await course.loader(world.args(courseCall('IU01')));
    expect([page.course.lessonsDone, page.course.resume]).toEqual([2, null]);
  });

  it('keeps a step that I can do and comes back to its exercise', async () => {
    const form = { intent: 'step', exercise: 's2-1', step: '1' };
    const response = await redirected(lesson.action(world.args(lessonCall('may-tinh', 2, form))));
    expect(response.headers.get('location')).toBe('/courses/IU01/lessons/may-tinh?section=2#steps-s2-1');
    const { section } = (await lesson.loader(world.args(lessonCall('may-tinh', 2)))).lesson;
    expect(section.parts.find(({ kind }) => kind === 'steps')).toMatchObject({ key: 's2-1', done: [1] });
  });

  it.each([
    ['a step that is not there', { intent: 'step', exercise: 's2-1', step: '3' }, 404],
    ['no step', { intent: 'step', exercise: 's2-1', step: '' }, 404],
    ['an exercise that is not there', { intent: 'step', exercise: 's9-1', step: '1' }, 404],
    ['a question of another section', { intent: 'answer', question: 'IU01-C-0101', answer: 'a' }, 404],
    ['a question of an exam', { intent: 'answer', question: 'IU01-X-001', answer: 'a' }, 404],
    ['nothing that a form asks', { intent: 'other' }, 400],
    ['an empty post', {}, 400],
  ])('refuses %s', async (_, form, status) => {
    expect((await thrownBy(() => lesson.action(world.args(lessonCall('may-tinh', 2, form))))).status).toBe(
      status,
    );
  });

  const check = (answer?: string | string[]) => {
    const form = { intent: 'answer', question: 'IU01-C-0101', ...(answer === undefined ? {} : { answer }) };
    return answered(lesson.action(world.args(lessonCall('may-tinh', 1, form))));
  };

  it('judges a check at once', async () => {
    const wrong = await check('b');
    expect(wrong.status).toBe(200);
    expect(wrong.verdict).toMatchObject({ right: false, chosen: ['b'], rightOptions: ['a'] });
    expect(wrong.verdict?.explanation).toBe('In là việc của máy in.');
    expect((await check('a')).verdict?.right).toBe(true);
  });

  it.each([
    ['no answer', undefined, 'required'],
    ['an option that is not there', 'z', 'bad_choice'],
    ['two options where one is asked', ['a', 'b'], 'bad_choice'],
  ])('says beside the question what is wrong with %s', async (_, answer, code) => {
    const result = await check(answer);
    expect(result).toEqual({ status: 400, verdict: null, error: { question: 'IU01-C-0101', code } });
  });
});

describe('practice', () => {
  it('asks, judges, counts, and asks another', async () => {
    const before = await practice.loader(world.args(practiceCall('')));
    expect(before.all).toEqual({ total: 3, answered: 0, right: 0 });
    const code = before.question?.code ?? '';
    const answer = { 'IU01-P-001': ['b'], 'IU01-P-002': ['a', 'c'], 'IU01-P-003': ['false'] }[code] ?? [];
    const { verdict } = await answered(
      practice.action(world.args(practiceCall('', { question: code, answer }))),
    );
    expect(verdict).toMatchObject({ right: true, chosen: answer });
    const after = await practice.loader(world.args(practiceCall('')));
    expect(after.all).toEqual({ total: 3, answered: 1, right: 1 });
    expect(after.question?.code).not.toBe(code);
  });

  it('keeps to a skill, and gives one question again when asked', async () => {
    const kept = await practice.loader(world.args(practiceCall('?skill=IU01.2')));
    expect([kept.skill, kept.question?.code]).toEqual(['IU01.2', 'IU01-P-003']);
    const again = await practice.loader(world.args(practiceCall('?question=IU01-P-002')));
    expect(again.question?.code).toBe('IU01-P-002');
  });

  it('comes back to the same question without an answer', async () => {
    const result = await answered(practice.action(world.args(practiceCall('', { question: 'IU01-P-002' }))));
    expect(result).toMatchObject({
      status: 400,
      error: 'required',
      verdict: null,
      question: { code: 'IU01-P-002' },
    });
  });

  it.each([
    ['an unknown skill', '?skill=IU09'],
    ['an unknown question', '?question=Q-1'],
    ['a question of an exam', '?question=IU01-X-001'],
    ['a check of a lesson', '?question=IU01-C-0101'],
  ])('answers 404 to %s', async (_, query) => {
    expect((await thrownBy(() => practice.loader(world.args(practiceCall(query))))).status).toBe(404);
  });

  it('answers 404 to an answer for a question of an exam', async () => {
    const post = () => practice.action(world.args(practiceCall('', { question: 'IU01-X-001', answer: 'a' })));
    expect((await thrownBy(post)).status).toBe(404);
  });
});
