import { plainPostsOf, postOf, seniorityOf, type UnitKind } from '../pools/posts-province';
import type { Post } from '../pools/posts';
import type { Sex } from '../pools';
import type { Random } from '../random';
import { dateBetween, earlier, later, monthStartBetween, shiftDays, shiftMonths } from './calendar';
import { OPEN_END, REFORM, type IsoDate, type PlannedAssignment, type PlannedState } from './shape';
import type { PlannedUnit, Province } from './shape';

/** Where people worked, in order of time, without gaps. */

export interface Places {
  byCode: ReadonlyMap<string, PlannedUnit>;
  /** Units that went into a unit, or into the one above it within its commune, with the day. */
  predecessors(unit: PlannedUnit): readonly PlannedUnit[];
  /** Units of today between which people move: of the same kind, schools of the same sort. */
  like(unit: PlannedUnit): readonly PlannedUnit[];
  /** Its land went to several communes, so no one of them has its head. */
  isSplit(code: string): boolean;
}

export function placesOf(plan: Province): Places {
  const byCode = new Map(plan.units.map((unit) => [unit.code, unit] as const));
  const into = new Map<string, PlannedUnit[]>();
  for (const { fromCode, toCode } of plan.successions) {
    const from = byCode.get(fromCode);
    if (from && from.kind !== 'area') into.set(toCode, [...(into.get(toCode) ?? []), from]);
  }
  const groups = new Map<string, PlannedUnit[]>();
  const groupOf = ({ kind, periods }: PlannedUnit): string =>
    kind === 'school' ? (periods[0]?.nameVi ?? '').split(' ').slice(0, 2).join(' ') : kind;
  for (const unit of plan.units) {
    if (unit.validTo !== OPEN_END) continue;
    const group = groups.get(groupOf(unit));
    if (group) group.push(unit);
    else groups.set(groupOf(unit), [unit]);
  }
  const found = new Map<string, readonly PlannedUnit[]>();
  const predecessors = (unit: PlannedUnit): readonly PlannedUnit[] => {
    const known = found.get(unit.code);
    if (known) return known;
    const parent = unit.periods[unit.periods.length - 1]?.parentCode;
    const above = unit.communeCode && parent && parent !== unit.communeCode ? (into.get(parent) ?? []) : [];
    const isNew = unit.validFrom === REFORM;
    const all = [...(into.get(unit.code) ?? []), ...(isNew ? above : [])];
    found.set(unit.code, all);
    return all;
  };
  const split = new Set(
    plan.successions.filter(({ kind }) => kind === 'split').map(({ fromCode }) => fromCode),
  );
  return {
    byCode,
    predecessors,
    like: (unit) => groups.get(groupOf(unit)) ?? [],
    isSplit: (code) => split.has(code),
  };
}

export interface CareerInput {
  random: Random;
  sex: Sex;
  unit: PlannedUnit;
  post: Post;
  entry: IsoDate;
  /** First day after the last one, open end for those in post. */
  end: IsoDate;
  today: IsoDate;
  /** Which old head of a merged commune this was, if any. */
  headOf?: number;
  /** People of the pictures and chiefs keep their post. */
  isFixed?: boolean;
}

const line = (unit: PlannedUnit, post: Post, validFrom: IsoDate, validTo: IsoDate): PlannedAssignment => ({
  ...{ unitCode: unit.code, category: post.category, positionVi: post.vi, positionEn: post.en },
  ...{ isPrimary: true, validFrom, validTo },
});

/** Part-time, contract and unstated people do the same work before and after; the others get a repeated post. */
function keptPost({ random, sex }: CareerInput, kind: UnitKind, post: Post): Post {
  const all = plainPostsOf(kind, sex);
  const same = all.filter(({ category }) => category === post.category);
  if (!isPlain(post)) return post;
  return same.length > 0 ? random.pick(same) : all.length > 0 ? random.pick(all) : post;
}

const isPlain = ({ category }: Post): boolean =>
  category === 'cadre' || category === 'civil_servant' || category === 'public_employee';

