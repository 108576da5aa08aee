import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlueprintRow } from './content';
import { drawPaper, permuteOptions, type Eligible } from './drawing';
import { seededRandom } from './random';
import { skillCovers } from './skills';

const question = (versionId: number, skill: string, overrides: Partial<Eligible> = {}): Eligible => ({
  versionId,
  skill,
  difficulty: 'easy',
  type: 'single',
  ...overrides,
});

describe('which skills a row covers', () => {
  it.each([
    ['IU01.1', 'IU01.1', true],
    ['IU01.1', 'IU01.1.2', true],
    ['IU01.1', 'IU01.10', false],
    ['IU01', 'IU01.3.1', true],
    ['IU01.1', 'IU01', false],
  ])('%s and %s: %s', (prefix, skill, covers) => expect(skillCovers(prefix, skill)).toBe(covers));
});

describe('drawing a paper', () => {
  it('moves a question to another row rather than fail', () => {
    // Row 1 takes any easy question, row 2 needs question 1, row 3 questions 1 or 2: only one assignment is whole.
    const eligible = [question(1, 'IU01.1.1'), question(2, 'IU01.1'), question(3, 'IU01.2')];
    const rows = [
      { skill: 'IU01', count: 1 },
      { skill: 'IU01.1', count: 1 },
      { skill: 'IU01.1.1', count: 1 },
    ];
    for (let seed = 0; seed < 50; seed += 1) {
      const draw = drawPaper({ rows, eligible, random: seededRandom(String(seed)) });
      expect(draw.kind === 'drawn' && [...draw.items].sort()).toEqual([1, 2, 3]);
    }
  });

  it('says which row is short, of what, and by how much', () => {
    const eligible = [
      question(1, 'IU01.1'),
      question(2, 'IU01.2', { difficulty: 'hard' }),
      question(3, 'IU01.10'),
    ];
    const rows: BlueprintRow[] = [
      { skill: 'IU01.2', count: 1 },
      { skill: 'IU01.1', difficulty: 'easy', count: 3 },
    ];
    expect(drawPaper({ rows, eligible, random: seededRandom('s') })).toEqual({
      kind: 'short',
      rows: [{ skill: 'IU01.1', difficulty: 'easy', needed: 3, available: 1 }],
    });
  });

  it('keeps to difficulty and type', () => {
    const eligible = (['easy', 'hard'] as const).flatMap((difficulty, d) =>
      (['single', 'multiple'] as const).map((type, t) => question(d * 2 + t, 'IU01', { difficulty, type })),
    );
    const rows: BlueprintRow[] = [{ skill: 'IU01', difficulty: 'hard', type: 'multiple', count: 1 }];
    expect(drawPaper({ rows, eligible, random: seededRandom('s') })).toEqual({ kind: 'drawn', items: [3] });
  });

  it('draws every question about equally often', () => {
    const eligible = Array.from({ length: 10 }, (_, index) => question(index, 'IU01.1'));
    const seen = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 2000; seed += 1) {
      const draw = drawPaper({
        rows: [{ skill: 'IU01', count: 3 }],
        eligible,
        random: seededRandom(`s${seed}`),
      });
      if (draw.kind === 'drawn') for (const item of draw.items) seen[item] = (seen[item] ?? 0) + 1;
    }
    // 600 expected each; five standard deviations are about 100.
    expect(Math.min(...seen)).toBeGreaterThan(500);
    expect(Math.max(...seen)).toBeLessThan(700);
  });

  const skills = fc.constantFrom('IU01.1', 'IU01.1.1', 'IU01.1.2', 'IU01.2', 'IU01.10');
  const difficulties = fc.constantFrom('easy' as const, 'hard' as const);
  const banks = fc
    .array(fc.record({ skill: skills, difficulty: difficulties }), { maxLength: 7 })
    .map((list) =>
      list.map((one, versionId) => question(versionId, one.skill, { difficulty: one.difficulty })),
    );
  const blueprints = fc.array(
    fc.record({
      skill: fc.constantFrom('IU01', 'IU01.1', 'IU01.1.1', 'IU01.2'),
      difficulty: fc.option(difficulties, { nil: undefined }),
      count: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 4 },
  ) as fc.Arbitrary<BlueprintRow[]>;

  it('draws exactly when an assignment exists, each place filled by another fitting question', () => {
    fc.assert(
      fc.property(blueprints, banks, fc.string(), (rows, eligible, seed) => {
        const draw = drawPaper({ rows, eligible, random: seededRandom(seed) });
        const places = rows.flatMap((row) => new Array<BlueprintRow>(row.count).fill(row));
        expect(draw.kind === 'drawn').toBe(assignable(places, eligible));
        if (draw.kind !== 'drawn') return;
        expect(new Set(draw.items).size).toBe(places.length);
        expect(
          assignable(
            places,
            eligible.filter((one) => draw.items.includes(one.versionId)),
          ),
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('depends on the seed alone, not on the order of the bank', () => {
    fc.assert(
      fc.property(blueprints, banks, fc.string(), (rows, eligible, seed) => {
        const first = drawPaper({ rows, eligible, random: seededRandom(seed) });
        expect(drawPaper({ rows, eligible: [...eligible].reverse(), random: seededRandom(seed) })).toEqual(
          first,
        );
      }),
    );
  });
});

/** By trying everything: can each place get a fitting question of its own? */
function assignable(places: BlueprintRow[], eligible: Eligible[]): boolean {
  const [place, ...rest] = places;
  if (!place) return true;
  return eligible.some(
    (one) =>
      skillCovers(place.skill, one.skill) &&
      (!place.difficulty || place.difficulty === one.difficulty) &&
      assignable(
        rest,
        eligible.filter((other) => other !== one),
      ),
  );
}

describe('order of options', () => {
  const options = ['o1', 'o2', 'o3', 'o4'].map((id) => ({
    id,
    text: { vi: id, en: id },
    right: id === 'o1',
  }));
  const orders = (lockLast: boolean, type: 'single' | 'true_false') =>
    new Set(
      Array.from({ length: 400 }, (_, seed) =>
        permuteOptions({ type, options, lockLast, random: seededRandom(`o${seed}`) })
          .map((option) => option.id)
          .join(' '),
      ),
    );

  it('takes every order', () => expect(orders(false, 'single').size).toBe(24));
  it('keeps a locked last option last', () => {
    expect(orders(true, 'single').size).toBe(6);
    for (const order of orders(true, 'single')) expect(order.endsWith('o4')).toBe(true);
  });
  it('leaves true and false where they are', () =>
    expect([...orders(false, 'true_false')]).toEqual(['o1 o2 o3 o4']));
});

describe('the seeded sequence', () => {
  it('is the same for the same seed and within [0, 1)', () => {
    const [first, second] = [seededRandom('một'), seededRandom('một')];
    for (let index = 0; index < 1000; index += 1) {
      const value = first();
      expect(second()).toBe(value);
      expect(value >= 0 && value < 1).toBe(true);
    }
  });
  it('differs between near seeds and for the empty one', () => {
    const starts = ['', 'a', 'b', 'aa', 'ab'].map((seed) => seededRandom(seed)());
    expect(new Set(starts).size).toBe(5);
  });
});
