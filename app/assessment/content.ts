import type { QuestionBody } from './question';
import type { BankKind, Difficulty, QuestionType, ReviewPolicy } from './terms';

/** A bank as content/ states it. */
export interface BankContent {
  code: string;
  kind: BankKind;
  standardCode: string;
  /** Module of the standard that the bank serves, e.g. 'IU01'. */
  module: string;
  titleVi: string;
  titleEn: string;
}

/** A question as content/ or the editor states it; `code` is unique over all banks. */
export interface QuestionContent {
  code: string;
  type: QuestionType;
  /** Dotted skill code, e.g. 'IU01.1.2'. */
  skill: string;
  difficulty: Difficulty;
  /** Software and versions that the question is true of, e.g. 'Excel 2016–365'; absent where it holds for any. */
  software?: string | null;
  body: QuestionBody;
}

/** One row of a blueprint: so many questions of a skill (it and everything below), of a difficulty and type if stated. */
export interface BlueprintRow {
  skill: string;
  difficulty?: Difficulty;
  type?: QuestionType;
  count: number;
}

export interface BlueprintContent {
  code: string;
  /** Lowest number that this content may be stored under; a change without a higher number takes the next free one. */
  version: number;
  titleVi: string;
  titleEn: string;
  bankCode: string;
  rows: BlueprintRow[];
}

export interface ExamContent {
  code: string;
  version: number;
  module: string;
  titleVi: string;
  titleEn: string;
  /** The blueprint's newest version at the time of the sync is pinned. */
  blueprintCode: string;
  minutes: number;
  graceSeconds: number;
  /** Scale that a mark is shown on, e.g. 10. */
  scale: number;
  /** Pass mark on that scale in hundredths: 500 = 5.00. */
  passHundredths: number;
  /** Attempts a person may make, from 1. */
  attemptsAllowed: number;
  /** Whole days between the date of one attempt and the first date of the next. */
  waitDays: number;
  /** Months that a pass counts as evidence. */
  validMonths: number;
  review: ReviewPolicy;
}

/** What a sync did. `kept` names questions whose newest version was made in the editor; they count as unchanged. */
export interface ContentCounts {
  created: number;
  updated: number;
  unchanged: number;
  kept: string[];
}
