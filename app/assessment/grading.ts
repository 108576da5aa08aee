import { MARK, type QuestionType } from './terms';

/** A share of a question's mark as an exact fraction; `den` divides MARK, so that thirds and sevenths stay exact. */
export interface Weight {
  num: number;
  den: number;
}

export interface GradedOption {
  id: string;
  right: boolean;
  /** Used by the strategy 'weighted' only; absent = 0. */
  weight?: Weight;
}

export const STRATEGY_NAMES = ['right_or_wrong', 'all_or_nothing', 'weighted'] as const;
export type Strategy = (typeof STRATEGY_NAMES)[number];

/** What a type is graded by unless the question states otherwise. */
export const STRATEGY_OF: Record<QuestionType, Strategy> = {
  single: 'right_or_wrong',
  true_false: 'right_or_wrong',
  multiple: 'all_or_nothing',
};

type Grade = (options: GradedOption[], chosen: ReadonlySet<string>, maxMarks: number) => number;

const STRATEGIES: Record<Strategy, Grade> = {
  right_or_wrong: (options, chosen, maxMarks) => (exactlyRight(options, chosen) ? maxMarks : 0),
  all_or_nothing: (options, chosen, maxMarks) => (exactlyRight(options, chosen) ? maxMarks : 0),
  /** Sum of the weights picked, held between nothing and the whole mark: a bad pick never eats another question's marks. */
  weighted: (options, chosen, maxMarks) => {
    const sum = options
      .filter((option) => chosen.has(option.id))
      .reduce((total, { weight }) => total + (weight ? (maxMarks / weight.den) * weight.num : 0), 0);
    if (!Number.isSafeInteger(sum)) throw new RangeError('a weight is not a whole number of mark units');
    return Math.min(maxMarks, Math.max(0, sum));
  },
};

export interface GradeItem {
  type: QuestionType;
  strategy?: Strategy;
  options: GradedOption[];
  /** Ids of the options chosen; null or empty = not answered, which is worth 0. */
  chosen: readonly string[] | null;
  /** Integer units of 1/2,520,000 mark; one mark when absent. */
  maxMarks?: number;
}

/** Marks of one question, an integer from 0 to maxMarks in 1/2,520,000 of a mark. Options count by id, never by place. */
export function gradeItem(item: GradeItem): number {
  const { type, options, chosen, maxMarks = MARK } = item;
  if (!chosen || chosen.length === 0) return 0;
  return STRATEGIES[item.strategy ?? STRATEGY_OF[type]](options, new Set(chosen), maxMarks);
}

export interface PaperGrade {
  /** Sum over the items, in 1/2,520,000 of a mark. */
  marks: number;
  maxMarks: number;
  /** Items that earned their whole mark. */
  rightCount: number;
  /** Marks of each item, in the order given. */
  itemMarks: number[];
}

export function gradePaper(items: GradeItem[]): PaperGrade {
  const itemMarks = items.map(gradeItem);
  const maxima = items.map((item) => item.maxMarks ?? MARK);
  return {
    marks: sum(itemMarks),
    maxMarks: sum(maxima),
    rightCount: itemMarks.filter((marks, index) => marks === maxima[index]).length,
    itemMarks,
  };
}

export interface PassTest {
  marks: number;
  maxMarks: number;
  /** Scale that the mark is stated on, e.g. 10. */
  scale: number;
  /** Pass mark on that scale in hundredths. */
  passHundredths: number;
}

/** marks / maxMarks × scale ≥ pass mark, by cross-multiplication of whole numbers: nothing is rounded. */
export function passed({ marks, maxMarks, scale, passHundredths }: PassTest): boolean {
  if (maxMarks <= 0) return false;
  return BigInt(marks) * BigInt(scale) * 100n >= BigInt(passHundredths) * BigInt(maxMarks);
}

/** How many more questions of one mark would have been needed to pass; 0 when passed. */
export function questionsMissing(test: PassTest): number {
  if (test.maxMarks <= 0) return 0;
  const perMark = BigInt(test.scale) * 100n;
  const lacking = BigInt(test.passHundredths) * BigInt(test.maxMarks) - BigInt(test.marks) * perMark;
  const perQuestion = BigInt(MARK) * perMark;
  return lacking <= 0n ? 0 : Number((lacking + perQuestion - 1n) / perQuestion);
}

/** The mark on the exam's scale as a reduced fraction of whole numbers: 33 of 40 on a scale of 10 is 33/4. */
export function markOnScale(input: { marks: number; maxMarks: number; scale: number }): Weight {
  const num = BigInt(input.marks) * BigInt(input.scale);
  const den = BigInt(input.maxMarks);
  let [a, b] = [num, den];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { num: 0, den: 1 } : { num: Number(num / a), den: Number(den / a) };
}

function exactlyRight(options: GradedOption[], chosen: ReadonlySet<string>): boolean {
  const right = options.filter((option) => option.right);
  return right.length > 0 && right.length === chosen.size && right.every((option) => chosen.has(option.id));
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
