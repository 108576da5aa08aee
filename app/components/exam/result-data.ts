import type { MayStart } from '~/assessment/attempt-clock';
import type { Weight } from '~/assessment/grading';
import type { SkillCount } from '~/assessment/skills';
import type { AttemptState } from '~/assessment/terms';

/** What the result page draws of an attempt; the use case answers with at least this. */
export interface Verdict {
  passed: boolean;
  mark: Weight;
  rightCount: number;
  missing: number;
  skills: SkillCount[];
}

export interface AttemptResult {
  publicId: string;
  exam: {
    code: string;
    module: string;
    version: number;
    title: { vi: string; en: string };
    scale: number;
    passHundredths: number;
    questionCount: number;
  };
  paperCode: string;
  state: AttemptState;
  startedAt: number;
  submittedAt: number | null;
  submittedBy: 'candidate' | 'deadline' | null;
  gradedAt: number | null;
  answered: number;
  late: number;
  verdict: Verdict | null;
  attemptsLeft: number;
  next: MayStart;
}

export interface Advice extends SkillCount {
  name: string;
  isWeak: boolean;
  lessons: { courseCode: string; slug: string; title: string; minutes: number }[];
}
