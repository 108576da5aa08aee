import { listGrantsNaming } from '~db/queries/grants';
import type { Ctx } from '~/access/context.server';
import { findScope } from './scope.server';

/**
 * May the actor read the scan of an appointing decision? Whoever holds or held the right that it gave; and who reads
 * rights, where the right's unit is in scope. A right without a unit is the operator's and read by who sees everything.
 */
export function mayReadGrantDocument(ctx: Ctx, fileId: number): boolean {
  const grants = listGrantsNaming(ctx.db, fileId);
  const { actor } = ctx;
  if (grants.length === 0) return false;
  if (actor.accountId !== null && grants.some((grant) => grant.accountId === actor.accountId)) return true;
  const scope = findScope(ctx, 'grant.read');
  if (!scope) return false;
  return scope.whole || grants.some(({ unitId }) => unitId !== null && scope.unitIds.includes(unitId));
}
