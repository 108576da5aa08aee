import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contentFolder, type ContentFolder } from '../../tests/fixtures/content/folder';
import { readContent } from './adapters/content-files';
import { checkContent } from './content';
import { CONTENT_PROBLEMS, isNotice, sortProblems, type ContentProblemCode } from './content-problems';

let content: ContentFolder;
beforeEach(() => {
  content = contentFolder();
});
afterEach(() => content.remove());

function problems() {
  const { files, problems: found, complete } = readContent(content.folder);
  return sortProblems([...found, ...(complete ? checkContent(files) : [])]);
}

const P = 'banks/IU01-P.yaml';
const X = 'banks/IU01-X.yaml';
const COURSE = 'courses/IU01/course.yaml';
const CHECKS = 'courses/IU01/checks.yaml';
const VI = 'courses/IU01/lessons/01-may-tinh.vi.md';
const EN = 'courses/IU01/lessons/01-may-tinh.en.md';
const PICTURE = 'courses/IU01/pictures/may.svg';

interface Case {
  name: string;
  file: string;
  change: [string, string];
  /** Where the problem is reported, when not in the file that was changed. */
  at?: string;
  line: number;
  code: ContentProblemCode;
  params?: Record<string, string | number>;
}

// One case a line.
// prettier-ignore
const CASES: Case[] = [
  // shapes
  { name: 'a broken YAML line', file: P, change: ['kind: practice', 'kind: [practice'], line: 3, code: 'yaml_syntax' },
  { name: 'a key twice', file: P, change: ['module: IU01', 'kind: exam'], line: 4, code: 'yaml_syntax' },
  { name: 'an alias', file: P, change: ['kind: practice', 'kind: &k practice\nx: *k'], line: 1, code: 'yaml_syntax' },
  { name: 'a misspelt key', file: P, change: ['difficulty: easy', 'dificulty: easy'], line: 10, code: 'unknown_key' },
  { name: 'a missing value', file: 'exams/IU01.yaml', change: ['minutes: 30\n', ''], line: 1, code: 'missing_value' },
  { name: 'a wrong type', file: 'exams/IU01.yaml', change: ['minutes: 30', 'minutes: half'], line: 6, code: 'wrong_type' },
  { name: 'a wrong value', file: 'exams/IU01.yaml', change: ['pass_mark: 5.25', 'pass_mark: 5.255'], line: 9, code: 'wrong_value' },
  { name: 'a stem without English', file: P, change: [', en: "Which part keeps data when the computer is off?"', ''], line: 11, code: 'missing_translation' },
  { name: 'an option with empty English', file: P, change: ['en: "Main memory"', 'en: ""'], line: 13, code: 'missing_translation' },
  { name: 'a front matter line', file: VI, change: ['minutes: 12', 'minutes: nhiều'], line: 3, code: 'wrong_type' },
  // between files
  { name: 'an unknown skill of a question', file: P, change: ['skill: IU01.2', 'skill: IU01.9'], line: 30, code: 'unknown_skill', params: { skill: 'IU01.9' } },
  { name: 'an unknown skill of a lesson', file: VI, change: ['[IU01.1.1]', '[IU01.7]'], line: 4, code: 'unknown_skill' },
  { name: 'a skill without its parent', file: 'standards/TT03-2014.yaml', change: ['{code: IU01.1.1, parent: IU01.1', '{code: IU01.1.1, parent: IU01'], line: 8, code: 'skill_without_parent' },
  { name: 'an unknown standard', file: COURSE, change: ['standard: TT03-2014', 'standard: TT99'], line: 3, code: 'unknown_standard' },
  { name: 'an unknown practice bank', file: COURSE, change: ['practice_bank: IU01-P', 'practice_bank: IU01-Q'], line: 9, code: 'unknown_bank' },
  { name: 'practice from the exam bank', file: COURSE, change: ['practice_bank: IU01-P', 'practice_bank: IU01-X'], line: 9, code: 'bank_kind' },
  { name: 'an exam from the practice bank', file: 'blueprints/IU01.yaml', change: ['bank: IU01-X', 'bank: IU01-P'], line: 4, code: 'bank_kind' },
  { name: 'an unknown exam', file: COURSE, change: ['exam: IU01', 'exam: IU99'], line: 10, code: 'unknown_exam' },
  { name: 'an unknown blueprint', file: 'exams/IU01.yaml', change: ['blueprint: IU01', 'blueprint: IU99'], line: 5, code: 'unknown_blueprint' },
  { name: 'a question code in two banks', file: X, change: ['id: IU01-X-002', 'id: IU01-P-002'], line: 14, code: 'duplicate_code' },
  { name: 'a lesson not listed', file: COURSE, change: ['  - an-toan\n', ''], at: 'courses/IU01/lessons/02-an-toan.en.md', line: 1, code: 'lesson_unlisted' },
  { name: 'a lesson in another place', file: COURSE, change: ['  - may-tinh\n  - an-toan', '  - an-toan\n  - may-tinh'], at: EN, line: 1, code: 'lesson_order', params: { found: 1, expected: 2 } },
  { name: 'a lesson without files', file: COURSE, change: ['  - an-toan', '  - an-toan\n  - sao-luu'], line: 9, code: 'file_missing', params: { name: '03-sao-luu.vi.md' } },
  { name: 'a link to no lesson', file: VI, change: ['lessons/an-toan', 'lessons/an-tam'], line: 31, code: 'unknown_link' },
  { name: 'an unknown term', file: VI, change: ['key=cpu', 'key=gpu'], line: 10, code: 'unknown_term', params: { ref: 'gpu' } },
  { name: 'an unknown check', file: VI, change: ['IU01-C-0101', 'IU01-C-0999'], line: 14, code: 'unknown_check' },
  { name: 'an exam question as a check', file: VI, change: ['IU01-C-0101', 'IU01-X-001'], line: 14, code: 'unknown_check' },
  { name: 'an unknown figure', file: VI, change: ['src="may.svg"', 'src="nay.svg"'], line: 12, code: 'unknown_figure' },
  // languages
  { name: 'a section only in English', file: VI, change: ['## Làm thử\n', ''], at: EN, line: 16, code: 'unequal_sections', params: { vi: 1, en: 2 } },
  { name: 'a check only in English', file: VI, change: ['::check{id=IU01-C-0101}\n', ''], at: EN, line: 14, code: 'unequal_directives', params: { section: 1, vi: '–', en: 'check IU01-C-0101' } },
  { name: 'a step only in English', file: VI, change: ['2. Chọn **System**.\n', ''], at: EN, line: 22, code: 'unequal_directives', params: { section: 2, vi: 'steps 1', en: 'steps 2' } },
  { name: 'a term only in Vietnamese', file: EN, change: [':term[processor]{key=cpu}', 'processor'], line: 8, code: 'unequal_directives' },
  { name: 'other minutes in English', file: EN, change: ['minutes: 12', 'minutes: 13'], line: 3, code: 'languages_differ', params: { field: 'minutes' } },
  // questions
  { name: 'no right option', file: P, change: [', right: true}', '}'], line: 13, code: 'no_right_option' },
  { name: 'two right options in a single', file: P, change: ['en: "Main memory"}', 'en: "Main memory", right: true}'], line: 13, code: 'several_right_options' },
  { name: 'all options right', file: P, change: ['en: "Printer"}', 'en: "Printer", right: true}'], line: 24, code: 'no_wrong_option' },
  { name: 'an option id twice', file: P, change: ['{id: b, vi: "Ổ', '{id: a, vi: "Ổ'], line: 14, code: 'duplicate_option' },
  { name: 'one option', file: X, change: ['      - {id: b, vi: "Tắt màn hình", en: "Switch the screen off"}\n', ''], line: 20, code: 'few_options' },
  { name: 'a statement without its answer', file: X, change: ['    answer: true\n', ''], line: 7, code: 'missing_value', params: { question: 'IU01-X-001', field: 'answer' } },
  { name: 'a statement with options', file: X, change: ['    answer: true\n', '    options: [{id: a, vi: Có, en: Yes}]\n'], line: 12, code: 'unknown_key' },
  { name: 'a near duplicate within a bank', file: P, change: ['vi: "Chọn các thiết bị nhập trong danh sách dưới đây."', 'vi: "Bộ phận nào giữ dữ liệu khi máy đã được tắt?"'], line: 22, code: 'near_duplicate', params: { question: 'IU01-P-002', other: 'IU01-P-001', percent: 70, lang: 'vi' } },
  { name: 'a stem in practice and exam', file: CHECKS, change: ['vi: "Bộ xử lý làm gì?"', 'vi: "KHI RỜI CHỖ NGỒI, nên làm gì trước"'], at: X, line: 18, code: 'stem_shared_with_exam' },
  { name: 'a blueprint that asks too much', file: 'blueprints/IU01.yaml', change: ['count: 1}\n  - {skill: IU01,', 'count: 2}\n  - {skill: IU01,'], line: 6, code: 'blueprint_infeasible', params: { skill: 'IU01.1', difficulty: 'easy', needed: 2, available: 1 } },
  { name: 'a pass mark above the scale', file: 'exams/IU01.yaml', change: ['pass_mark: 5.25', 'pass_mark: 10.5'], line: 9, code: 'pass_above_scale' },
  // lessons
  { name: 'words before the first section', file: VI, change: ['## Trong thân máy', 'Mở đầu.\n\n## Trong thân máy'], line: 8, code: 'text_before_section' },
  { name: 'a heading too high', file: VI, change: ['Lúc 09:14', '# Tên bài\n\nLúc 09:14'], line: 10, code: 'heading_level' },
  { name: 'an unknown directive', file: VI, change: [':::note', ':::luuy'], line: 18, code: 'unknown_directive' },
  { name: 'a callout left open', file: 'courses/IU01/lessons/02-an-toan.vi.md', change: ['Không cho mượn tài khoản.\n:::', 'Không cho mượn tài khoản.'], line: 14, code: 'directive_unclosed' },
  { name: 'a check inside a callout', file: VI, change: ['thường xuyên.', 'thường xuyên.\n\n::check{id=IU01-C-0101}'], line: 21, code: 'directive_place' },
  { name: 'a figure without alt', file: VI, change: [' alt="Hình thân máy"', ''], line: 12, code: 'directive_value', params: { name: 'figure', value: 'alt' } },
  { name: 'steps that are no list', file: VI, change: ['1. Nhấn', '- Nhấn'], line: 23, code: 'steps_shape' },
  { name: 'a picture by Markdown', file: VI, change: ['Sau đó', '![x](https://evil.example/x.png) Sau đó'], line: 31, code: 'not_supported' },
  { name: 'a raw element', file: VI, change: ['Sau đó', '<b>Sau</b> đó'], line: 31, code: 'html_removed' },
  { name: 'a javascript: link', file: VI, change: ['/courses/IU01/lessons/an-toan', 'javascript:alert(1)'], line: 31, code: 'link_removed' },
  // pictures
  { name: 'a picture with a script', file: PICTURE, change: ['<text', '<script>alert(1)</script><text'], line: 3, code: 'picture_unsafe', params: { what: 'script' } },
  { name: 'a picture that is no SVG', file: PICTURE, change: ['</svg>', ''], line: 5, code: 'picture_broken' },
  { name: 'a picture without size', file: PICTURE, change: [' viewBox="0 0 640 240"', ''], line: 1, code: 'picture_without_size' },
];

