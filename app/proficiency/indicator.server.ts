import { unitCode as codeOf } from '~db/queries/organisation';
import { groupSpansByMonth, listUnitsWithoutPeople } from '~db/queries/spans';
import type { TxStamp } from '~db/queries/trail';
import type { Ctx } from '~/access/context.server';
import { getSettings, type Settings } from '~/access/settings.server';
import { addDays, addMonths } from '~/office/dates';
import type { Block, Level } from '~/organisation/terms';
import { treeOrder } from '~/organisation/tree';
import {
  byShare,
  byUnit,
  gapToTarget,
  mayShowShare,
  rollUp,
  totalOf,
  type Breakdown,
  type CountedGroup,
  type Part,
  type Share,
} from './figure';
import {
  groupsOf,
  ruleViewOf,
  viewDay,
  viewOtherDay,
  type DayInput,
  type DayView,
  type RuleView,
} from './figure.server';
import { monthEndsUpTo, REFORM_DAY, seriesAtMonthEnds, type SeriesPoint } from './series';

export interface Indicator {
  asOf: string;
  /** The transaction known at, and its time in UTC milliseconds. */
  tx: TxStamp;
  /** Null where no rule was in force; then nobody counts. */
  rule: RuleView | null;
  provisional: boolean;
  target: Settings['target'];
  numerator: number;
  denominator: number;
  /** Null when nobody counts: no data is not zero. */
  share: Share | null;
  /** Empty without `by`. By unit: units with people of their own who count; key is the unit's code. */
  rows: Part[];
}

/**
 * The official figure of a day as known at a time, within the actor's scope: the command's contract. One pass over the
 * spans, rolled up in memory. Errors as viewDay.
 */
export function getIndicator(ctx: Ctx, input: DayInput & { by?: Breakdown | 'unit' } = {}): Indicator {
  const view = viewDay(ctx, 'indicator.read', input);
  const groups = groupsOf(ctx, view);
  return {
    ...headOf(ctx, view),
    ...totalOf(groups),
    rows:
      input.by === 'unit'
        ? unitsOf(ctx, view, groups).map(({ code, numerator, denominator, share }) => ({
            key: code,
            numerator,
            denominator,
            share,
          }))
        : input.by
          ? rollUp(groups, view.tree, input.by)
          : [],
  };
}

/** A part of the figure beside its target and beside what it was. */
export interface ComparedPart extends Part {
  /** People missing to reach the target. */
  gap: number;
  /** Fewer than ten people: no percentage and no rank. */
  small: boolean;
  /** On the day compared with; null where nobody counted then. */
  before: Omit<Part, 'key'> | null;
}

export interface UnitFigure extends ComparedPart {
  code: string;
  nameVi: string;
  nameEn: string;
  /** Null for a unit that is not in the organisation of the day, which `check` reports. */
  level: Level | null;
  block: Block | null;
}

export interface IndicatorPage extends Omit<Indicator, 'rows'> {
  reported: Settings['reported'];
  gap: number;
  small: boolean;
  /** The same figure three months before. */
  compare: SeriesPoint;
  byLevel: ComparedPart[];
  byBlock: ComparedPart[];
  byCategory: ComparedPart[];
  /** By share, highest first; small units after them in tree order. */
  units: UnitFigure[];
  /** Lowest units of the day to which nobody is assigned: no list, not zero. */
  unlisted: { code: string; nameVi: string; nameEn: string; level: Level }[];
  /** The last 24 month-ends before the day and the day itself; points on either side of `breakAt` don't join. */
  series: SeriesPoint[];
  breakAt: string;
}

/** Everything on the leader's page in one call: three passes over the spans. Errors as viewDay. */
export function getIndicatorPage(ctx: Ctx, input: DayInput = {}): IndicatorPage {
  const view = viewDay(ctx, 'indicator.read', input);
  const groups = groupsOf(ctx, view);
  const head = headOf(ctx, view);
  const earlier = viewOtherDay(ctx, view, addMonths(view.asOf, -3), input.unitCode);
  const before = groupsOf(ctx, earlier);
  const compare = (now: Part[], then: Part[]): ComparedPart[] => {
    const past = new Map(then.map((part) => [part.key, part]));
    return now.map((part) => comparedPart(part, past.get(part.key) ?? null, head.target));
  };
  const by = (breakdown: Breakdown) =>
    compare(rollUp(groups, view.tree, breakdown), rollUp(before, earlier.tree, breakdown));
  const past = new Map(byUnit(before, earlier.tree).map((part) => [part.unitId, part]));
  const total = totalOf(groups);
  return {
    ...head,
    ...total,
    reported: getSettings(ctx.db).reported,
    gap: gapToTarget(total.numerator, total.denominator, head.target),
    small: !mayShowShare(total.denominator),
    compare: { asOf: earlier.asOf, ...totalOf(before) },
    byLevel: by('level'),
    byBlock: by('block'),
    byCategory: by('category'),
    units: unitsOf(ctx, view, groups)
      .map((unit) => ({ ...unit, ...comparedPart(unit, past.get(unit.unitId) ?? null, head.target) }))
      .sort(byShare),
    unlisted: unlistedOf(ctx, view),
    series: [...seriesOf(ctx, view, input.unitCode), { asOf: view.asOf, ...total }],
    breakAt: REFORM_DAY,
  };
}

function headOf(ctx: Ctx, view: DayView) {
  const rule = ruleViewOf(view.rule);
  const { target } = getSettings(ctx.db);
  return { asOf: view.asOf, tx: view.tx, rule, provisional: rule?.provisional ?? true, target };
}

function unitsOf(ctx: Ctx, { tree }: DayView, groups: CountedGroup[]) {
  return byUnit(groups, tree).map((part) => {
    const unit = tree.units.get(part.unitId);
    const code = unit?.code ?? codeOf(ctx.db, part.unitId);
    const { nameVi = code, nameEn = code, level = null, block = null } = unit ?? {};
    return { ...part, code, nameVi, nameEn, level, block };
  });
}

function comparedPart(part: Part, before: Part | null, target: Share): ComparedPart {
  const { key, numerator, denominator, share } = part;
  return {
    key,
    numerator,
    denominator,
    share,
    gap: gapToTarget(numerator, denominator, target),
    small: !mayShowShare(denominator),
    before: before && { numerator: before.numerator, denominator: before.denominator, share: before.share },
  };
}

function unlistedOf(ctx: Ctx, { asOf, tx, tree, unitIds }: DayView): IndicatorPage['unlisted'] {
  const leaves = (unitIds ?? treeOrder(tree)).filter((unitId) => !tree.below.has(unitId));
  return listUnitsWithoutPeople(ctx.db, leaves, asOf, tx.id).map((unitId) => {
    const { code, nameVi, nameEn, level } = tree.units.get(unitId)!;
    return { code, nameVi, nameEn, level };
  });
}

/** 24 month-ends, each by the organisation of its own day. */
function seriesOf(ctx: Ctx, view: DayView, unitCode: string | undefined): SeriesPoint[] {
  const ends = monthEndsUpTo(addDays(view.asOf, -1), 24);
  if (view.unitIds === null) {
    const groups = groupSpansByMonth(ctx.db, ends[0]!, view.asOf, view.tx.id);
    return seriesAtMonthEnds(groups, ends);
  }
  return ends.map((asOf) => ({ asOf, ...totalOf(groupsOf(ctx, viewOtherDay(ctx, view, asOf, unitCode))) }));
}
