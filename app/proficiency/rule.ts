import { addDays } from '~/office/dates';
import { CATEGORIES, type Category, type PersonState } from '~/organisation/terms';
import type { EvidenceState } from './terms';

/**
 * The proficiency rule as data: who counts, and which modules must be shown. Decision and printed text are both
 * made from this one structure, so they cannot part ways.
 */
export interface RuleBody {
  /** Categories of the primary assignment that count. */
  categories: Category[];
  /** States of the person that count. */
  states: PersonState[];
  /** Module codes, all of which must be shown on the day. */
  modules: string[];
  /** Share to reach, as a fraction. */
  target: { num: number; den: number };
}

/** One piece of evidence as the rule sees it. Dates are ISO, the period is half-open. */
export interface EvidenceFact {
  id: number;
  /** Codes of the modules that it shows; often one, a full certificate shows several. */
  modules: readonly string[];
  state: EvidenceState;
  validFrom: string;
  validTo: string;
}

export interface Verdict {
  met: boolean;
  /** For each module that is shown, the evidence that decides it. */
  deciding: Record<string, number>;
  /** Ids of all deciding evidence, ascending, each once. */
  evidence: number[];
  /** Modules of the rule that nothing shows, in the rule's order. */
  missing: string[];
}

/** A module or a person counts as expiring when the day on which it stops holding is at most so many days away. */
export const EXPIRING_DAYS = 60;

/** Evidence counts on a day when it is accepted and its period holds the day. */
export function holdsOn(fact: EvidenceFact, day: string): boolean {
  return fact.state === 'accepted' && fact.validFrom <= day && day < fact.validTo;
}

/**
 * The evidence that decides a module: of those given, the one that holds longest; of equals the lowest id. Only
 * evidence that holds on the day may be given.
 */
export function decidingOf<T extends EvidenceFact>(module: string, holding: readonly T[]): T | null {
  let best: T | null = null;
  for (const fact of holding) {
    if (!fact.modules.includes(module)) continue;
    if (!best || fact.validTo > best.validTo || (fact.validTo === best.validTo && fact.id < best.id))
      best = fact;
  }
  return best;
}

/** Is the rule met by the evidence that holds on the day (see holdsOn), and what decides it? */
export function meets(rule: RuleBody, holding: readonly EvidenceFact[]): Verdict {
  const deciding: Record<string, number> = {};
  const missing: string[] = [];
  for (const module of rule.modules) {
    const best = decidingOf(module, holding);
    if (best) deciding[module] = best.id;
    else missing.push(module);
  }
  const evidence = [...new Set(Object.values(deciding))].sort((a, b) => a - b);
  return { met: missing.length === 0, deciding, evidence, missing };
}

/** Does a person of this category and state count on the day? A day without a recorded state does not count. */
export function isCounted(rule: RuleBody, category: Category, state: PersonState | null): boolean {
  return state !== null && rule.categories.includes(category) && rule.states.includes(state);
}

/** How one module stands for one person on one day. */
export interface ModuleState<T extends EvidenceFact> {
  module: string;
  met: boolean;
  /** Deciding evidence when met. */
  deciding: T | null;
  /** Met, but not any more within EXPIRING_DAYS. */
  expiring: boolean;
  /** Not met: accepted evidence that held last, if there was any. */
  expired: T | null;
}

/** Each module of the rule on a day, from all of a person's evidence. */
export function modulesOn<T extends EvidenceFact>(
  rule: RuleBody,
  evidence: readonly T[],
  day: string,
): ModuleState<T>[] {
  const holding = evidence.filter((fact) => holdsOn(fact, day));
  const past = evidence.filter((fact) => fact.state === 'accepted' && fact.validTo <= day);
  const soon = addDays(day, EXPIRING_DAYS);
  return rule.modules.map((module) => {
    const deciding = decidingOf(module, holding);
    return {
      module,
      met: deciding !== null,
      deciding,
      expiring: deciding !== null && deciding.validTo <= soon,
      expired: deciding ? null : decidingOf(module, past),
    };
  });
}

/**
 * A sentence of the rule's text: a message key, plain parameters, and lists whose items are message keys themselves,
 * to be put into words and joined. The words live in locales.
 */
export interface RuleSentence {
  key: string;
  params: Record<string, string | number>;
  lists: Record<string, string[]>;
}

/** The rule in words, for every place that prints a figure. */
export function ruleText(rule: RuleBody): RuleSentence[] {
  const others = CATEGORIES.filter((category) => !rule.categories.includes(category));
  return [
    {
      key: 'rule.counted',
      params: {},
      lists: {
        categories: rule.categories.map((category) => `category.${category}`),
        states: rule.states.map((state) => `person_state.${state}`),
      },
    },
    {
      key: 'rule.not_counted',
      params: {},
      lists: { categories: others.map((category) => `category.${category}`) },
    },
    {
      key: 'rule.enough',
      params: { count: rule.modules.length, modules: rule.modules.join(', ') },
      lists: {},
    },
  ];
}
