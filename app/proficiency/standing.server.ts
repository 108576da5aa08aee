import { LATEST, findProfile } from '~db/queries/organisation';
import { listEvidenceOf, listSkillNames, type EvidenceRow } from '~db/queries/proficiency';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { dateOf } from '~/office/dates';
import { requirePerson, requireReadable } from '~/organisation/scope.server';
import { loadRules, ruleOn, type AdoptedRule } from './adopted-rules.server';
import { viewOf, type EvidenceView } from './evidence.server';
import { modulesOn } from './rule';

export interface ModuleStanding {
  module: string;
  /** Names of the standard; the code itself where the standard is not loaded. */
  nameVi: string;
  nameEn: string;
  met: boolean;
  /** Met, but not any more within 60 days. */
  expiring: boolean;
  /** What decides it when met. */
  evidence: EvidenceView | null;
  /** Not met: what showed it last, if anything did. */
  expired: EvidenceView | null;
}

export interface Standing {
  personId: number;
  fullName: string;
  on: string;
  /** Null on a day without a rule; then there are no modules either. */
  rule: AdoptedRule | null;
  met: boolean;
  modules: ModuleStanding[];
  missing: string[];
  expiring: string[];
}

/**
 * What is required of a person on a day (today by default) and what shows it: one's own without input, or a person's in
 * scope by id or staff code. Errors: not_allowed, out_of_scope, not_found as requirePerson.
 */
export function moduleStanding(
  ctx: Ctx,
  input: { personId?: number; staffCode?: string; on?: string } = {},
): Standing {
  const personId = readablePerson(ctx, input);
  const on = input.on ?? dateOf(ctx.now);
  const fullName = findProfile(ctx.db, personId, on, LATEST)?.fullName ?? '';
  const rule = ruleOn(loadRules(ctx.db), on);
  if (!rule) return { personId, fullName, on, rule, met: false, modules: [], missing: [], expiring: [] };
  const evidence = listEvidenceOf(ctx.db, personId, LATEST).map((row) => ({ ...toFact(row), row }));
  const names = new Map(listSkillNames(ctx.db, rule.body.modules).map((skill) => [skill.code, skill]));
  const modules = modulesOn(rule.body, evidence, on).map(({ module, met, expiring, deciding, expired }) => ({
    module,
    nameVi: names.get(module)?.nameVi ?? module,
    nameEn: names.get(module)?.nameEn ?? module,
    met,
    expiring,
    evidence: deciding ? viewOf(deciding.row) : null,
    expired: expired ? viewOf(expired.row) : null,
  }));
  const missing = modules.filter(({ met }) => !met).map(({ module }) => module);
  const expiring = modules.filter((item) => item.expiring).map(({ module }) => module);
  return { personId, fullName, on, rule, met: missing.length === 0, modules, missing, expiring };
}

/** An evidence row as the rule sees it. */
export function toFact(row: EvidenceRow) {
  return {
    id: row.id,
    modules: row.modules.split(' '),
    state: row.state,
    validFrom: row.validFrom,
    validTo: row.validTo,
  };
}

function readablePerson(
  ctx: Ctx,
  { personId, staffCode }: { personId?: number; staffCode?: string },
): number {
  if (staffCode !== undefined) return requirePerson(ctx, 'person.read', staffCode).id;
  const id = personId ?? ctx.actor.personId;
  if (id === null) throw new AppError('not_allowed');
  requireReadable(ctx, id);
  return id;
}
