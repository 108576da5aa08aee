import { listEvidenceOfMany } from '~db/queries/proficiency';
import {
  countRosterByUnit,
  listPositions,
  listRosterByUnit,
  type RosterFilter,
  type RosterPerson,
  type UnitCount,
} from '~db/queries/roster';
import type { Ctx } from '~/access/context.server';
import { treeOrder } from '~/organisation/tree';
import type { DayView } from '~/proficiency/figure.server';
import { toFact } from '~/proficiency/standing.server';
import {
  exactBirthDate,
  exportedModules,
  rosterModules,
  soonAfter,
  type RosterEvidence,
  type RosterRow,
} from './roster';

/** Units that one query of an export takes together, by the number of their people. */
const EXPORT_BATCH = 500;

/**
 * The rows of an export, unit by unit in the order of the organisation, then by name. Everything is read as known at
 * one transaction, so the rows belong together however long the reading takes.
 */
export function* rosterRows(
  ctx: Ctx,
  view: DayView,
  filter: RosterFilter,
): Generator<{ personId: number; row: RosterRow }> {
  const counts = countsInOrder(ctx, view, filter);
  for (let first = 0; first < counts.length;) {
    const unitIds: number[] = [];
    for (let people = 0; first < counts.length && people < EXPORT_BATCH; first += 1) {
      people += counts[first]!.total;
      unitIds.push(counts[first]!.unitId);
    }
    const everybody = { limit: -1, offset: 0, soon: soonAfter(view.asOf) };
    const people = listRosterByUnit(ctx.db, { ...filter, unitIds }, everybody);
    const { modules, positions } = detailsOf(ctx, view, people);
    for (const person of people) {
      const unit = view.tree.units.get(person.unitId);
      const row: RosterRow = {
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
      yield { personId: person.personId, row };
    }
  }
}

/** Units with people under the filter, in the order of the organisation; units that the day lacks come last. */
export function countsInOrder(ctx: Ctx, view: DayView, filter: RosterFilter): UnitCount[] {
  const counts = countRosterByUnit(ctx.db, filter, soonAfter(view.asOf));
  const places = new Map(treeOrder(view.tree).map((unitId, place) => [unitId, place]));
  const placeOf = ({ unitId }: UnitCount) => places.get(unitId) ?? places.size + unitId;
  return counts.sort((a, b) => placeOf(a) - placeOf(b));
}

/** Evidence and positions of some people, read once for all of them. */
export function detailsOf(ctx: Ctx, { asOf, tx, rule }: DayView, people: readonly RosterPerson[]) {
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
