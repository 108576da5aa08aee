import { findUnitId } from '~db/queries/organisation';
import {
  countRosterByUnit,
  listPositions,
  listRoster,
  type RosterFilter,
  type RosterPerson,
  type UnitCount,
} from '~db/queries/roster';
import { listEvidenceOfMany } from '~db/queries/proficiency';
import type { TxStamp } from '~db/queries/trail';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import type { Action } from '~/access/policy';
import { foldForSearch } from '~/organisation/names';
import { normaliseStaffCode } from '~/organisation/scope.server';
import type { Category } from '~/organisation/terms';
import { descendantsOf, treeOrder, unitByCode } from '~/organisation/tree';
import { ruleViewOf, viewDay, type DayView, type RuleView } from '~/proficiency/figure.server';
import { toFact } from '~/proficiency/standing.server';
import {
  exactBirthDate,
  exportedModules,
  missingModules,
  rosterModules,
  soonAfter,
  type RosterEvidence,
  type RosterModule,
  type RosterRow,
} from './roster';

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
  const groups: RosterGroup[] = [];
  let start = 0;
  const [from, to] = [(page - 1) * pageSize, page * pageSize];
  for (const count of counts) {
    const [first, end] = [Math.max(from, start), Math.min(to, start + count.total)];
    if (first < end) {
      const people = listRoster(
        ctx.db,
        { ...filter, unitIds: [count.unitId] },
        { limit: end - first, offset: first - start, soon: soonAfter(view.asOf) },
      );
      groups.push(groupOf(ctx, view, count, people, first));
    }
    start += count.total;
  }
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

/**
 * The rows of an export, unit by unit in the order of the organisation, then by name. Everything is read as known at
 * one transaction, so the rows belong together however long the reading takes.
 */
export function* rosterRows(ctx: Ctx, view: DayView, filter: RosterFilter): Generator<RosterRow> {
  for (const { unitId } of countsInOrder(ctx, view, filter)) {
    const all = { limit: -1, offset: 0, soon: soonAfter(view.asOf) };
    const people = listRoster(ctx.db, { ...filter, unitIds: [unitId] }, all);
    const { modules, positions } = detailsOf(ctx, view, people);
    const unit = view.tree.units.get(unitId);
    for (const person of people) {
      yield {
        staffCode: person.staffCode,
        fullName: person.fullName ?? '',
        birthDate: exactBirthDate(person.birthDate, person.birthPrecision),
        unitCode: unit?.code ?? '',
        unitName: unit?.nameVi ?? '',
        category: person.category,
        position: positions.get(person.personId)?.positionVi ?? '',
        modules: exportedModules(modules(person.personId)),
        met: person.met === 1,
      };
    }
  }
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

/** Units with people under the filter, in the order of the organisation; units that the day lacks come last. */
function countsInOrder(ctx: Ctx, view: DayView, filter: RosterFilter): UnitCount[] {
  const counts = countRosterByUnit(ctx.db, filter, soonAfter(view.asOf));
  const places = new Map(treeOrder(view.tree).map((unitId, place) => [unitId, place]));
  const placeOf = ({ unitId }: UnitCount) => places.get(unitId) ?? places.size + unitId;
  return counts.sort((a, b) => placeOf(a) - placeOf(b));
}

function groupOf(
  ctx: Ctx,
  view: DayView,
  count: UnitCount,
  people: RosterPerson[],
  before: number,
): RosterGroup {
  const { modules, positions } = detailsOf(ctx, view, people);
  const unit = view.tree.units.get(count.unitId);
  return {
    unitCode: unit?.code ?? '',
    nameVi: unit?.nameVi ?? '',
    nameEn: unit?.nameEn ?? '',
    total: count.total,
    met: count.met,
    rows: people.map((person, index) => {
      const cells = modules(person.personId);
      return {
        ordinal: before + index + 1,
        personId: person.personId,
        staffCode: person.staffCode,
        fullName: person.fullName ?? person.staffCode,
        category: person.category,
        positionVi: positions.get(person.personId)?.positionVi ?? '',
        positionEn: positions.get(person.personId)?.positionEn ?? '',
        counted: person.counted === 1,
        met: person.met === 1,
        expiring: person.expiring === 1,
        missing: missingModules(cells),
        modules: cells,
      };
    }),
  };
}

/** Evidence and positions of some people, read once for all of them. */
function detailsOf(ctx: Ctx, { asOf, tx, rule }: DayView, people: readonly RosterPerson[]) {
  const ids = people.map(({ personId }) => personId);
  const evidence = new Map<number, RosterEvidence[]>(ids.map((personId) => [personId, []]));
  for (const row of listEvidenceOfMany(ctx.db, ids, tx.id)) {
    const { kind, labelVi, labelEn } = row;
    evidence.get(row.personId)?.push({ ...toFact(row), kind, labelVi, labelEn });
  }
  const positions = new Map(listPositions(ctx.db, ids, asOf, tx.id).map((row) => [row.personId, row]));
  const modules = (personId: number) => rosterModules(rule?.body ?? null, evidence.get(personId) ?? [], asOf);
  return { modules, positions };
}
