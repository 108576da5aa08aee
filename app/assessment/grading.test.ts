import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  gradeItem,
  gradePaper,
  markOnScale,
  passed,
  questionsMissing,
  type GradedOption,
  type GradeItem,
} from './grading';
import { MARK } from './terms';

const options = (...right: string[]): GradedOption[] =>
  ['o1', 'o2', 'o3', 'o4'].map((id) => ({ id, right: right.includes(id) }));

describe('marks of one question', () => {
  const cases: [name: string, item: GradeItem, marks: number][] = [
    ['single: the right option', { type: 'single', options: options('o1'), chosen: ['o1'] }, MARK],
    ['single: a wrong option', { type: 'single', options: options('o1'), chosen: ['o2'] }, 0],
    ['single: nothing chosen', { type: 'single', options: options('o1'), chosen: null }, 0],
    [
      'multiple: all right ones',
      { type: 'multiple', options: options('o1', 'o3'), chosen: ['o3', 'o1'] },
      MARK,
    ],
    ['multiple: one short', { type: 'multiple', options: options('o1', 'o3'), chosen: ['o1'] }, 0],
    [
      'multiple: one too many',
      { type: 'multiple', options: options('o1', 'o3'), chosen: ['o1', 'o3', 'o4'] },
      0,
    ],
    ['multiple: an empty choice', { type: 'multiple', options: options('o1'), chosen: [] }, 0],
    [
      'an option that the question does not have',
      { type: 'multiple', options: options('o1'), chosen: ['o1', 'x'] },
      0,
    ],
    [
      'true_false: true',
      {
        type: 'true_false',
        options: [
          { id: 'true', right: true },
          { id: 'false', right: false },
        ],
        chosen: ['true'],
      },
      MARK,
    ],
  ];
  it.each(cases)('%s', (_, item, marks) => expect(gradeItem(item)).toBe(marks));

  it('counts by id, so the order shown changes nothing', () => {
    const shuffled = [...options('o1')].reverse();
    expect(gradeItem({ type: 'single', options: shuffled, chosen: ['o1'] })).toBe(MARK);
  });
});

describe('weighted questions', () => {
  const weights: Record<string, number> = { a: 50, b: 50, c: -100, d: -50 };
  const weighted = (chosen: string[]): GradeItem => ({
    type: 'multiple',
    strategy: 'weighted',
    maxMarks: 2 * MARK,
    chosen,
    options: Object.entries(weights).map(([id, num]) => ({ id, right: num > 0, weight: { num, den: 100 } })),
  });
  it.each([
    ['a b', 2],
    ['a', 1],
    ['a d', 0],
    ['a b d', 1],
    ['c d', 0],
    ['a b c d', 0],
    ['', 0],
  ])('%s is worth %d of 2', (pick, marks) =>
    expect(gradeItem(weighted(pick.split(' ').filter(Boolean)))).toBe(marks * MARK),
  );

  it('never takes marks from other questions', () => {
    const right: GradeItem = { type: 'single', options: options('o1'), chosen: ['o1'] };
    expect(gradePaper([right, right, right, weighted(['c', 'd'])]).marks).toBe(3 * MARK);
  });

  it('makes one mark of three thirds', () => {
    const thirds: GradeItem = {
      type: 'multiple',
      strategy: 'weighted',
      options: ['a', 'b', 'c'].map((id) => ({ id, right: true, weight: { num: 1, den: 3 } })),
      chosen: ['a', 'b', 'c'],
    };
    expect(gradeItem(thirds)).toBe(MARK);
    expect(gradeItem({ ...thirds, chosen: ['a'] })).toBe(840_000);
  });

  it('stays between nothing and the whole mark, in whole units', () => {
    const weight = fc.record({
      num: fc.integer({ min: -200, max: 200 }),
      den: fc.constantFrom(1, 2, 3, 7, 9, 100),
    });
    fc.assert(
      fc.property(
        fc.array(weight, { minLength: 2, maxLength: 10 }),
        fc.integer({ min: 0 }),
        (given, mask) => {
          const all = given.map((one, index) => ({ id: `o${index}`, right: one.num > 0, weight: one }));
          const chosen = all.filter((_, index) => (mask >> index) & 1).map((option) => option.id);
          const marks = gradeItem({ type: 'multiple', strategy: 'weighted', options: all, chosen });
          expect(Number.isInteger(marks) && marks >= 0 && marks <= MARK).toBe(true);
        },
      ),
    );
  });
});

