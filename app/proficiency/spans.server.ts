import { loadFacts } from '~db/queries/proficiency';
import { closeSpan, deleteSpan, insertSpan, listPeopleIds, listSpansOf } from '~db/queries/spans';
import type { Db } from '~db/client.server';
import type { Tx } from '~db/write.server';
import { loadRules } from './adopted-rules.server';
import { isSameSpan, spansOf, type PersonFacts, type RulePeriod } from './spans';

/** What the figure depends on about one person, as known now. */
export function factsOf(db: Db, personId: number): PersonFacts {
  const { assignments, states, evidence } = loadFacts(db, personId);
  return {
    assignments,
    states,
    evidence: evidence.map((item) => ({ ...item, modules: item.modules.split(' ') })),
  };
}

/**
 * Brings a person's spans in line with his facts. Call it in every transaction that changes one of them, after the last
 * change. Rows that changed are closed and new ones opened; rows that this very transaction opened are taken out, since
 * nobody has known them. Pass the rules when rewriting many people.
 */
export function rewriteSpans(
  tx: Tx,
  personId: number,
  rules: readonly RulePeriod[] = loadRules(tx.db),
): void {
  const wanted = spansOf(factsOf(tx.db, personId), rules);
  const stored = listSpansOf(tx.db, personId);
  for (const span of stored) {
    if (wanted.some((other) => isSameSpan(span, other))) continue;
    if (span.txFrom === tx.id) deleteSpan(tx.db, personId, span);
    else closeSpan(tx.db, personId, span, tx.id);
  }
  for (const span of wanted) {
    if (!stored.some((other) => isSameSpan(span, other))) insertSpan(tx.db, personId, span, tx.id);
  }
}

/** The spans of a person who has none yet, from facts in memory: nothing is read. For seeding and first imports. */
export function insertSpans(
  tx: Tx,
  personId: number,
  facts: PersonFacts,
  rules: readonly RulePeriod[],
): void {
  for (const span of spansOf(facts, rules)) insertSpan(tx.db, personId, span, tx.id);
}

/** Rewrites everybody, as a new rule asks for. Takes seconds for a province. */
export function rewriteAllSpans(tx: Tx): void {
  const rules = loadRules(tx.db);
  for (const personId of listPeopleIds(tx.db)) rewriteSpans(tx, personId, rules);
}
