import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCKS, CATEGORIES, LEVELS } from '~/organisation/terms';
import { buildTree, treeOrder, type TreeUnit } from '~/organisation/tree';
import {
  byShare,
  bySubtree,
  byUnit,
  gapToTarget,
  mayShowShare,
  rollUp,
  totalOf,
  type CountedGroup,
} from './figure';

const unit = (unitId: number, parentId: number | null, change: Partial<TreeUnit> = {}): TreeUnit => ({
  unitId,
  code: `U${unitId}`,
  nameVi: '',
  nameEn: '',
  level: 'province',
  block: 'state',
  parentId,
  ...change,
});
// Province 1 with a department 2 and a party office 3; commune 4 with a front 5 below it.
const TREE = buildTree([
  unit(1, null),
  unit(2, 1),
  unit(3, 1, { block: 'party' }),
  unit(4, 1, { level: 'commune' }),
  unit(5, 4, { level: 'commune', block: 'mass_organisation' }),
]);
const GROUPS: CountedGroup[] = [
  { unitId: 2, category: 'cadre', counted: 3, met: 2 },
  { unitId: 2, category: 'civil_servant', counted: 20, met: 15 },
  { unitId: 3, category: 'cadre', counted: 9, met: 9 },
  { unitId: 4, category: 'civil_servant', counted: 12, met: 6 },
  { unitId: 5, category: 'cadre', counted: 4, met: 0 },
];

describe('rolling up', () => {
  it('adds everything', () => {
    // 3 + 20 + 9 + 12 + 4 = 48; 2 + 15 + 9 + 6 + 0 = 32.
    expect(totalOf(GROUPS)).toEqual({ numerator: 32, denominator: 48, share: { num: 32, den: 48 } });
  });

  it.each([
    ['level', ['province 26/32', 'commune 6/16']],
    ['block', ['party 9/9', 'state 23/35', 'mass_organisation 0/4']],
    ['category', ['cadre 11/16', 'civil_servant 21/32']],
  ] as const)('by %s, in the fixed order', (by, expected) => {
    expect(rollUp(GROUPS, TREE, by).map((p) => `${p.key} ${p.numerator}/${p.denominator}`)).toEqual(expected);
  });

  it('by unit: its own people, in tree order', () => {
    expect(byUnit(GROUPS, TREE).map((p) => `${p.key} ${p.numerator}/${p.denominator}`)).toEqual([
      '2 17/23',
      '3 9/9',
      '4 6/12',
      '5 0/4',
    ]);
  });

  it('by subtree: with everything below', () => {
    const sums = bySubtree(GROUPS, TREE);
    expect(sums.get(1)).toMatchObject({ numerator: 32, denominator: 48 });
    expect(sums.get(4)).toMatchObject({ numerator: 6, denominator: 16 });
    expect(sums.get(2)).toMatchObject({ numerator: 17, denominator: 23 });
  });

  it('keeps people whose unit is not there that day', () => {
    const lost: CountedGroup[] = [...GROUPS, { unitId: 88, category: 'cadre', counted: 1, met: 1 }];
    expect(rollUp(lost, TREE, 'level').at(-1)).toMatchObject({ key: 'unplaced', denominator: 1 });
    expect(byUnit(lost, TREE).at(-1)).toMatchObject({ unitId: 88, denominator: 1 });
  });

  it('has no share where nobody counts', () => {
    expect(totalOf([])).toEqual({ numerator: 0, denominator: 0, share: null });
  });

  const groups = fc.array(
    fc
      .record({
        unitId: fc.integer({ min: 1, max: 7 }), // 6 and 7 are in no tree
        category: fc.constantFrom(...CATEGORIES),
        counted: fc.nat(50),
        missed: fc.nat(50),
      })
      .map(({ missed, ...group }) => ({ ...group, met: Math.max(0, group.counted - missed) })),
  );
  const trees = fc
    .array(
      fc.record({
        parent: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
        level: fc.constantFrom(...LEVELS),
        block: fc.constantFrom(...BLOCKS),
      }),
      { minLength: 5, maxLength: 5 },
    )
    .map((list) =>
      buildTree(list.map(({ parent, level, block }, i) => unit(i + 1, parent, { level, block }))),
    );

  it('gives parts that add up, for any tree', () => {
    fc.assert(
      fc.property(groups, trees, (list, tree) => {
        const { numerator, denominator } = totalOf(list);
        const all = [
          rollUp(list, tree, 'level'),
          rollUp(list, tree, 'block'),
          rollUp(list, tree, 'category'),
          byUnit(list, tree),
        ];
        for (const parts of all) {
          expect(parts.reduce((sum, part) => sum + part.numerator, 0)).toBe(numerator);
          expect(parts.reduce((sum, part) => sum + part.denominator, 0)).toBe(denominator);
        }
      }),
    );
  });

  it('gives subtrees whose roots add up to everybody placed', () => {
    fc.assert(
      fc.property(groups, trees, (list, tree) => {
        const reachable = new Set(treeOrder(tree));
        const placed = totalOf(list.filter((group) => reachable.has(group.unitId)));
        const sums = bySubtree(list, tree);
        const roots = tree.roots.map((id) => sums.get(id)?.denominator ?? 0);
        expect(roots.reduce((sum, n) => sum + n, 0)).toBe(placed.denominator);
      }),
    );
  });
});

