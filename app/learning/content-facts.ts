import type { BankContent, BlueprintContent, ExamContent, QuestionContent } from '~/assessment/content';
import { TRUE_FALSE, type QuestionBody } from '~/assessment/question';
import type {
  BankFile,
  BlueprintFile,
  CourseFolder,
  ExamFile,
  LessonFile,
  QuestionFile,
  StandardFile,
} from './content-schema';
import { LANGS, type CourseBody, type Lang, type LessonBody, type LessonText } from './lessons';

/** What the files say, in the shapes that the areas store. */
export interface CourseFacts {
  code: string;
  module: string;
  body: CourseBody;
  lessons: LessonFacts[];
}

export interface LessonFacts {
  slug: string;
  minutes: number;
  skills: string[];
  sectionCount: number;
  body: LessonBody;
}

/** A skill without a stated tier takes its parent's; IU01 to IU06 are the basic standard, all others advanced. */
export function standardFacts({ code, version, title, skills }: StandardFile) {
  const tiers = new Map<string, 'basic' | 'advanced'>();
  return {
    code,
    version,
    titleVi: title.vi,
    titleEn: title.en,
    skills: skills.map((skill) => {
      const byCode = /^IU0[1-6](\.|$)/.test(skill.code) ? 'basic' : 'advanced';
      const tier = skill.tier ?? tiers.get(skill.parent ?? '') ?? byCode;
      tiers.set(skill.code, tier);
      const { code: skillCode, parent = null, vi, en, source } = skill;
      return { code: skillCode, parent, tier, vi, en, source };
    }),
  };
}

export function bankFacts({ bank, kind, standard, module, title }: BankFile): BankContent {
  return { code: bank, kind, standardCode: standard, module, titleVi: title.vi, titleEn: title.en };
}

export function questionFacts(question: QuestionFile): QuestionContent {
  const { id, type, skill, difficulty, software, stem, explanation } = question;
  const options: QuestionBody['options'] =
    type === 'true_false'
      ? TRUE_FALSE.map((value) => ({
          id: value,
          text: { vi: '', en: '' },
          right: question.answer === (value === 'true'),
        }))
      : (question.options ?? []).map((option) => ({
          id: option.id,
          text: { vi: option.vi, en: option.en },
          right: option.right,
        }));
  const body: QuestionBody = { stem, options, lockLast: question.lock_last, explanation };
  return { code: id, type, skill, difficulty, software: software ?? null, body };
}

export function blueprintFacts({ code, version, title, bank, rows }: BlueprintFile): BlueprintContent {
  return { code, version, titleVi: title.vi, titleEn: title.en, bankCode: bank, rows };
}

export function examFacts(exam: ExamFile): ExamContent {
  return {
    code: exam.code,
    version: exam.version,
    module: exam.module,
    titleVi: exam.title.vi,
    titleEn: exam.title.en,
    blueprintCode: exam.blueprint,
    minutes: exam.minutes,
    graceSeconds: exam.grace_seconds,
    scale: exam.scale,
    passHundredths: Math.round(exam.pass_mark * 100),
    attemptsAllowed: exam.attempts_allowed,
    waitDays: exam.wait_days,
    validMonths: exam.valid_months,
    review: exam.review,
  };
}

/** A course whose files have passed every check. Lessons come in the course's order. */
export function courseFacts(folder: CourseFolder): CourseFacts | null {
  const course = folder.course?.data;
  if (!course) return null;
  const { code, module, title, summary, standard, practice_bank: practiceBank, exam } = course;
  const checksBank = folder.checks?.data.bank ?? null;
  const glossary = folder.glossary?.data.terms ?? [];
  return {
    code,
    module,
    body: { title, summary, standard, practiceBank, checksBank, exam: exam ?? null, glossary },
    lessons: course.lessons.flatMap((slug) => {
      const files = folder.lessons.filter((lesson) => lesson.slug === slug);
      return lessonFacts(slug, files) ?? [];
    }),
  };
}

function lessonFacts(slug: string, files: LessonFile[]): LessonFacts | null {
  const texts = new Map<Lang, LessonText>();
  for (const { lang, front, sections } of files) {
    if (front) texts.set(lang, { title: front.data.title, versions: front.data.versions, sections });
  }
  const [vi, en] = LANGS.map((lang) => texts.get(lang));
  const front = files.find((file) => file.lang === 'vi')?.front?.data;
  if (!vi || !en || !front) return null;
  const { minutes, skills } = front;
  return { slug, minutes, skills, sectionCount: vi.sections.length, body: { vi, en } };
}
