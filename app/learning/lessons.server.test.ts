import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, MORNING, tinyCourse } from '../../tests/fixtures/content/learner';
import { systemActor } from '~/access/context.server';
import { row } from '~db/client.server';
import { OPEN_END } from '~db/schema/time';
import { writeTx } from '~db/write.server';
import { getCourse, listCourses, nextStep } from './courses.server';
import { dueDate, enrol } from './enrolments.server';
import { answerCheck, completeSection, getLesson, markStep } from './lessons.server';

let tiny: ReturnType<typeof tinyCourse>;
beforeEach(() => {
  tiny = tinyCourse();
  tiny.sync();
});
afterEach(() => tiny.remove());

const AT = { courseCode: 'IU01', slug: 'may-tinh' };
const count = (table: string) =>
  row<{ count: number }>(tiny.db, `select count(*) as count from ${table}`)?.count;

describe('reading a lesson', () => {
  it('shows a section with everything around it', () => {
    const page = getLesson(tiny.learner()(), { ...AT, section: 2, lang: 'vi' });
    expect(page).toMatchObject({
      course: { code: 'IU01', title: 'Hiểu biết cơ bản', lessonsDone: 0, lessonCount: 2 },
      lesson: { slug: 'may-tinh', ordinal: 1, title: 'Máy tính', versions: 'Windows 10 và 11', minutes: 12 },
      sections: [
        { number: 1, title: 'Trong thân máy', done: false },
        { number: 2, title: 'Làm thử', done: false },
      ],
      section: { number: 2, title: 'Làm thử', done: false },
      previous: { slug: 'may-tinh', section: 1, sectionTitle: 'Trong thân máy' },
      next: { slug: 'an-toan', section: 1, lessonTitle: 'An toàn', sectionTitle: null },
      placeKeptAt: MORNING,
    });
    expect(page.section.parts.map(({ kind }) => kind)).toEqual(['html', 'steps', 'html']);
    expect(page.glossary).toEqual([]);
    expect(page.outline.map(({ ordinal, state }) => [ordinal, state])).toEqual([
      [1, 'current'],
      [2, 'open'],
    ]);
  });

  it('shows a check without telling which option is right', () => {
    const page = getLesson(tiny.learner()(), { ...AT, lang: 'en' });
    const check = page.section.parts.find((part) => part.kind === 'check');
    expect(check).toMatchObject({
      question: { code: 'IU01-C-0101', type: 'single', stem: 'What does the processor do?' },
    });
    expect(JSON.stringify(page)).not.toMatch(/"right"|explanation|printer's job/);
    expect(page.glossary.map(({ key }) => key)).toEqual(['cpu']);
  });

  it('keeps the place, and comes back to it', () => {
    const learner = tiny.learner();
    getLesson(learner(), { ...AT, section: 2, lang: 'vi' });
    expect(getLesson(learner(MORNING + DAY), { ...AT, lang: 'vi' })).toMatchObject({
      section: { number: 2 },
      placeKeptAt: MORNING + DAY,
    });
    expect(nextStep(learner(), { lang: 'vi' })).toMatchObject({
      slug: 'may-tinh',
      section: 2,
      started: true,
    });
  });

  it('writes once for several looks in the same minute, and takes no tx number', () => {
    const learner = tiny.learner();
    getLesson(learner(), { ...AT, section: 1, lang: 'vi' });
    getLesson(learner(MORNING + 59_000), { ...AT, section: 1, lang: 'en' });
    expect(row(tiny.db, 'select updated_at as at from lesson_progress')).toEqual({ at: MORNING });
    expect(count('tx')).toBe(1);
    expect(count('seal')).toBe(1);
  });

  it('keeps apart what two people read', () => {
    const [one, other] = [tiny.learner(), tiny.learner()];
    completeSection(one(), { ...AT, section: 1 });
    expect(getLesson(other(), { ...AT, lang: 'vi' }).sections[0]).toMatchObject({ done: false });
    expect(getLesson(one(), { ...AT, lang: 'vi' }).section.number).toBe(2);
  });

  it.each([
    { name: 'a section that is not there', input: { ...AT, section: 9 } },
    { name: 'section 0', input: { ...AT, section: 0 } },
    { name: 'half a section', input: { ...AT, section: 1.5 } },
    { name: 'an unknown lesson', input: { courseCode: 'IU01', slug: 'x' } },
    { name: 'an unknown course', input: { courseCode: 'IU99', slug: 'may-tinh' } },
  ])('does not find $name', ({ input }) => {
    const learner = tiny.learner();
    expect(() => getLesson(learner(), { ...input, lang: 'vi' })).toThrow('not_found');
    expect(() => completeSection(learner(), { section: 1, ...input })).toThrow('not_found');
    expect(count('lesson_progress')).toBe(0);
  });

  it('lets an account without a person read, and keeps nothing', () => {
    const page = getLesson(tiny.system(), { ...AT, lang: 'vi' });
    expect(page.placeKeptAt).toBeNull();
    expect(() => completeSection(tiny.system(), { ...AT, section: 1 })).toThrow('not_allowed');
    expect(count('lesson_progress')).toBe(0);
  });

  it('is closed to whoever has not signed in', () => {
    const nobody = { ...tiny.system(), actor: { ...systemActor('public'), system: false } };
    expect(() => getLesson(nobody, { ...AT, lang: 'vi' })).toThrow('not_allowed');
    expect(() => listCourses(nobody, { lang: 'vi' })).toThrow('not_allowed');
  });
});

describe('progress', () => {
  it('finishes lessons and the course, section by section', () => {
    const learner = tiny.learner();
    expect(completeSection(learner(), { ...AT, section: 1 })).toEqual({
      lessonDone: false,
      courseDone: false,
      next: { slug: 'may-tinh', section: 2 },
    });
    expect(nextStep(learner(), { lang: 'vi' })).toMatchObject({
      courseCode: 'IU01',
      courseTitle: 'Hiểu biết cơ bản',
      title: 'Máy tính',
      section: 2,
      minutes: 12,
      lessonsDone: 0,
      lessonCount: 2,
    });
    expect(completeSection(learner(), { ...AT, section: 2 })).toEqual({
      lessonDone: true,
      courseDone: false,
      next: { slug: 'an-toan', section: 1 },
    });
    expect(getCourse(learner(), { code: 'IU01', lang: 'en' })).toMatchObject({
      lessonsDone: 1,
      lessonCount: 2,
      minutes: 20,
      exam: 'IU01',
      lessons: [
        { slug: 'may-tinh', state: 'done', sectionsDone: 2, sectionCount: 2, skills: ['IU01.1.1'] },
        { slug: 'an-toan', state: 'current', sectionsDone: 0 },
      ],
      resume: { slug: 'an-toan', section: 1, started: false },
    });
    const last = completeSection(learner(), { courseCode: 'IU01', slug: 'an-toan', section: 1 });
    expect(last).toEqual({ lessonDone: true, courseDone: true, next: null });
    expect(nextStep(learner(), { lang: 'vi' })).toBeNull();
  });

  it('remembers when a lesson was first done', () => {
    const learner = tiny.learner();
    const at = { courseCode: 'IU01', slug: 'an-toan', section: 1 };
    completeSection(learner(), at);
    completeSection(learner(MORNING + DAY), at);
    expect(row(tiny.db, 'select done_at as at from lesson_progress')).toEqual({ at: MORNING });
  });

  it('marks steps and takes marks away', () => {
    const learner = tiny.learner();
    const step = { ...AT, key: 's2-1' };
    expect(markStep(learner(), { ...step, step: 2 })).toEqual({ done: [2] });
    expect(markStep(learner(), { ...step, step: 1 })).toEqual({ done: [1, 2] });
    expect(markStep(learner(), { ...step, step: 1 })).toEqual({ done: [1, 2] });
    expect(markStep(learner(), { ...step, step: 2, done: false })).toEqual({ done: [1] });
    const { parts } = getLesson(learner(), { ...AT, section: 2, lang: 'en' }).section;
    expect(parts[1]).toMatchObject({
      kind: 'steps',
      done: [1],
      steps: [expect.any(String), expect.any(String)],
    });
    expect(() => markStep(learner(), { ...step, step: 3 })).toThrow('not_found');
    expect(() => markStep(learner(), { ...step, step: 1, key: 's1-1' })).toThrow('not_found');
  });

  it('limits the next step to the modules that are lacking', () => {
    const learner = tiny.learner();
    expect(nextStep(learner(), { lang: 'vi', modules: ['IU02'] })).toBeNull();
    expect(nextStep(learner(), { lang: 'vi', modules: ['IU01'] })).toMatchObject({
      module: 'IU01',
      started: false,
    });
  });
});

describe('a check', () => {
  it('says at once what is right and why, and is kept', () => {
    const learner = tiny.learner();
    const wrong = answerCheck(learner(), { questionCode: 'IU01-C-0101', answer: ['b'], lang: 'vi' });
    expect(wrong).toMatchObject({
      right: false,
      chosen: ['b'],
      rightOptions: ['a'],
      explanation: 'In là việc của máy in.',
    });
    const shown = getLesson(learner(), { ...AT, lang: 'vi' }).section.parts.find(
      (part) => part.kind === 'check',
    );
    expect(shown).toEqual({ kind: 'check', question: wrong.question });
    expect(answerCheck(learner(), { questionCode: 'IU01-C-0101', answer: ['a'], lang: 'en' }).right).toBe(
      true,
    );
    expect(count('practice_answer')).toBe(2);
    expect(count('tx')).toBe(1);
  });

  it('never answers a question of an exam bank', () => {
    const learner = tiny.learner();
    const input = { questionCode: 'IU01-X-001', answer: ['true'], lang: 'vi' as const };
    expect(() => answerCheck(learner(), input)).toThrow('not_found');
    expect(count('practice_answer')).toBe(0);
  });
});

describe('enrolment', () => {
  const set = (personId: number, dueOn: string | null, validFrom: string) =>
    writeTx(tiny.db, MORNING, { accountId: null, name: 'seed' }, 'test', (tx) =>
      enrol(tx, { personId, courseCode: 'IU01', dueOn, validFrom }),
    );

  it('gives a date by which to finish, and can be corrected', () => {
    const learner = tiny.learner();
    const { personId } = learner().actor;
    expect(dueDate(learner(), { courseCode: 'IU01' })).toBeNull();
    expect(set(personId, '2026-12-31', '2026-09-01')).toBe('enrolled');
    expect(set(personId, '2026-12-31', '2026-10-01')).toBe('unchanged');
    expect(dueDate(learner(), { courseCode: 'IU01' })).toBe('2026-12-31');
    expect(listCourses(learner(), { lang: 'vi' })[0]).toMatchObject({ dueOn: '2026-12-31' });
    expect(set(personId, '2027-03-31', '2026-11-01')).toBe('changed');
    expect(nextStep(learner(), { lang: 'vi' })).toMatchObject({ dueOn: '2027-03-31' });
    const before = Date.UTC(2026, 9, 15);
    expect(dueDate(learner(before), { courseCode: 'IU01' })).toBe('2026-12-31');
    const current = 'select count(*) as count from enrolment where tx_to > 1000000 and valid_to = ?';
    expect(row(tiny.db, current, OPEN_END)).toEqual({ count: 1 });
  });

  it('does not find an unknown course', () => {
    expect(() => dueDate(tiny.learner()(), { courseCode: 'IU99' })).toThrow('not_found');
  });
});
