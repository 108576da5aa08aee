import type { MayStart } from '~/assessment/attempt-clock';
import type { AttemptState, QuestionType } from '~/assessment/terms';
import type { GlossaryEntry, SectionPart } from '~/learning/lessons';
import type { LessonState } from '~/learning/progress';
import type { EvidenceKind, EvidenceState } from '~/proficiency/terms';

/** What a learner's pages draw; the use cases answer with at least this. */
export type Lang = 'vi' | 'en';

/** Exact, on an exam's scale. */
export interface Mark {
  num: number;
  den: number;
}

export interface Evidence {
  id: number;
  kind: EvidenceKind;
  state: EvidenceState;
  modules: string[];
  labelVi: string;
  labelEn: string;
  issuer: string;
  number: string | null;
  mark: Mark | null;
  attemptPublicId: string | null;
  /** First day, ISO. */
  on: string;
  /** Last day; null where it has no end. */
  lastDay: string | null;
}

export interface Module {
  module: string;
  nameVi: string;
  nameEn: string;
  met: boolean;
  expiring: boolean;
  /** Decides it when met. */
  evidence: Evidence | null;
  /** Not met: what showed it last. */
  expired: Evidence | null;
}

export interface Rule {
  code: string;
  version: number;
  decision: { number: string; date: string } | null;
}

export interface Confirmation {
  id: number;
  number: string;
  code: string;
  issuedOn: string;
  lastDay: string | null;
  state: 'valid' | 'expired';
}

export interface Exam {
  code: string;
  module: string;
  title: Record<Lang, string>;
  minutes: number;
  scale: number;
  passHundredths: number;
  questionCount: number;
  attemptsAllowed: number;
  attempts: Attempt[];
  next: MayStart;
}

export interface Attempt {
  publicId: string;
  state: AttemptState;
  startedAt: number;
  submittedAt: number | null;
  mark: Mark | null;
  passed: boolean | null;
}

/** Where reading goes on. */
export interface Resume {
  slug: string;
  ordinal: number;
  title: string;
  minutes: number;
  section: number;
  started: boolean;
}

export interface Course {
  code: string;
  module: string;
  title: string;
  summary: string;
  minutes: number;
  lessonsDone: number;
  lessonCount: number;
  dueOn: string | null;
  resume: Resume | null;
  exam: string | null;
}

export interface OutlineLesson {
  slug: string;
  ordinal: number;
  title: string;
  minutes: number;
  sectionCount: number;
  sectionsDone: number;
  state: LessonState;
}

export interface Question {
  code: string;
  type: QuestionType;
  stem: string;
  /** Texts of a true_false are empty. */
  options: { id: string; text: string }[];
}

export interface Verdict {
  right: boolean;
  chosen: string[];
  rightOptions: string[];
  explanation: string;
  question: Question;
}

/** What is wrong with a posted answer. */
export type AnswerError = 'required' | 'bad_choice';

export type LessonPart =
  | { kind: 'html'; html: string }
  | (Extract<SectionPart, { kind: 'steps' }> & { done: number[] })
  | { kind: 'check'; question: Question };

export interface LessonAddress {
  slug: string;
  section: number;
  lessonTitle: string;
  /** Null across lessons. */
  sectionTitle: string | null;
}

export interface Lesson {
  course: { code: string; module: string; title: string; lessonsDone: number; lessonCount: number };
  outline: OutlineLesson[];
  lesson: { slug: string; ordinal: number; title: string; versions: string; minutes: number };
  sections: { number: number; title: string; done: boolean }[];
  section: { number: number; title: string; done: boolean; parts: LessonPart[] };
  glossary: GlossaryEntry[];
  previous: LessonAddress | null;
  next: LessonAddress | null;
  placeKeptAt: number | null;
}

export interface PracticeCount {
  total: number;
  answered: number;
  right: number;
}

export interface PracticeSkill extends PracticeCount {
  code: string;
  name: string;
}