/** Where that work was done before: part-time people only in communes, others where their category exists. */
function fits(kind: UnitKind, post: Post): boolean {
  if (post.category === 'part_time') return kind === 'old_committee';
  return !isPlain(post) || plainPostsOf(kind).some(({ category }) => category === post.category);
}

/** The way into `unit` from `entry` on: through a predecessor where there was one. */
function wayInto(places: Places, input: CareerInput, unit: PlannedUnit, post: Post): PlannedAssignment[] {
  const { random, entry, headOf } = input;
  const before = places.predecessors(unit).filter((old) => old.validTo > entry && old.validFrom <= entry);
  const mustCome = entry < unit.validFrom;
  const leads = seniorityOf(post.vi) === 'leader';
  const heads = before.filter(({ kind, code }) => kind.startsWith('old_') && !places.isSplit(code));
  const headed = headOf !== undefined && mustCome ? heads[headOf] : undefined;
  if (before.length === 0 || (!mustCome && (leads || !random.chance(0.3)))) {
    return [line(unit, post, later(entry, unit.validFrom), OPEN_END)];
  }
  const fitting = before.filter(({ kind }) => fits(kind, post));
  const old = headed ?? random.pick(fitting.length > 0 ? fitting : before);
  const oldPost = headed ? postOf(old.kind, 0) : keptPost(input, old.kind, post);
  return [line(old, oldPost, entry, old.validTo), line(unit, post, old.validTo, OPEN_END)];
}

function cut(lines: readonly PlannedAssignment[], end: IsoDate): PlannedAssignment[] {
  return lines
    .filter(({ validFrom }) => validFrom < end)
    .map((one) => ({ ...one, validTo: earlier(one.validTo, end) }));
}

/** Primary assignments from `entry` to `end`; now and then a transfer or a promotion since 2024. */
export function careerOf(places: Places, input: CareerInput): PlannedAssignment[] {
  const { random, unit, post, entry, end, today, isFixed } = input;
  const own = wayInto(places, input, unit, post);
  const last = earlier(end, today);
  const from = later(later('2024-02-01', shiftMonths(entry, 3)), shiftMonths(unit.validFrom, 1));
  const until = shiftDays(last, -20);
  const mayMove = !isFixed && from < until && input.headOf === undefined;
  if (mayMove && seniorityOf(post.vi) !== 'leader' && random.chance(0.1)) {
    const others = places.like(unit);
    const on = monthStartBetween(random, from, until);
    const other = random.pick(others);
    if (other !== unit && on <= until) {
      const there = cut(wayInto(places, input, other, keptPost(input, other.kind, post)), on);
      if (there.length > 0) return cut([...there, line(unit, post, on, OPEN_END)], end);
    }
  }
  const current = own[own.length - 1];
  if (mayMove && current && random.chance(0.07)) {
    const on = monthStartBetween(random, later(from, shiftMonths(current.validFrom, 2)), until);
    const earlierPost = keptPost(input, unit.kind, post);
    if (on > current.validFrom && on <= until && earlierPost.vi !== post.vi) {
      const before = line(unit, earlierPost, current.validFrom, on);
      return cut([...own.slice(0, -1), before, line(unit, post, on, OPEN_END)], end);
    }
  }
  return cut(own, end);
}

const LEAVE_SHARE = 0.03;

/** Working all along, but for a leave of some months for a few; states end with the last assignment. */
export function statesOf(random: Random, entry: IsoDate, end: IsoDate, today: IsoDate): PlannedState[] {
  const working: PlannedState = { state: 'working', validFrom: entry, validTo: end };
  if (!random.chance(LEAVE_SHARE)) return [working];
  const first = later(shiftMonths(entry, 6), '2024-02-01');
  const latest = shiftDays(earlier(end, today), -5);
  if (first >= latest) return [working];
  const from = dateBetween(random, first, latest);
  const to = earlier(shiftMonths(from, random.between(2, 6)), end);
  const back: PlannedState[] = to < end ? [{ state: 'working', validFrom: to, validTo: end }] : [];
  return [{ ...working, validTo: from }, { state: 'leave', validFrom: from, validTo: to }, ...back];
}
