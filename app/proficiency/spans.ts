import type { Category, PersonState } from '~/organisation/terms';
import { holdsOn, isCounted, meets, type EvidenceFact, type RuleBody } from './rule';

/** A half-open period of ISO dates. */
interface Period {
  validFrom: string;
  validTo: string;
}

export interface PrimaryAssignment extends Period {
  unitId: number;
  category: Category;
}

export interface StatePeriod extends Period {
  state: PersonState;
}

/** An adopted rule and the days on which it is in force; never two on one day. */
export interface RulePeriod extends Period {
  ruleId: number;
  body: RuleBody;
}

/** Everything about one person that the figure depends on. */
export interface PersonFacts {
  /** Primary assignments only; never two on one day. */
  assignments: readonly PrimaryAssignment[];
  states: readonly StatePeriod[];
  evidence: readonly EvidenceFact[];
}

/** Days with one unit, category, rule and outcome. `ruleId` is 0 on days without a rule. */
export interface SpanRow extends Period {
  unitId: number;
  category: Category;
  ruleId: number;
  counted: 0 | 1;
  met: 0 | 1;
  /** Deciding evidence ids, ascending, separated by spaces. */
  evidence: string;
}

/**
 * The days of one person cut where anything changes, equal neighbours joined, in order of time. Days without a
 * primary assignment give no row. `met` says whether the evidence is enough, for people who count and people who don't.
 */
export function spansOf(facts: PersonFacts, rules: readonly RulePeriod[]): SpanRow[] {
  const accepted = facts.evidence.filter((fact) => fact.state === 'accepted');
  const cuts = [...facts.states, ...accepted, ...rules].flatMap((period) => [
    period.validFrom,
    period.validTo,
  ]);
  const assignments = [...facts.assignments].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const spans: SpanRow[] = [];
  for (const assignment of assignments) {
    const inside = cuts.filter((day) => assignment.validFrom < day && day < assignment.validTo);
    const points = [...new Set([assignment.validFrom, ...inside, assignment.validTo])].sort();
    for (let index = 0; index + 1 < points.length; index += 1) {
      const [from, to] = [points[index]!, points[index + 1]!];
      const next = { ...outcomeOn(assignment, from, facts, accepted, rules), validFrom: from, validTo: to };
      const last = spans.at(-1);
      if (last && last.validTo === from && isSameOutcome(last, next)) last.validTo = to;
      else spans.push(next);
    }
  }
  return spans;
}

type Outcome = Omit<SpanRow, 'validFrom' | 'validTo'>;

function outcomeOn(
  { unitId, category }: PrimaryAssignment,
  day: string,
  facts: PersonFacts,
  accepted: readonly EvidenceFact[],
  rules: readonly RulePeriod[],
): Outcome {
  const rule = rules.find((period) => holds(period, day));
  if (!rule) return { unitId, category, ruleId: 0, counted: 0, met: 0, evidence: '' };
  const state = facts.states.find((period) => holds(period, day))?.state ?? null;
  const verdict = meets(
    rule.body,
    accepted.filter((fact) => holdsOn(fact, day)),
  );
  return {
    unitId,
    category,
    ruleId: rule.ruleId,
    counted: isCounted(rule.body, category, state) ? 1 : 0,
    met: verdict.met ? 1 : 0,
    evidence: verdict.evidence.join(' '),
  };
}

function holds(period: Period, day: string): boolean {
  return period.validFrom <= day && day < period.validTo;
}

function isSameOutcome(a: Outcome, b: Outcome): boolean {
  return (
    a.unitId === b.unitId &&
    a.category === b.category &&
    a.ruleId === b.ruleId &&
    a.counted === b.counted &&
    a.met === b.met &&
    a.evidence === b.evidence
  );
}

/** Are two rows of one person the same, period included? */
export function isSameSpan(a: SpanRow, b: SpanRow): boolean {
  return a.validFrom === b.validFrom && a.validTo === b.validTo && isSameOutcome(a, b);
}
