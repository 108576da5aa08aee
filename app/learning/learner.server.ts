import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { may } from '~/access/policy';
import { dateOf } from '~/office/dates';

/** Whoever may study; `personId` is null for an account without a person, who reads but leaves no trace. */
export function readerOf(ctx: Ctx): { personId: number | null; today: string } {
  const today = dateOf(ctx.now);
  const { grants, system, personId } = ctx.actor;
  if (!system && !may(grants, 'own.learn', today)) throw new AppError('not_allowed');
  return { personId, today };
}

/** As readerOf, for what is kept about a person. */
export function learnerOf(ctx: Ctx): { personId: number; today: string } {
  const { personId, today } = readerOf(ctx);
  if (personId === null) throw new AppError('not_allowed');
  return { personId, today };
}
