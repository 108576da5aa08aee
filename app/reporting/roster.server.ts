import { findUnitId } from '~db/queries/organisation';
import { listRosterByUnit, type RosterFilter, type UnitCount } from '~db/queries/roster';
import type { TxStamp } from '~db/queries/trail';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import type { Action } from '~/access/policy';
import { foldForSearch } from '~/organisation/names';
import { normaliseStaffCode } from '~/organisation/scope.server';
import type { Category } from '~/organisation/terms';
import { descendantsOf, unitByCode } from '~/organisation/tree';
import { ruleViewOf, viewDay, type DayView, type RuleView } from '~/proficiency/figure.server';
import { missingModules, soonAfter, type RosterModule } from './roster';
import { countsInOrder, detailsOf } from './roster-rows.server';

export interface RosterFilters {
  /** ISO date, today by default. */
  asOf?: string;
  /** UTC milliseconds, at least ten seconds ago. */
  knownAt?: number;
  /** That unit and everything below it on the day. */
  unitCode?: string;
  /** Words of a name with or without marks, or the beginning of a staff code. */
  text?: string;
  category?: Category;
  result?: 'met' | 'missing' | 'expiring';
  missingModule?: string;
}

export interface RosterEntry {
  /** Place in the whole list, from 1. */
  ordinal: number;
  personId: number;
  staffCode: string;
  fullName: string;
  category: Category;
  positionVi: string;
  positionEn: string;
  /** Does the rule count this person? */
  counted: boolean;
  met: boolean;
  /** Met, but not any more within 60 days. */
  expiring: boolean;
  missing: string[];
  modules: Record<string, RosterModule | null>;
}

export interface RosterGroup {
  unitCode: string;
  nameVi: string;
  nameEn: string;
  /** Of the unit under the filters, whatever part of it is on this page. */
  total: number;
  met: number;
  rows: RosterEntry[];
}

export interface Roster {
  asOf: string;
  tx: TxStamp;
  rule: RuleView | null;
  counts: { total: number; met: number; expiring: number; missing: number };
  groups: RosterGroup[];
  page: number;
  pageSize: number;
}

const MAX_PAGE_SIZE = 200;

/**
 * The competency roster of a day: everybody in the actor's scope with a primary post on the day, whatever the category,
 * by unit in the order of the organisation, then by name. Reads counts by unit and the people of one page. Errors:
 * as viewDay.
 */
export function getRoster(
  ctx: Ctx,
  input: RosterFilters & { page?: number; pageSize?: number } = {},
): Roster {
  const { view, filter } = rosterView(ctx, 'roster.read', input);
  const pageSize = Math.min(MAX_PAGE_SIZE, Math.max(1, input.pageSize ?? 50));
  const page = Math.max(1, input.page ?? 1);
  const counts = countsInOrder(ctx, view, filter);
  const groups = groupsOfPage(ctx, view, filter, {
    counts,
    from: (page - 1) * pageSize,
    to: page * pageSize,
  });
  const sum = (key: 'total' | 'met' | 'expiring') => counts.reduce((total, count) => total + count[key], 0);
  const [total, met, expiring] = [sum('total'), sum('met'), sum('expiring')];
  return {
    asOf: view.asOf,
    tx: view.tx,
    rule: ruleViewOf(view.rule),
    counts: { total, met, expiring, missing: total - met },
    groups,
    page,
    pageSize,
  };
}

/** The day and the filter behind a roster, for pages and exports alike. */
export function rosterView(
  ctx: Ctx,
  action: Action,
  input: RosterFilters,
): { view: DayView; filter: RosterFilter } {
  const { unitCode, ...day } = input;
  const view = viewDay(ctx, action, { asOf: day.asOf, knownAt: day.knownAt });
  const text = input.text?.trim() ?? '';
  const filter: RosterFilter = {
    day: view.asOf,
    txId: view.tx.id,
    scope: view.scope.whole ? null : view.scope,
    unitIds: unitCode ? unitsOf(ctx, view, unitCode) : null,
    category: input.category,
    met: input.result === 'met' ? true : input.result === 'missing' ? false : undefined,
    expiringBy: input.result === 'expiring' ? soonAfter(view.asOf) : undefined,
    missingModule: input.missingModule,
    words: foldForSearch(text).split(' ').filter(Boolean),
    staffCode: text === '' ? undefined : normaliseStaffCode(text),
  };
  return { view, filter };
}

/**
 * The named unit and all below it on the day; nothing for a unit of the scope that was not there that day. People are
 * held to the scope by the person, so a unit of the past may be named as long as it or its successor is in scope.
 */
function unitsOf(ctx: Ctx, { tree, scope, unitIds: own }: DayView, code: string): number[] {
  const unitId = unitByCode(tree, code)?.unitId ?? findUnitId(ctx.db, code);
  if (unitId === null && scope.whole) throw new AppError('not_found', { unit: code });
  const mine = [...(own ?? []), ...scope.unitIds, ...scope.pastUnitIds];
  if (unitId === null || !(scope.whole || mine.includes(unitId))) throw new AppError('out_of_scope');
  return descendantsOf(tree, unitId);
}

/** The units that a page of people touches, each with its people on the page: one query for all of them. */
function groupsOfPage(
  ctx: Ctx,
  view: DayView,
  filter: RosterFilter,
  { counts, from, to }: { counts: UnitCount[]; from: number; to: number },
): RosterGroup[] {
  let start = 0;
  const touched: (UnitCount & { start: number })[] = [];
  for (const count of counts) {
    if (start < to && start + count.total > from) touched.push({ ...count, start });
    start += count.total;
  }
  const page = { limit: to - from, offset: from - (touched[0]?.start ?? from), soon: soonAfter(view.asOf) };
  const unitIds = touched.map(({ unitId }) => unitId);
  const people = unitIds.length === 0 ? [] : listRosterByUnit(ctx.db, { ...filter, unitIds }, page);
  const { modules, positions } = detailsOf(ctx, view, people);
  const rows = people.map((person, index): RosterEntry => {
    const cells = modules(person.personId);
    const position = positions.get(person.personId);
    return {
      ordinal: from + index + 1,
      personId: person.personId,
      staffCode: person.staffCode,
      fullName: person.fullName ?? person.staffCode,
      category: person.category,
      positionVi: position?.positionVi ?? '',
      positionEn: position?.positionEn ?? '',
      counted: person.counted === 1,
      met: person.met === 1,
      expiring: person.expiring === 1,
      missing: missingModules(cells),
      modules: cells,
    };
  });
  return touched.map(({ unitId, total, met }) => {
    const unit = view.tree.units.get(unitId);
    const { code: unitCode = '', nameVi = '', nameEn = '' } = unit ?? {};
    return {
      unitCode,
      nameVi,
      nameEn,
      total,
      met,
      rows: rows.filter((_, index) => people[index]!.unitId === unitId),
    };
  });
}
