import { checkCourse } from './content-lesson-checks';
import type { ContentProblem, ContentProblemCode } from './content-problems';
import { checkFeasible, checkQuestions, checkSharedStems } from './content-question-checks';
import type { BankFile, ContentFiles, Sourced, StandardFile } from './content-schema';

/** Checks between files, once every file has its shape. Each problem names the file and the line to mend. */
export function checkContent(files: ContentFiles): ContentProblem[] {
  const banks = allBanks(files);
  const skills = new Map(
    files.standards.map(({ data }) => [data.code, new Set(data.skills.map((skill) => skill.code))]),
  );
  const skillsOf = (standard: string) => skills.get(standard) ?? new Set<string>();
  return [
    ...checkDuplicates(files),
    ...files.standards.flatMap(checkTree),
    ...banks.flatMap((bank) => checkBankSkills(bank, skills)),
    ...banks.flatMap(checkQuestions),
    ...checkSharedStems(banks),
    ...checkCourseHeads(files, skills),
    ...files.courses.flatMap((folder) =>
      checkCourse(folder, files, skillsOf(folder.course?.data.standard ?? '')),
    ),
    ...checkBlueprints(files, skillsOf),
    ...checkExams(files, skillsOf),
  ];
}

/** Banks of banks/ and the checks inside courses. */
export function allBanks(files: ContentFiles): Sourced<BankFile>[] {
  return [...files.banks, ...files.courses.flatMap((folder) => folder.checks ?? [])];
}

function checkDuplicates(files: ContentFiles): ContentProblem[] {
  const banks = allBanks(files);
  const courses = files.courses.flatMap((folder) => folder.course ?? []);
  const heads = (list: Sourced<{ code: string }>[]) =>
    list.map(({ file, data, lineOf }) => ({ file, code: data.code, line: lineOf(['code']) }));
  const groups: { file: string; code: string; line: number }[][] = [
    heads(files.standards),
    heads(courses),
    heads(files.blueprints),
    heads(files.exams),
    banks.map(({ file, data, lineOf }) => ({ file, code: data.bank, line: lineOf(['bank']) })),
    banks.flatMap(({ file, data, lineOf }) =>
      data.questions.map(({ id }, index) => ({ file, code: id, line: lineOf(['questions', index, 'id']) })),
    ),
    ...files.standards.map(({ file, data, lineOf }) =>
      data.skills.map(({ code }, index) => ({ file, code, line: lineOf(['skills', index, 'code']) })),
    ),
    ...courses.map(({ file, data, lineOf }) =>
      data.lessons.map((code, index) => ({ file, code, line: lineOf(['lessons', index]) })),
    ),
    ...files.courses.flatMap(({ glossary }) =>
      glossary
        ? [
            glossary.data.terms.map(({ key }, index) => ({
              file: glossary.file,
              code: key,
              line: glossary.lineOf(['terms', index, 'key']),
            })),
          ]
        : [],
    ),
  ];
  return groups.flatMap((group) => {
    const first = new Map<string, string>();
    return group.flatMap(({ file, code, line }): ContentProblem[] => {
      const other = first.get(code);
      first.set(code, other ?? `${file}:${line}`);
      return other === undefined ? [] : [{ file, line, code: 'duplicate_code', params: { code, other } }];
    });
  });
}

/** Parents must be there, and a dotted code must hang below its own beginning: questions are counted by that. */
function checkTree({ file, data, lineOf }: Sourced<StandardFile>): ContentProblem[] {
  const codes = new Set(data.skills.map((skill) => skill.code));
  return data.skills.flatMap(({ code, parent }, index): ContentProblem[] => {
    const dot = code.lastIndexOf('.');
    const expected = dot === -1 ? undefined : code.slice(0, dot);
    if (parent === expected && (expected === undefined || codes.has(expected))) return [];
    const params = { skill: code, parent: expected ?? '–' };
    return [{ file, line: lineOf(['skills', index]), code: 'skill_without_parent', params }];
  });
}

type Skills = ReadonlyMap<string, ReadonlySet<string>>;

