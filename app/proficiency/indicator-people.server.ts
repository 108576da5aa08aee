import { listEvidenceOfMany } from '~db/queries/proficiency';
import { countRoster, listRoster, type RosterFilter } from '~db/queries/roster';
import type { TxStamp } from '~db/queries/trail';
import type { Ctx } from '~/access/context.server';
import type { Block, Category, Level } from '~/organisation/terms';
import { viewDay, type DayInput, type DayView } from './figure.server';
import { holdsOn, meets } from './rule';
import { toFact } from './standing.server';

export interface PeopleInput extends DayInput {
  level?: Level;
  block?: Block;
  category?: Category;
  met?: boolean;
  /** Only people of the unit itself, as its row counts them, without those below it. */
  own?: boolean;
  /** From 1. */
  page?: number;
}

export interface IndicatorPerson {
  personId: number;
  staffCode: string;
  fullName: string;
  unitCode: string;
  unitVi: string;
  unitEn: string;
  category: Category;
  met: boolean;
  /** Modules of the rule that nothing shows on the day. */
  missing: string[];
}

export interface IndicatorPeople {
  asOf: string;
  tx: TxStamp;
  rows: IndicatorPerson[];
  /** People behind the number, and how many of them may not be named because they left the actor's scope since. */
  total: number;
  hidden: number;
  page: number;
  pageSize: number;
}

const PAGE_SIZE = 50;

/**
 * The names behind a number of the figure, in the order of names, 50 a page. Whoever is outside the actor's scope today
 * stays a number: he counts in `total` and in `hidden`. Errors as viewDay.
 */
export function listIndicatorPeople(ctx: Ctx, input: PeopleInput = {}): IndicatorPeople {
  const view = viewDay(ctx, 'indicator.names', input);
  const { asOf, tx, scope } = view;
  const page = Math.max(1, input.page ?? 1);
  const everybody: RosterFilter = {
    day: asOf,
    txId: tx.id,
    scope: null,
    unitIds: narrowUnits(view, input),
    counted: true,
    category: input.category,
    met: input.met,
  };
  const named: RosterFilter = { ...everybody, scope: scope.whole ? null : scope };
  const total = countRoster(ctx.db, everybody);
  const visible = scope.whole ? total : countRoster(ctx.db, named);
  const people = listRoster(ctx.db, named, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE, soon: asOf });
  const missing = missingOf(
    ctx,
    view,
    people.filter((person) => !person.met).map(({ personId }) => personId),
  );
  const rows = people.map(({ personId, staffCode, fullName, unitId, category, met }) => {
    const unit = view.tree.units.get(unitId);
    return {
      personId,
      staffCode,
      category,
      fullName: fullName ?? staffCode,
      unitCode: unit?.code ?? '',
      unitVi: unit?.nameVi ?? '',
      unitEn: unit?.nameEn ?? '',
      met: met === 1,
      missing: missing.get(personId) ?? [],
    };
  });
  return { asOf, tx, rows, total, hidden: total - visible, page, pageSize: PAGE_SIZE };
}

function narrowUnits({ tree, unitIds: below }: DayView, input: PeopleInput): number[] | null {
  const { level, block, own, unitCode } = input;
  const unitIds =
    own && unitCode ? (below ?? []).filter((id) => tree.units.get(id)?.code === unitCode) : below;
  if (!level && !block) return unitIds;
  return (unitIds ?? [...tree.units.keys()]).filter((unitId) => {
    const unit = tree.units.get(unitId);
    return (!level || unit?.level === level) && (!block || unit?.block === block);
  });
}

function missingOf(ctx: Ctx, { asOf, tx, rule }: DayView, personIds: number[]): Map<number, string[]> {
  if (!rule) return new Map();
  const holding = new Map(personIds.map((personId) => [personId, [] as ReturnType<typeof toFact>[]]));
  for (const row of listEvidenceOfMany(ctx.db, personIds, tx.id)) {
    const fact = toFact(row);
    if (holdsOn(fact, asOf)) holding.get(row.personId)?.push(fact);
  }
  return new Map([...holding].map(([personId, facts]) => [personId, meets(rule.body, facts).missing]));
}