describe('gapToTarget', () => {
  const seventy = { num: 70, den: 100 };
  it.each([
    // 70% of 10,034 = 7,023.8, so 7,024 people; 7,024 - 6,612 = 412.
    ['the province', 6612, 10034, seventy, 412],
    // 70% of 6,818 = 4,772.6 -> 4,773; 4,773 - 4,123 = 650.
    ['the communes', 4123, 6818, seventy, 650],
    // 70% of 10 is exactly 7: nobody is missing at 7, one at 6.
    ['exactly at the target', 7, 10, seventy, 0],
    ['one below', 6, 10, seventy, 1],
    ['above', 9, 10, seventy, 0],
    ['nobody counts', 0, 0, seventy, 0],
    // Two thirds of 10 is 6.67 -> 7.
    ['a target of two thirds', 6, 10, { num: 2, den: 3 }, 1],
  ])('%s', (_, numerator, denominator, target, gap) => {
    expect(gapToTarget(numerator, denominator, target)).toBe(gap);
  });

  it('is the least number that reaches the target', () => {
    const size = fc.integer({ min: 1, max: 200_000 });
    fc.assert(
      fc.property(size, fc.nat(200_000), fc.integer({ min: 1, max: 100 }), (denominator, met, percent) => {
        const numerator = Math.min(met, denominator);
        const gap = gapToTarget(numerator, denominator, { num: percent, den: 100 });
        const reaches = (people: number) => (numerator + people) * 100 >= denominator * percent;
        expect(reaches(gap)).toBe(true);
        if (gap > 0) expect(reaches(gap - 1)).toBe(false);
      }),
    );
  });
});

describe('byShare', () => {
  it('ranks by exact shares and leaves small units behind in their order', () => {
    // 61/66 = 0.9242, 88/102 = 0.8627, 7/10 = 0.7; 9 of 9 is too few to rank.
    const parts = [
      { numerator: 9, denominator: 9 },
      { numerator: 7, denominator: 10 },
      { numerator: 0, denominator: 3 },
      { numerator: 88, denominator: 102 },
      { numerator: 61, denominator: 66 },
    ];
    expect([...parts].sort(byShare).map((part) => part.numerator)).toEqual([61, 88, 7, 9, 0]);
  });
});

describe('mayShowShare', () => {
  it.each([
    [9, false],
    [10, true],
  ])('%i people: %s', (people, shown) => {
    expect(mayShowShare(people)).toBe(shown);
  });
});
