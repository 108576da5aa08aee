import type { ContentProblem, ContentProblemCode } from './content-problems';
import type {
  ContentFiles,
  CourseFolder,
  LessonFile,
  LessonReference,
  SectionOutline,
} from './content-schema';
import { LANGS } from './lessons';

/** Lessons against the course that lists them, against each other's language, and against what they point at. */
export function checkCourse(
  folder: CourseFolder,
  files: ContentFiles,
  skills: ReadonlySet<string>,
): ContentProblem[] {
  const { course } = folder;
  if (!course) return [];
  const byName = new Map(folder.lessons.map((lesson) => [`${lesson.slug}.${lesson.lang}`, lesson]));
  const problems: ContentProblem[] = [];
  course.data.lessons.forEach((slug, index) => {
    const number = String(index + 1).padStart(2, '0');
    const [vi, en] = LANGS.map((lang) => byName.get(`${slug}.${lang}`));
    LANGS.forEach((lang) => {
      if (byName.has(`${slug}.${lang}`)) return;
      const params = { name: `${number}-${slug}.${lang}.md` };
      problems.push({
        file: course.file,
        line: course.lineOf(['lessons', index]),
        code: 'file_missing',
        params,
      });
    });
    if (vi && en) problems.push(...checkLanguages(vi, en));
  });
  for (const lesson of folder.lessons) {
    const index = course.data.lessons.indexOf(lesson.slug);
    const at = (code: ContentProblemCode, params: ContentProblem['params'] = {}) =>
      problems.push({ file: lesson.file, line: 1, code, params });
    if (index === -1) at('lesson_unlisted', { slug: lesson.slug });
    else if (lesson.number !== index + 1) at('lesson_order', { found: lesson.number, expected: index + 1 });
    problems.push(...checkSkills(lesson, skills), ...checkReferences(lesson, folder, files));
  }
  return [...problems, ...unused(folder)];
}

function checkLanguages(vi: LessonFile, en: LessonFile): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const [front, other] = [vi.front?.data, en.front];
  if (front && other) {
    for (const field of ['minutes', 'skills'] as const) {
      if (JSON.stringify(front[field]) === JSON.stringify(other.data[field])) continue;
      problems.push({
        file: en.file,
        line: other.lineOf([field]),
        code: 'languages_differ',
        params: { field },
      });
    }
  }
  const counts = { vi: vi.outline.length, en: en.outline.length };
  if (counts.vi !== counts.en) {
    const line = en.outline[counts.vi]?.line ?? en.outline.at(-1)?.line ?? 1;
    return [...problems, { file: en.file, line, code: 'unequal_sections', params: counts }];
  }
  en.outline.forEach((section, index) => {
    const difference = differenceOf(vi.outline[index]!, section);
    if (!difference) return;
    const params = { section: index + 1, vi: difference.vi, en: difference.en };
    problems.push({ file: en.file, line: difference.line, code: 'unequal_directives', params });
  });
  return problems;
}

/** Blocks must stand in the same order; terms may, as sentences are built differently. Links may differ. */
function differenceOf(
  vi: SectionOutline,
  en: SectionOutline,
): { line: number; vi: string; en: string } | null {
  const name = ({ kind, ref }: LessonReference) => (ref === '' ? kind : `${kind} ${ref}`);
  const blocks = ({ references }: SectionOutline) =>
    references.filter(({ kind }) => kind !== 'term' && kind !== 'link');
  const terms = ({ references }: SectionOutline) =>
    [...references.filter(({ kind }) => kind === 'term')]
      .sort((a, b) => (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : a.line - b.line))
      .filter((reference, index, all) => reference.ref !== all[index - 1]?.ref);
  for (const list of [blocks, terms]) {
    const [left, right] = [list(vi), list(en)];
    for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
      const [a, b] = [left[index], right[index]];
      if (a && b && name(a) === name(b)) continue;
      return { line: b?.line ?? en.line, vi: a ? name(a) : '–', en: b ? name(b) : '–' };
    }
  }
  return null;
}

function checkSkills({ file, front }: LessonFile, skills: ReadonlySet<string>): ContentProblem[] {
  return (front?.data.skills ?? []).flatMap((skill, index): ContentProblem[] => {
    if (skills.has(skill)) return [];
    return [{ file, line: front?.lineOf(['skills', index]) ?? 1, code: 'unknown_skill', params: { skill } }];
  });
}

function checkReferences(lesson: LessonFile, folder: CourseFolder, files: ContentFiles): ContentProblem[] {
  const known: Record<LessonReference['kind'], (ref: string) => boolean> = {
    term: (ref) => (folder.glossary?.data.terms ?? []).some(({ key }) => key === ref),
    check: (ref) => (folder.checks?.data.questions ?? []).some(({ id }) => id === ref),
    figure: (ref) => folder.pictures.some(({ name }) => name === ref),
    link: (ref) => isKnownAddress(ref, files),
    steps: () => true,
    note: () => true,
    warning: () => true,
  };
  const codes = {
    term: 'unknown_term',
    check: 'unknown_check',
    figure: 'unknown_figure',
    link: 'unknown_link',
  } as const;
  return lesson.outline.flatMap(({ references }) =>
    references.flatMap(({ kind, ref, line }): ContentProblem[] => {
      if (known[kind](ref) || !(kind in codes)) return [];
      return [{ file: lesson.file, line, code: codes[kind as keyof typeof codes], params: { ref } }];
    }),
  );
}

const ADDRESS = /^\/courses\/([^/?#]+)(?:\/lessons\/([^/?#]+)(?:(?:\/|\?section=)(\d{1,2}))?)?$/;

/** Inside Thạo a lesson may point at courses, lessons and sections that are there. */
function isKnownAddress(address: string, files: ContentFiles): boolean {
  const [, course, slug, section] = ADDRESS.exec(address) ?? [];
  const folder = files.courses.find((one) => one.course?.data.code === course);
  if (!course || !folder) return false;
  if (!slug) return true;
  const lesson = folder.lessons.find((one) => one.slug === slug);
  return (
    lesson !== undefined && (!section || (Number(section) >= 1 && Number(section) <= lesson.sections.length))
  );
}

function unused(folder: CourseFolder): ContentProblem[] {
  const used = (kind: LessonReference['kind']) =>
    new Set(
      folder.lessons.flatMap(({ outline }) =>
        outline.flatMap(({ references }) =>
          references.filter((one) => one.kind === kind).map((one) => one.ref),
        ),
      ),
    );
  const [terms, checks, figures] = [used('term'), used('check'), used('figure')];
  const { glossary, checks: bank, pictures } = folder;
  return [
    ...(glossary?.data.terms ?? []).flatMap(({ key }, index): ContentProblem[] => {
      if (terms.has(key)) return [];
      return [
        {
          file: glossary!.file,
          line: glossary!.lineOf(['terms', index]),
          code: 'unused_term',
          params: { key },
        },
      ];
    }),
    ...(bank?.data.questions ?? []).flatMap(({ id }, index): ContentProblem[] => {
      if (checks.has(id)) return [];
      const line = bank!.lineOf(['questions', index]);
      return [{ file: bank!.file, line, code: 'unused_check', params: { question: id } }];
    }),
    ...pictures.flatMap(({ file, name }): ContentProblem[] =>
      figures.has(name) ? [] : [{ file, line: 1, code: 'unused_figure', params: { name } }],
    ),
  ];
}