function checkBankSkills(bank: Sourced<BankFile>, skills: Skills): ContentProblem[] {
  const { file, data, lineOf } = bank;
  const known = skills.get(data.standard);
  if (!known) return [problem(bank, ['standard'], 'unknown_standard', { standard: data.standard })];
  const wrong = (skill: string, path: (string | number)[]): ContentProblem[] =>
    known.has(skill) ? [] : [{ file, line: lineOf(path), code: 'unknown_skill', params: { skill } }];
  return [
    ...wrong(data.module, ['module']),
    ...data.questions.flatMap(({ skill }, index) => wrong(skill, ['questions', index, 'skill'])),
  ];
}

function checkCourseHeads(files: ContentFiles, skills: Skills): ContentProblem[] {
  return files.courses.flatMap(({ course, checks }): ContentProblem[] => {
    if (!course) return [];
    const { standard, module, practice_bank: bank, exam } = course.data;
    const problems: ContentProblem[] = [];
    const known = skills.get(standard);
    if (!known) problems.push(problem(course, ['standard'], 'unknown_standard', { standard }));
    else if (!known.has(module))
      problems.push(problem(course, ['module'], 'unknown_skill', { skill: module }));
    const practice = files.banks.find(({ data }) => data.bank === bank);
    if (!practice) problems.push(problem(course, ['practice_bank'], 'unknown_bank', { bank }));
    else if (practice.data.kind !== 'practice') {
      problems.push(problem(course, ['practice_bank'], 'bank_kind', { bank, kind: 'practice' }));
    }
    if (checks && checks.data.kind !== 'practice') {
      problems.push(problem(checks, ['kind'], 'bank_kind', { bank: checks.data.bank, kind: 'practice' }));
    }
    if (exam && !files.exams.some(({ data }) => data.code === exam)) {
      problems.push(problem(course, ['exam'], 'unknown_exam', { exam }));
    }
    return problems;
  });
}

function checkBlueprints(
  files: ContentFiles,
  skillsOf: (standard: string) => ReadonlySet<string>,
): ContentProblem[] {
  return files.blueprints.flatMap((blueprint) => {
    const { bank: code, rows } = blueprint.data;
    const bank = allBanks(files).find(({ data }) => data.bank === code)?.data;
    if (!bank) return [problem(blueprint, ['bank'], 'unknown_bank', { bank: code })];
    if (bank.kind !== 'exam')
      return [problem(blueprint, ['bank'], 'bank_kind', { bank: code, kind: 'exam' })];
    const known = skillsOf(bank.standard);
    const unknown = rows.flatMap(({ skill }, index) =>
      known.has(skill) ? [] : [problem(blueprint, ['rows', index, 'skill'], 'unknown_skill', { skill })],
    );
    return unknown.length > 0 ? unknown : checkFeasible(blueprint, bank);
  });
}

function checkExams(
  files: ContentFiles,
  skillsOf: (standard: string) => ReadonlySet<string>,
): ContentProblem[] {
  return files.exams.flatMap((exam) => {
    const { blueprint: code, module, pass_mark: pass, scale } = exam.data;
    const problems = pass > scale ? [problem(exam, ['pass_mark'], 'pass_above_scale', { pass, scale })] : [];
    const blueprint = files.blueprints.find(({ data }) => data.code === code);
    if (!blueprint)
      return [...problems, problem(exam, ['blueprint'], 'unknown_blueprint', { blueprint: code })];
    const bank = files.banks.find(({ data }) => data.bank === blueprint.data.bank)?.data;
    if (bank && !skillsOf(bank.standard).has(module)) {
      problems.push(problem(exam, ['module'], 'unknown_skill', { skill: module }));
    }
    return problems;
  });
}

function problem(
  { file, lineOf }: Pick<Sourced<unknown>, 'file' | 'lineOf'>,
  path: (string | number)[],
  code: ContentProblemCode,
  params: ContentProblem['params'],
): ContentProblem {
  return { file, line: lineOf(path), code, params };
}
