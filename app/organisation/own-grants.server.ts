import { findUnitOfDay } from '~db/queries/organisation';
import type { Ctx } from '~/access/context.server';
import type { Role } from '~/access/roles';

export interface OwnGrant {
  role: Role;
  /** Empty for the installation itself, or a unit that is not there any more. */
  unitVi: string;
  unitEn: string;
  validFrom: string;
  /** First day out; 9999-12-31 while no end is set. */
  validTo: string;
}

/** Rights of one's own that hold on a day or will. */
export function listOwnGrants(ctx: Ctx, input: { today: string }): OwnGrant[] {
  return ctx.actor.grants
    .filter(({ validTo }) => validTo > input.today)
    .map(({ role, unitId, validFrom, validTo }) => {
      const unit = unitId === null ? null : findUnitOfDay(ctx.db, unitId, input.today);
      return { role, unitVi: unit?.nameVi ?? '', unitEn: unit?.nameEn ?? '', validFrom, validTo };
    });
}
