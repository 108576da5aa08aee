import type { Block, Level } from './terms';

/** A unit as it was on one day. */
export interface TreeUnit {
  unitId: number;
  code: string;
  nameVi: string;
  nameEn: string;
  level: Level;
  block: Block;
  parentId: number | null;
}

/** The organisation of one day. `below` lists children by code; units whose parent is not there that day are roots. */
export interface UnitTree {
  units: ReadonlyMap<number, TreeUnit>;
  roots: readonly number[];
  below: ReadonlyMap<number, readonly number[]>;
}

export function buildTree(rows: readonly TreeUnit[]): UnitTree {
  const units = new Map(rows.map((unit) => [unit.unitId, unit]));
  const sorted = [...rows].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  const below = new Map<number, number[]>();
  const roots: number[] = [];
  for (const { unitId, parentId } of sorted) {
    if (parentId === null || !units.has(parentId)) roots.push(unitId);
    else pushTo(below, parentId, unitId);
  }
  return { units, roots, below };
}

/** The unit and its ancestors, nearest first; empty for a unit that is not there on the day. */
export function pathOf(tree: UnitTree, unitId: number): number[] {
  const path: number[] = [];
  for (let at: number | null = unitId; at !== null && !path.includes(at);) {
    const unit: TreeUnit | undefined = tree.units.get(at);
    if (!unit) break;
    path.push(at);
    at = unit.parentId;
  }
  return path;
}

/** The unit and everything below it, parents before children, siblings by code; empty for an unknown unit. */
export function descendantsOf(tree: UnitTree, unitId: number): number[] {
  return tree.units.has(unitId) ? walk(tree, [unitId]) : [];
}

/** All units, parents before children, siblings by code. */
export function treeOrder(tree: UnitTree): number[] {
  return walk(tree, tree.roots);
}

/** The unit of that code, or null. */
export function unitByCode(tree: UnitTree, code: string): TreeUnit | null {
  for (const unit of tree.units.values()) if (unit.code === code) return unit;
  return null;
}

function walk(tree: UnitTree, starts: readonly number[]): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  const stack = [...starts].reverse();
  while (stack.length > 0) {
    const unitId = stack.pop()!;
    if (seen.has(unitId)) continue;
    seen.add(unitId);
    order.push(unitId);
    stack.push(...[...(tree.below.get(unitId) ?? [])].reverse());
  }
  return order;
}

function pushTo(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