it('finds nothing in the tiny course', () => {
  expect(problems()).toEqual([]);
});

it.each(CASES)('$name: $code', ({ file, change, at, line, code, params }) => {
  content.replace(file, ...change);
  const found = problems();
  expect(found).toContainEqual({
    file: at ?? file,
    line,
    code,
    params: params ?? expect.any(Object),
  });
});

it('refuses a linked file', () => {
  symlinkSync('/etc/passwd', join(content.folder, 'banks/secret.yaml'));
  expect(problems()).toEqual([{ file: 'banks/secret.yaml', line: 1, code: 'symlink', params: {} }]);
});

it('refuses a file that is not UTF-8', () => {
  content.write(P, Buffer.from([0x62, 0xe0, 0x6e, 0x67]));
  expect(problems()).toContainEqual({ file: P, line: 1, code: 'not_utf8', params: {} });
});

it('refuses a picture too large for a weak line', () => {
  content.write(PICTURE, `<svg xmlns="http://www.w3.org/2000/svg">${' '.repeat(60_000)}</svg>`);
  expect(problems()).toContainEqual(expect.objectContaining({ file: PICTURE, code: 'file_too_large' }));
});

it('refuses a lesson without front matter', () => {
  content.write(VI, '## Mục\n\nChữ.\n');
  expect(problems()).toContainEqual({ file: VI, line: 1, code: 'front_matter_missing', params: {} });
});

