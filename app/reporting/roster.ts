import { addDays } from '~/office/dates';
import { lastDayOf } from '~/office/formats';
import { EXPIRING_DAYS, modulesOn, type EvidenceFact, type RuleBody } from '~/proficiency/rule';
import type { EvidenceKind } from '~/proficiency/terms';

/** Evidence with what a roster shows of it. */
export interface RosterEvidence extends EvidenceFact {
  kind: EvidenceKind;
  labelVi: string;
  labelEn: string;
}

/** One cell of the roster: what shows a module, or showed it last. */
export interface RosterModule {
  met: boolean;
  /** Met, but not any more within 60 days. */
  expiring: boolean;
  /** First day of the evidence. */
  on: string;
  /** First day on which it does not hold; 9999-12-31 where it has no end. */
  validTo: string;
  /** Last day, null where it has no end. */
  lastDay: string | null;
  evidenceId: number;
  kind: EvidenceKind;
  labelVi: string;
  labelEn: string;
}

/** The modules of the rule for one person on a day; null where nothing ever showed one. */
export function rosterModules(
  rule: RuleBody | null,
  evidence: readonly RosterEvidence[],
  day: string,
): Record<string, RosterModule | null> {
  if (!rule) return {};
  const cells = modulesOn(rule, evidence, day).map(({ module, met, expiring, deciding, expired }) => {
    const shown = deciding ?? expired;
    return [module, shown && { ...cellOf(shown), met, expiring }] as const;
  });
  return Object.fromEntries(cells);
}

function cellOf(evidence: RosterEvidence): Omit<RosterModule, 'met' | 'expiring'> {
  const { id, kind, labelVi, labelEn, validFrom, validTo } = evidence;
  return { evidenceId: id, kind, labelVi, labelEn, on: validFrom, validTo, lastDay: lastDayOf(validTo) };
}

/** Modules of the rule that nothing shows on the day, in the rule's order. */
export function missingModules(modules: Record<string, RosterModule | null>): string[] {
  return Object.entries(modules)
    .filter(([, cell]) => !cell?.met)
    .map(([module]) => module);
}

/** The last day on which a loss still counts as near. */
export function soonAfter(day: string): string {
  return addDays(day, EXPIRING_DAYS);
}

/** A line of the exported roster; the order of keys is part of the format, since a hash is taken over it. */
export interface RosterRow {
  staffCode: string;
  fullName: string;
  /** yyyy-mm-dd, yyyy-mm or yyyy, as exactly as it is known; null when it is not. */
  birthDate: string | null;
  unitCode: string;
  unitName: string;
  category: string;
  position: string;
  /** `on` and `evidence` (its id) are null where the module is not met on the day. */
  modules: Record<string, { met: boolean; on: string | null; evidence: number | null }>;
  met: boolean;
}

export function exportedModules(modules: Record<string, RosterModule | null>): RosterRow['modules'] {
  return Object.fromEntries(
    Object.entries(modules).map(([module, cell]) => [
      module,
      cell?.met
        ? { met: true, on: cell.on, evidence: cell.evidenceId }
        : { met: false, on: null, evidence: null },
    ]),
  );
}

/** A birth date to its precision. */
export function exactBirthDate(
  date: string | null,
  precision: 'day' | 'month' | 'year' | null,
): string | null {
  if (!date) return null;
  return precision === 'year' ? date.slice(0, 4) : precision === 'month' ? date.slice(0, 7) : date;
}

/**
 * The text over which the hash of an export is taken, in pieces: the rows as JSON without spaces, sorted by staff code
 * (by code points), as one array. Given each row's JSON beside its staff code.
 */
export function* canonicalRows(rows: readonly { staffCode: string; json: string }[]): Generator<string> {
  const sorted = [...rows].sort((a, b) =>
    a.staffCode < b.staffCode ? -1 : a.staffCode > b.staffCode ? 1 : 0,
  );
  yield '[';
  for (const [index, { json }] of sorted.entries()) yield index === 0 ? json : `,${json}`;
  yield ']';
}
