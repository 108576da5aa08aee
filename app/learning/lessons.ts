/** Shapes of courses and lessons as they are stored: JSON in course.body and lesson.body. */
export const LANGS = ['vi', 'en'] as const;
export type Lang = (typeof LANGS)[number];
export type Words = Record<Lang, string>;

export interface GlossaryEntry {
  key: string;
  vi: { term: string; text: string };
  en: { term: string; text: string };
}

export interface CourseBody {
  title: Words;
  summary: Words;
  /** Code of the standard that the module and the skills belong to. */
  standard: string;
  practiceBank: string;
  /** Bank of the checks inside lessons; null where the course has none. */
  checksBank: string | null;
  exam: string | null;
  glossary: GlossaryEntry[];
}

/** All html has passed the sanitiser when content was read; pages may insert it as it is. */
export type SectionPart =
  | { kind: 'html'; html: string }
  /** An exercise done at the reader's own computer. `steps[i]` is the html of step i + 1. */
  | { kind: 'steps'; key: string; title: string; steps: string[]; helpHtml: string | null }
  | { kind: 'check'; questionCode: string };

export interface Section {
  title: string;
  parts: SectionPart[];
  /** Keys of the glossary terms used, in the order of their first use. */
  terms: string[];
}

export interface LessonText {
  title: string;
  /** Which versions of programs the lesson was written for, as shown to the reader. */
  versions: string;
  sections: Section[];
}

export type LessonBody = Record<Lang, LessonText>;

/** Sections are counted in the bits of one integer. */
export const MAX_SECTIONS = 30;
