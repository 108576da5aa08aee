import { z } from 'zod';
import { BANK_KINDS, DIFFICULTIES, QUESTION_TYPES, REVIEW_POLICIES } from '~/assessment/terms';
import type { ContentProblem } from './content-problems';
import type { Lang, Section } from './lessons';

type Path = readonly (string | number)[];

/** Data of one file whose every value can be traced to its line, counted from 1. */
export interface SourcedValue {
  file: string;
  value: unknown;
  lineOf: (path: Path) => number;
}

export interface Sourced<T> {
  file: string;
  data: T;
  lineOf: (path: Path) => number;
}

const LONGEST = 4000;
const text = z.string().trim().min(1).max(LONGEST);
const words = z.strictObject({ vi: text, en: text });
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/);
const skillCode = z.string().regex(/^[A-Z]{2}\d{2}(\.\d{1,3}){0,5}$/);
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const whole = (least: number, most: number) => z.number().int().min(least).max(most);

export const standardSchema = z.strictObject({
  code,
  version: whole(1, 9999),
  title: words,
  /** Other spellings of module codes in the wild, e.g. UI01 for IU01. */
  aliases: z.record(z.string(), skillCode).default({}),
  skills: z
    .array(
      z.strictObject({
        code: skillCode,
        parent: skillCode.optional(),
        level: text.optional(),
        tier: z.enum(['basic', 'advanced']).optional(),
        source: z.enum(['S', 'M']),
        vi: text,
        en: text,
      }),
    )
    .min(1),
});
export type StandardFile = z.output<typeof standardSchema>;

export const courseSchema = z.strictObject({
  code,
  module: skillCode,
  standard: code,
  title: words,
  summary: words,
  lessons: z.array(slug).min(1).max(99),
  practice_bank: code,
  exam: code.nullish(),
});
export type CourseFile = z.output<typeof courseSchema>;

const explained = z.strictObject({ term: text, text });
export const glossarySchema = z.strictObject({
  terms: z.array(z.strictObject({ key: slug, vi: explained, en: explained })),
});
export type GlossaryFile = z.output<typeof glossarySchema>;

export const bankSchema = z.strictObject({
  bank: code,
  kind: z.enum(BANK_KINDS),
  standard: code,
  module: skillCode,
  title: words,
  questions: z.array(
    z.strictObject({
      id: code,
      type: z.enum(QUESTION_TYPES),
      skill: skillCode,
      difficulty: z.enum(DIFFICULTIES),
      software: text.nullish(),
      stem: words,
      options: z
        .array(z.strictObject({ id: z.string(), vi: text, en: text, right: z.boolean().default(false) }))
        .optional(),
      /** Of a true_false: is the statement true? */
      answer: z.boolean().optional(),
      lock_last: z.boolean().default(false),
      explanation: words,
    }),
  ),
});
export type BankFile = z.output<typeof bankSchema>;
export type QuestionFile = BankFile['questions'][number];

export const blueprintSchema = z.strictObject({
  code,
  version: whole(1, 9999),
  title: words,
  bank: code,
  rows: z
    .array(
      z.strictObject({
        skill: skillCode,
        difficulty: z.enum(DIFFICULTIES).optional(),
        type: z.enum(QUESTION_TYPES).optional(),
        count: whole(1, 500),
      }),
    )
    .min(1),
});
export type BlueprintFile = z.output<typeof blueprintSchema>;

export const examSchema = z.strictObject({
  code,
  version: whole(1, 9999),
  title: words,
  module: skillCode,
  blueprint: code,
  minutes: whole(1, 600),
  grace_seconds: whole(0, 600),
  scale: whole(1, 1000),
  /** On the scale, at most two decimals. */
  pass_mark: z
    .number()
    .min(0)
    .refine((mark) => Number(mark.toFixed(2)) === mark),
  attempts_allowed: whole(1, 99),
  wait_days: whole(0, 366),
  valid_months: whole(1, 1200),
  review: z.enum(REVIEW_POLICIES),
  /** Drawn from a public bank: good for showing and trying, never for an official sitting. */
  demo: z.boolean().default(false),
});
export type ExamFile = z.output<typeof examSchema>;

export const frontMatterSchema = z.strictObject({
  title: text,
  minutes: whole(1, 240),
  skills: z.array(skillCode).min(1),
  versions: text,
});
export type FrontMatter = z.output<typeof frontMatterSchema>;

/** What a lesson points at. `ref` is a key, code, file name or address; for steps it is their number. */
export interface LessonReference {
  kind: 'term' | 'check' | 'figure' | 'link' | 'steps' | 'note' | 'warning';
  ref: string;
  line: number;
}

export interface SectionOutline {
  line: number;
  references: LessonReference[];
}

/** One lesson in one language, read from NN-slug.LANG.md. */
export interface LessonFile {
  file: string;
  number: number;
  slug: string;
  lang: Lang;
  front: Sourced<FrontMatter> | null;
  sections: Section[];
  outline: SectionOutline[];
}

export interface CoursePicture {
  file: string;
  name: string;
  /** SHA-256 of the text in UTF-8, hexadecimal. */
  hash: string;
  text: string;
  width: number;
  height: number;
}

/** One folder of courses/, as far as its files could be read. */
export interface CourseFolder {
  folder: string;
  course: Sourced<CourseFile> | null;
  glossary: Sourced<GlossaryFile> | null;
  checks: Sourced<BankFile> | null;
  pictures: CoursePicture[];
  lessons: LessonFile[];
}

/** Everything in content/. */
export interface ContentFiles {
  standards: Sourced<StandardFile>[];
  courses: CourseFolder[];
  banks: Sourced<BankFile>[];
  blueprints: Sourced<BlueprintFile>[];
  exams: Sourced<ExamFile>[];
}

/** Checks the shape of a file; each problem names the line of the value, or of what should hold it. */
export function readShape<S extends z.ZodType>(
  schema: S,
  source: SourcedValue,
): { sourced: Sourced<z.output<S>> | null; problems: ContentProblem[] } {
  const { file, value, lineOf } = source;
  const result = schema.safeParse(value);
  if (result.success) return { sourced: { file, data: result.data, lineOf }, problems: [] };
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, source));
  return { sourced: null, problems };
}

function problemsOf(issue: z.core.$ZodIssue, { file, value, lineOf }: SourcedValue): ContentProblem[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const field = path.join('.');
  const line = lineOf(path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      file,
      line: lineOf([...path, key]),
      code: 'unknown_key',
      params: { field: [...path, key].join('.') },
    }));
  }
  const found = valueAt(value, path);
  const isAbsent =
    found === undefined || found === null || (typeof found === 'string' && found.trim() === '');
  if (isAbsent) {
    const isLanguage = path.at(-1) === 'vi' || path.at(-1) === 'en';
    return [{ file, line, code: isLanguage ? 'missing_translation' : 'missing_value', params: { field } }];
  }
  return [
    { file, line, code: issue.code === 'invalid_type' ? 'wrong_type' : 'wrong_value', params: { field } },
  ];
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      inner !== null && typeof inner === 'object' ? (inner as Record<string, unknown>)[key] : undefined,
    value,
  );
}
