import { groupSpans } from '~db/queries/spans';
import type { TxStamp } from '~db/queries/trail';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import type { Action } from '~/access/policy';
import { isDate } from '~/office/dates';
import { scopeOf, type Scope } from '~/organisation/scope.server';
import { descendantsOf, unitByCode, type UnitTree } from '~/organisation/tree';
import { treeOfDay } from '~/organisation/units.server';
import { loadRules, ruleOn, type AdoptedRule } from './adopted-rules.server';
import type { CountedGroup } from './figure';
import { resolveKnownAt } from './known.server';
import { ruleText, type RuleSentence } from './rule';

/** What every question about a day starts from. */
export interface DayView {
  asOf: string;
  tx: TxStamp;
  scope: Scope;
  tree: UnitTree;
  rule: AdoptedRule | null;
  /** Units of the day that the question is about; null for all, units outside the tree included. */
  unitIds: number[] | null;
}

export interface DayInput {
  /** ISO date, today by default: the state at the end of that day. */
  asOf?: string;
  /** UTC milliseconds, at least ten seconds ago. */
  knownAt?: number;
  /** That unit and everything below it. */
  unitCode?: string;
}

/**
 * The day, the transaction known at, the organisation and the rule of that day, and the units in question: those of the
 * actor's scope on that day, or the named unit with all below it. Errors: not_allowed; invalid_input for a date that
 * does not exist or a time too recent; out_of_scope for a unit elsewhere (not_found for those who may see all).
 */
export function viewDay(ctx: Ctx, action: Action, input: DayInput): DayView {
  const scope = scopeOf(ctx, action);
  const asOf = input.asOf ?? scope.today;
  if (!isDate(asOf)) throw new AppError('invalid_input', {}, { asOf: 'not_a_date' });
  const tx = resolveKnownAt(ctx, input.knownAt);
  const tree = treeOfDay(ctx.db, asOf, tx.id);
  const rule = ruleOn(loadRules(ctx.db, tx.id), asOf);
  const own = scope.whole ? null : unitsBelow(tree, scope.rootIds);
  return { asOf, tx, scope, tree, rule, unitIds: input.unitCode ? unitsOf(tree, input.unitCode, own) : own };
}

/** The same question about another day, as known at the same transaction. */
export function viewOtherDay(ctx: Ctx, view: DayView, asOf: string, unitCode?: string): DayView {
  const tree = treeOfDay(ctx.db, asOf, view.tx.id);
  const own = view.scope.whole ? null : unitsBelow(tree, view.scope.rootIds);
  const unit = unitCode ? unitByCode(tree, unitCode) : null;
  const below = unit ? descendantsOf(tree, unit.unitId).filter((id) => !own || own.includes(id)) : [];
  return { ...view, asOf, tree, unitIds: unitCode ? below : own };
}

/** People who count and who meet the rule, by unit and category: one pass over the spans. */
export function groupsOf(ctx: Ctx, view: DayView): CountedGroup[] {
  return groupSpans(ctx.db, view.asOf, view.tx.id, view.unitIds);
}

export interface RuleView {
  code: string;
  version: number;
  hash: string;
  validFrom: string;
  /** Without a decision's number, date and signer: every figure says so. */
  provisional: boolean;
  decision: AdoptedRule['decision'];
  modules: string[];
  /** Who counts and what is enough, as message keys. */
  text: RuleSentence[];
}

export function ruleViewOf(rule: AdoptedRule | null): RuleView | null {
  if (!rule) return null;
  const { code, version, hash, validFrom, decision, body } = rule;
  return {
    code,
    version,
    hash,
    validFrom,
    decision,
    provisional: decision === null,
    modules: body.modules,
    text: ruleText(body),
  };
}

function unitsOf(tree: UnitTree, code: string, own: number[] | null): number[] {
  const unit = unitByCode(tree, code);
  if (!unit && own === null) throw new AppError('not_found', { unit: code });
  if (!unit || (own && !own.includes(unit.unitId))) throw new AppError('out_of_scope');
  return descendantsOf(tree, unit.unitId);
}

function unitsBelow(tree: UnitTree, rootIds: readonly number[]): number[] {
  return [...new Set(rootIds.flatMap((unitId) => descendantsOf(tree, unitId)))];
}