describe('a paper', () => {
  it('adds up marks and counts whole marks', () => {
    const right: GradeItem = { type: 'single', options: options('o1'), chosen: ['o1'] };
    const grade = gradePaper([right, { ...right, chosen: ['o2'] }, { ...right, chosen: null }, right]);
    expect(grade).toEqual({
      marks: 2 * MARK,
      maxMarks: 4 * MARK,
      rightCount: 2,
      itemMarks: [MARK, 0, 0, MARK],
    });
  });
});

describe('the pass test', () => {
  // Worked out by hand; marks in units of 1/2,520,000.
  const cases: [
    name: string,
    marks: number,
    maxMarks: number,
    scale: number,
    hundredths: number,
    pass: boolean,
  ][] = [
    ['49.995 of 100 against 50', 125_987_400, 100 * MARK, 100, 5000, false],
    ['2 of 3 against 67 %', 2 * MARK, 3 * MARK, 100, 6700, false],
    ['89.66 of 100 against 90', 225_943_200, 100 * MARK, 100, 9000, false],
    ['99.5 of 100 against 100', 250_740_000, 100 * MARK, 100, 10_000, false],
    ['66.665 of 100 against 66.67', 167_995_800, 100 * MARK, 100, 6667, false],
    ['1.005 of 2 against 50.25 %', 2_532_600, 2 * MARK, 100, 5025, true],
    ['5 of 10 against 5', 5 * MARK, 10 * MARK, 10, 500, true],
    ['mean of 50, 50, 49 against 50', 149 * MARK, 300 * MARK, 100, 5000, false],
    ['mean of 50, 50, 50 against 50', 150 * MARK, 300 * MARK, 100, 5000, true],
    ['three thirds of one mark against all of it', 3 * 840_000, MARK, 10, 1000, true],
    ['one unit short of half', 20 * MARK - 1, 40 * MARK, 10, 500, false],
    ['an empty paper', 0, 0, 10, 500, false],
  ];
  it.each(cases)('%s', (_, marks, maxMarks, scale, passHundredths, pass) =>
    expect(passed({ marks, maxMarks, scale, passHundredths })).toBe(pass),
  );

  it.each([
    ['17 of 40 lacks 3 questions to 5 of 10', 17, 40, 500, 3],
    ['20 of 40 lacks none', 20, 40, 500, 0],
    ['19 of 40 lacks one', 19, 40, 500, 1],
    ['2 of 3 lacks one to 6.67', 2, 3, 667, 1],
  ])('%s', (_, right, count, passHundredths, missing) =>
    expect(questionsMissing({ marks: right * MARK, maxMarks: count * MARK, scale: 10, passHundredths })).toBe(
      missing,
    ),
  );

  it('is met by exactly as many more questions as are said to be missing', () => {
    const counts = fc
      .integer({ min: 1, max: 200 })
      .chain((count) => fc.tuple(fc.nat(count), fc.constant(count)));
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 1000 }), ([right, count], passHundredths) => {
        const test = { maxMarks: count * MARK, scale: 10, passHundredths };
        const missing = questionsMissing({ marks: right * MARK, ...test });
        expect(passed({ marks: (right + missing) * MARK, ...test })).toBe(true);
        if (missing > 0) expect(passed({ marks: (right + missing - 1) * MARK, ...test })).toBe(false);
      }),
    );
  });
});

it.each([
  ['33 of 40 on a scale of 10', 33, 40, 10, { num: 33, den: 4 }],
  ['nothing', 0, 40, 10, { num: 0, den: 1 }],
  ['all', 40, 40, 10, { num: 10, den: 1 }],
  ['2 of 3 on a scale of 100', 2, 3, 100, { num: 200, den: 3 }],
])('the mark on the scale is a reduced fraction: %s', (_, right, count, scale, fraction) =>
  expect(markOnScale({ marks: right * MARK, maxMarks: count * MARK, scale })).toEqual(fraction),
);
