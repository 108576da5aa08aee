import { describe, expect, it } from 'vitest';
import { buildTree, descendantsOf, pathOf, treeOrder, unitByCode, type TreeUnit } from './tree';

const unit = (unitId: number, code: string, parentId: number | null): TreeUnit => ({
  unitId,
  code,
  nameVi: code,
  nameEn: code,
  level: 'province',
  block: 'state',
  parentId,
});

// T (1) ── S2 (3) ── S2.1 (5)
//       └─ S1 (4)           K (2): its parent ended before the day.
const TREE = buildTree([
  unit(1, 'T', null),
  unit(2, 'K', 99),
  unit(3, 'S2', 1),
  unit(4, 'S1', 1),
  unit(5, 'S2.1', 3),
]);

describe('the tree of a day', () => {
  it('puts parents before children and siblings in the order of their codes', () => {
    expect(treeOrder(TREE)).toEqual([2, 1, 4, 3, 5]);
  });

  it.each([
    ['a leaf', 5, [5, 3, 1]],
    ['the root', 1, [1]],
    ['a unit whose parent is not there', 2, [2]],
    ['an unknown unit', 77, []],
  ])('path of %s', (_, unitId, path) => {
    expect(pathOf(TREE, unitId)).toEqual(path);
  });

  it.each([
    ['the root', 1, [1, 4, 3, 5]],
    ['a leaf', 4, [4]],
    ['an unknown unit', 77, []],
  ])('everything below %s', (_, unitId, below) => {
    expect(descendantsOf(TREE, unitId)).toEqual(below);
  });

  it('ends on a circle of parents', () => {
    const circle = buildTree([unit(1, 'A', 2), unit(2, 'B', 1)]);
    expect(pathOf(circle, 1)).toEqual([1, 2]);
    expect(treeOrder(circle)).toEqual([]);
    expect(descendantsOf(circle, 1)).toEqual([1, 2]);
  });

  it('finds units by code', () => {
    expect(unitByCode(TREE, 'S1')?.unitId).toBe(4);
    expect(unitByCode(TREE, 's1')).toBeNull();
  });
});
