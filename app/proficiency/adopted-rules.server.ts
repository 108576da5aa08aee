import { LATEST } from '~db/queries/organisation';
import { listRules } from '~db/queries/proficiency';
import type { Db } from '~db/client.server';
import type { RuleBody } from './rule';
import type { RulePeriod } from './spans';

export interface Decision {
  number: string;
  date: string;
  signer: string;
}

/** A rule as adopted: `ruleId` stays when its period is cut by a later version. */
export interface AdoptedRule extends RulePeriod {
  code: string;
  version: number;
  hash: string;
  /** Null while nobody has decided: the rule is provisional and every figure says so. */
  decision: Decision | null;
}

/** All adopted rules as known at a tx (by default now), in order of time. */
export function loadRules(db: Db, txId: number = LATEST): AdoptedRule[] {
  return listRules(db, txId).map((row) => {
    const { decisionNumber: number, decisionDate: date, decisionSigner: signer } = row;
    return {
      ruleId: row.ruleId,
      code: row.code,
      version: row.version,
      hash: row.hash,
      body: JSON.parse(row.body) as RuleBody,
      decision: number && date && signer ? { number, date, signer } : null,
      validFrom: row.validFrom,
      validTo: row.validTo,
    };
  });
}

/** The rule in force on a day, or null. */
export function ruleOn(rules: readonly AdoptedRule[], day: string): AdoptedRule | null {
  return rules.find((rule) => rule.validFrom <= day && day < rule.validTo) ?? null;
}
