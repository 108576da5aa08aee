import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, MORNING, tinyCourse } from '../../tests/fixtures/content/learner';
import { row, rows } from '~db/client.server';
import { getCourse, listCourses } from './courses.server';
import { completeSection, getLesson } from './lessons.server';
import { getPicture } from './pictures.server';
import { syncContent, type ContentSynced } from './content-sync.server';

let tiny: ReturnType<typeof tinyCourse>;
beforeEach(() => {
  tiny = tinyCourse();
});
afterEach(() => tiny.remove());

const lastTx = () => row<{ id: number }>(tiny.db, 'select max(id) as id from tx')?.id ?? null;
const counts = (sync: ReturnType<typeof tiny.sync>) => {
  const { created, updated, unchanged } = sync as ContentSynced;
  return { created, updated, unchanged };
};
const VI = 'courses/IU01/lessons/01-may-tinh.vi.md';

describe('syncing content', () => {
  it('loads everything in one transaction', () => {
    const sync = tiny.sync();
    // 1 standard, 3 banks, 6 questions, 1 blueprint, 1 exam, 1 picture, 1 course, 2 lessons.
    expect(sync).toEqual({
      kind: 'synced',
      courses: 1,
      lessons: 2,
      questions: 6,
      tasks: 0,
      created: 16,
      updated: 0,
      unchanged: 0,
      kept: [],
      notices: [],
    });
    expect(rows(tiny.db, 'select command from tx')).toEqual([{ command: 'content sync' }]);
    expect(
      rows(
        tiny.db,
        'select code, pass_hundredths as pass from exam_version v join exam e on e.id = v.exam_id',
      ),
    ).toEqual([{ code: 'IU01', pass: 525 }]);
    expect(
      rows(tiny.db, "select code, tier from skill where code in ('IU01.1.1', 'IU07') order by code"),
    ).toEqual([
      { code: 'IU01.1.1', tier: 'basic' },
      { code: 'IU07', tier: 'advanced' },
    ]);
  });

  it('changes nothing and takes no number the second time', () => {
    tiny.sync();
    const before = lastTx();
    expect(counts(tiny.sync(MORNING + DAY))).toEqual({ created: 0, updated: 0, unchanged: 16 });
    expect(lastTx()).toBe(before);
    expect(row(tiny.db, 'select count(*) as count from seal')).toEqual({ count: 1 });
  });

  it('writes only what changed', () => {
    tiny.sync();
    tiny.content.replace(VI, 'minutes: 12', 'minutes: 20');
    tiny.content.replace(VI.replace('.vi.', '.en.'), 'minutes: 12', 'minutes: 20');
    tiny.content.replace('banks/IU01-P.yaml', 'title: {vi: "Luyện tập"', 'title: {vi: "Luyện tập IU01"');
    tiny.content.replace('banks/IU01-P.yaml', 'difficulty: medium', 'difficulty: hard');
    expect(counts(tiny.sync())).toEqual({ created: 0, updated: 3, unchanged: 13 });
    const audited = rows<{ action: string }>(
      tiny.db,
      'select action from audit_entry where tx_id = ? order by id',
      lastTx(),
    );
    expect(audited.map(({ action }) => action)).toContain('lesson.updated');
  });

  it('keeps a bank title that changed alone', () => {
    tiny.sync();
    tiny.content.replace('banks/IU01-P.yaml', 'vi: "Luyện tập"', 'vi: "Luyện tập IU01"');
    expect(counts(tiny.sync())).toMatchObject({ updated: 1 });
    expect(row(tiny.db, "select title_vi as title from bank where code = 'IU01-P'")).toEqual({
      title: 'Luyện tập IU01',
    });
  });

  it('writes nothing at all when one file is wrong', () => {
    tiny.content.replace('exams/IU01.yaml', 'pass_mark: 5.25', 'pass_mark: 50');
    expect(tiny.sync()).toEqual({
      kind: 'refused',
      problems: [
        { file: 'exams/IU01.yaml', line: 9, code: 'pass_above_scale', params: { pass: 50, scale: 10 } },
      ],
      notices: [],
    });
    for (const table of ['tx', 'standard', 'bank', 'course', 'content_picture']) {
      expect(row(tiny.db, `select count(*) as count from ${table}`)).toEqual({ count: 0 });
    }
  });

  it('names the file and line of what contradicts the stored banks', () => {
    tiny.sync();
    const before = lastTx();
    tiny.content.replace('banks/IU01-P.yaml', 'id: IU01-P-003', 'id: IU01-P-004');
    tiny.content.replace('courses/IU01/checks.yaml', 'id: IU01-C-0101', 'id: IU01-P-003');
    for (const lang of ['vi', 'en']) {
      tiny.content.replace(`courses/IU01/lessons/01-may-tinh.${lang}.md`, 'IU01-C-0101', 'IU01-P-003');
    }
    expect(tiny.sync()).toMatchObject({
      kind: 'refused',
      problems: [{ file: 'courses/IU01/checks.yaml', line: 7, code: 'question_of_other_bank' }],
    });
    expect(lastTx()).toBe(before);
  });

  it('does not turn a practised bank into an exam bank', () => {
    tiny.sync();
    tiny.content.replace('courses/IU01/course.yaml', 'practice_bank: IU01-P', 'practice_bank: IU01-Q');
    tiny.content.replace('banks/IU01-P.yaml', 'kind: practice', 'kind: exam');
    const bank =
      'bank: IU01-Q\nkind: practice\nstandard: TT03-2014\nmodule: IU01\ntitle: {vi: a, en: b}\nquestions: []\n';
    tiny.content.write('banks/IU01-Q.yaml', bank);
    expect(tiny.sync()).toMatchObject({
      kind: 'refused',
      problems: [{ file: 'banks/IU01-P.yaml', line: 2, code: 'bank_was_practice' }],
    });
  });

  it('retires a lesson that the files no longer hold, and brings it back with its progress', () => {
    tiny.sync();
    const learner = tiny.learner();
    completeSection(learner(), { courseCode: 'IU01', slug: 'an-toan', section: 1 });
    tiny.content.replace('courses/IU01/course.yaml', '  - an-toan\n', '');
    const kept = ['vi', 'en'].map((lang) => {
      const file = `courses/IU01/lessons/02-an-toan.${lang}.md`;
      tiny.content.delete(file);
      tiny.content.replace(
        `courses/IU01/lessons/01-may-tinh.${lang}.md`,
        '(/courses/IU01/lessons/an-toan)',
        '(/courses/IU01)',
      );
      return file;
    });
    expect(counts(tiny.sync())).toMatchObject({ created: 0, updated: 2 });
    expect(getCourse(learner(), { code: 'IU01', lang: 'vi' }).lessons.map(({ slug }) => slug)).toEqual([
      'may-tinh',
    ]);
    expect(() => getLesson(learner(), { courseCode: 'IU01', slug: 'an-toan', lang: 'vi' })).toThrow(
      'not_found',
    );
    expect(row(tiny.db, 'select count(*) as count from lesson')).toEqual({ count: 2 });

    for (const file of [...kept, 'courses/IU01/course.yaml']) tiny.content.restore(file);
    expect(counts(tiny.sync())).toMatchObject({ created: 0, updated: 1 });
    const lessons = getCourse(learner(), { code: 'IU01', lang: 'vi' }).lessons;
    expect(lessons.map(({ slug, state }) => [slug, state])).toEqual([
      ['may-tinh', 'current'],
      ['an-toan', 'done'],
    ]);
  });

  it('takes scripts out of lessons and says so', () => {
    const words =
      'Sau <script>alert(1)</script>đó <img src=x onerror=alert(2)> đọc [hại](javascript:alert%283%29)';
    tiny.content.replace(VI, 'Sau đó đọc', words);
    const sync = tiny.sync() as ContentSynced;
    expect(sync.notices.map(({ file, line, code }) => [file, line, code])).toEqual([
      [VI, 31, 'html_removed'],
      [VI, 31, 'html_removed'],
      [VI, 31, 'link_removed'],
    ]);
    const { body } = row<{ body: string }>(tiny.db, "select body from lesson where slug = 'may-tinh'")!;
    expect(body).not.toMatch(/script|onerror|alert/i);
    expect(body).toContain('Sau đó  đọc hại');
  });

  it('keeps pictures by their content', () => {
    tiny.sync();
    const { body } = row<{ body: string }>(tiny.db, "select body from lesson where slug = 'may-tinh'")!;
    const hash = /\/content\/pictures\/([0-9a-f]{64})\.svg/.exec(body)?.[1] ?? '';
    expect(body).toContain('width=\\"640\\" height=\\"240\\" loading=\\"lazy\\"');
    expect(getPicture(tiny.db, hash)).toMatchObject({ mediaType: 'image/svg+xml' });
    expect(getPicture(tiny.db, '../secret')).toBeNull();
  });

  it('is for the system account alone', () => {
    const learner = tiny.learner();
    expect(() => syncContent(learner(), { folder: tiny.content.folder })).toThrow('not_allowed');
  });

  it('retires a course whose folder is gone', () => {
    tiny.sync();
    const learner = tiny.learner();
    tiny.db.sqlite.exec(
      "insert into course (code, module, body, hash, retired) values ('OLD', 'IU02', '{}', '', 0)",
    );
    tiny.sync();
    expect(listCourses(learner(), { lang: 'en' }).map(({ code }) => code)).toEqual(['IU01']);
  });
});