it('says that a folder holds no content', () => {
  const { problems: found } = readContent(join(content.folder, 'nowhere'));
  expect(found.map(({ code }) => code)).toEqual(['file_missing']);
});

it('tells of files it does not read, and lets them through', () => {
  content.write('banks/notes.txt', 'x');
  const [found] = problems();
  expect(found).toMatchObject({ file: 'banks/notes.txt', code: 'unexpected_file' });
  expect(isNotice(found!)).toBe(true);
});

it('tells of a term, a check and a figure that no lesson uses', () => {
  for (const file of [VI, EN]) {
    const words = file === VI ? ':term[Bộ xử lý]{key=cpu}' : ':term[processor]{key=cpu}';
    content.replace(file, words, 'CPU');
    content.replace(file, '::check{id=IU01-C-0101}\n', '');
    content.replace(
      file,
      file === VI
        ? '::figure{src="may.svg" alt="Hình thân máy" caption="Thân máy"}'
        : '::figure{src="may.svg" alt="Picture of the case" caption="The case"}',
      '',
    );
  }
  expect(problems().map(({ code }) => code)).toEqual(['unused_check', 'unused_term', 'unused_figure']);
});

it('lets terms stand in another order in the other language, and more than once', () => {
  const entry = '  - key: ram\n    vi: {term: "bộ nhớ", text: "x"}\n    en: {term: "memory", text: "x"}\n';
  content.replace('courses/IU01/glossary.yaml', 'terms:\n', `terms:\n${entry}`);
  content.replace(VI, 'nhận lệnh.', 'nhận lệnh từ :term[bộ nhớ]{key=ram}.');
  content.replace(
    EN,
    'The :term[processor]',
    'From :term[memory]{key=ram} and :term[RAM]{key=ram} the :term[processor]',
  );
  expect(problems()).toEqual([]);
});

it('reads decomposed letters, a byte order mark and Windows line ends as the same text', () => {
  const before = readContent(content.folder).files.courses[0]!.lessons;
  content.replace(VI, '---\n', '\ufeff---\r\n');
  content.replace(VI, 'Trong thân máy', 'Trong thân máy'.normalize('NFD'));
  const { files, problems: found } = readContent(content.folder);
  expect(found).toEqual([]);
  expect(files.courses[0]!.lessons.map(({ sections }) => sections)).toEqual(
    before.map(({ sections }) => sections),
  );
});

it('names each code once', () => {
  expect(new Set(CONTENT_PROBLEMS).size).toBe(CONTENT_PROBLEMS.length);
});
