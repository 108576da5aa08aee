import { z } from 'zod';
import { LATEST } from '~db/queries/organisation';
import { closeRule, insertRule, lastRuleVersion, listRules } from '~db/queries/proficiency';
import type { Tx } from '~db/write.server';
import { sha256 } from '~/assessment/adapters/secrets';
import { canonicalJson } from '~/assessment/canonical';
import { OPEN_END } from '~/office/formats';
import { CATEGORIES, PERSON_STATES } from '~/organisation/terms';
import type { Decision } from './adopted-rules.server';
import type { RuleBody } from './rule';
import { rewriteAllSpans } from './spans.server';

const ruleBody = z.object({
  categories: z.array(z.enum(CATEGORIES)).min(1),
  states: z.array(z.enum(PERSON_STATES)).min(1),
  modules: z.array(z.string().regex(/^\S+$/)).min(1),
  target: z.object({ num: z.number().int().nonnegative(), den: z.number().int().positive() }),
});

export interface NewRule {
  code: string;
  body: RuleBody;
  validFrom: string;
  /** First day on which it no longer holds; open without. */
  validTo?: string;
  decision: Decision | null;
}

/**
 * Adopts the next version of a rule. On any day one rule is in force: whatever stood in the new period ends before it
 * (and goes on after it). Everybody's spans are rewritten in the same transaction. Answers the new version number.
 * Throws ZodError on a wrong body, and where the transaction would cut a rule that it adopted itself.
 */
export function adoptRule(tx: Tx, rule: NewRule): { version: number } {
  const body = canonicalJson(ruleBody.parse(rule.body));
  const validTo = rule.validTo ?? OPEN_END;
  for (const old of listRules(tx.db, LATEST)) {
    if (old.validTo <= rule.validFrom || validTo <= old.validFrom) continue;
    closeRule(tx.db, old.id, tx.id);
    if (old.validFrom < rule.validFrom) insertRule(tx.db, { ...old, validTo: rule.validFrom, txId: tx.id });
    if (validTo < old.validTo) insertRule(tx.db, { ...old, validFrom: validTo, txId: tx.id });
  }
  const version = lastRuleVersion(tx.db, rule.code) + 1;
  const { code, validFrom, decision } = rule;
  const hash = sha256(canonicalJson({ code, version, body }));
  insertRule(tx.db, {
    code,
    version,
    body,
    hash,
    decisionNumber: decision?.number ?? null,
    decisionDate: decision?.date ?? null,
    decisionSigner: decision?.signer ?? null,
    validFrom,
    validTo,
    txId: tx.id,
  });
  tx.audit('rule_adopted', 'proficiency_rule', `${code}/${version}`, { hash, validFrom, validTo, decision });
  rewriteAllSpans(tx);
  return { version };
}
