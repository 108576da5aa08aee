import { pathOf, treeOrder, type UnitTree } from '~/organisation/tree';
import { CATEGORIES, BLOCKS, LEVELS, type Category } from '~/organisation/terms';

/** One line of the grouped pass over the spans of a day: people of a unit and category who count, and those who meet. */
export interface CountedGroup {
  unitId: number;
  category: Category;
  counted: number;
  met: number;
}

/** A fraction of people, never reduced: `num` who meet of `den` who count. */
export interface Share {
  num: number;
  den: number;
}

export interface Part {
  key: string;
  numerator: number;
  denominator: number;
  /** Null when nobody counts: no data is not zero. */
  share: Share | null;
}

export type Breakdown = 'level' | 'block' | 'category';

/** Key of people whose unit is not in the tree of the day: an error in the facts that must not vanish from a sum. */
export const UNPLACED = 'unplaced';

/** Below so many people no percentage is shown: one person's result could be read from it. */
export const SMALLEST_SHARE = 10;

export function partOf(key: string, numerator: number, denominator: number): Part {
  return {
    key,
    numerator,
    denominator,
    share: denominator === 0 ? null : { num: numerator, den: denominator },
  };
}

/** All groups together. */
export function totalOf(groups: readonly CountedGroup[]): Omit<Part, 'key'> {
  const { numerator, denominator, share } = sumOf('', groups);
  return { numerator, denominator, share };
}

/** Parts by level, block or category, in the fixed order of the lists, empty ones left out; they add up to the total. */
export function rollUp(groups: readonly CountedGroup[], tree: UnitTree, by: Breakdown): Part[] {
  const keyOf = (group: CountedGroup): string =>
    by === 'category' ? group.category : (tree.units.get(group.unitId)?.[by] ?? UNPLACED);
  const order: readonly string[] = by === 'category' ? CATEGORIES : by === 'level' ? LEVELS : BLOCKS;
  const parts = groupBy(groups, keyOf);
  return [...order, UNPLACED]
    .filter((key) => parts.has(key))
    .map((key) => sumOf(key, parts.get(key)!))
    .filter((part) => part.denominator > 0);
}

/** A part for each unit with people of its own who count, in tree order, unplaced units last; key is the unit's id. */
export function byUnit(groups: readonly CountedGroup[], tree: UnitTree): (Part & { unitId: number })[] {
  const parts = groupBy(groups, (group) => group.unitId);
  const placed = treeOrder(tree).filter((unitId) => parts.has(unitId));
  const known = new Set(placed);
  const unplaced = [...parts.keys()].filter((unitId) => !known.has(unitId)).sort((a, b) => a - b);
  return [...placed, ...unplaced]
    .map((unitId) => ({ ...sumOf(String(unitId), parts.get(unitId)!), unitId }))
    .filter((part) => part.denominator > 0);
}

/** For each unit of the tree its people and those of everything below it. Units with nobody are left out. */
export function bySubtree(groups: readonly CountedGroup[], tree: UnitTree): Map<number, Part> {
  const sums = new Map<number, { numerator: number; denominator: number }>();
  for (const group of groups) {
    for (const unitId of pathOf(tree, group.unitId)) {
      const sum = sums.get(unitId) ?? { numerator: 0, denominator: 0 };
      sum.numerator += group.met;
      sum.denominator += group.counted;
      sums.set(unitId, sum);
    }
  }
  return new Map([...sums].map(([id, sum]) => [id, partOf(String(id), sum.numerator, sum.denominator)]));
}

/**
 * How many more people must meet the rule for the share to reach the target: ceil(denominator × num / den) less those
 * who do, never below 0. Whole numbers only: 70% of 10,034 is 7,023.8, so 7,024 people are needed.
 */
export function gapToTarget(numerator: number, denominator: number, target: Share): number {
  const product = denominator * target.num;
  const rest = product % target.den;
  const needed = (product - rest) / target.den + (rest > 0 ? 1 : 0);
  return Math.max(0, needed - numerator);
}

/** May a percentage be shown for so many people? */
export function mayShowShare(denominator: number): boolean {
  return denominator >= SMALLEST_SHARE;
}

/** Order of a ranking: the highest share first; parts too small for a share stay behind, in the order they came in. */
export function byShare(a: Pick<Part, 'numerator' | 'denominator'>, b: typeof a): number {
  const [small, other] = [!mayShowShare(a.denominator), !mayShowShare(b.denominator)];
  if (small || other) return Number(small) - Number(other);
  return b.numerator * a.denominator - a.numerator * b.denominator;
}

function sumOf(key: string, groups: readonly CountedGroup[]): Part {
  let [numerator, denominator] = [0, 0];
  for (const group of groups) {
    numerator += group.met;
    denominator += group.counted;
  }
  return partOf(key, numerator, denominator);
}

function groupBy<K>(
  groups: readonly CountedGroup[],
  keyOf: (group: CountedGroup) => K,
): Map<K, CountedGroup[]> {
  const parts = new Map<K, CountedGroup[]>();
  for (const group of groups) {
    const key = keyOf(group);
    const part = parts.get(key);
    if (part) part.push(group);
    else parts.set(key, [group]);
  }
  return parts;
}
