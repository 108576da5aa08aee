import {
  findProfile,
  findUnitOfDay,
  LATEST,
  listAssignments,
  listStates,
  unitCode,
} from '~db/queries/organisation';
import type { Db } from '~db/client.server';
import type { Ctx } from '~/access/context.server';
import { addDays, dateOf } from '~/office/dates';
import { requirePerson } from './scope.server';
import type { Category, PersonState } from './terms';

export interface PersonPost {
  unitCode: string;
  /** Names as on the last day of the post, or today for a running one. */
  unitVi: string;
  unitEn: string;
  category: Category;
  positionVi: string;
  positionEn: string;
  isPrimary: boolean;
  validFrom: string;
  /** First day out; 9999-12-31 while it runs. */
  validTo: string;
}

export interface PersonCard {
  personId: number;
  staffCode: string;
  fullName: string;
  sex: 'female' | 'male' | 'unknown';
  birthDate: string | null;
  birthPrecision: 'day' | 'month' | 'year' | null;
  /** State of today; null where none is recorded. */
  state: PersonState | null;
  /** Posts, newest first. */
  posts: PersonPost[];
}

/** A person's record within the scope of `person.read`. Errors as requirePerson. */
export function getPersonCard(ctx: Ctx, input: { staffCode: string }): PersonCard {
  const person = requirePerson(ctx, 'person.read', input.staffCode);
  return cardOf(ctx.db, person.id, person.staffCode, dateOf(ctx.now));
}

function cardOf(db: Db, personId: number, staffCode: string, today: string): PersonCard {
  const profile = findProfile(db, personId, today, LATEST);
  const state = listStates(db, personId, LATEST).find((p) => p.validFrom <= today && today < p.validTo);
  return {
    personId,
    staffCode,
    fullName: profile?.fullName ?? staffCode,
    sex: profile?.sex ?? 'unknown',
    birthDate: profile?.birthDate ?? null,
    birthPrecision: profile?.birthPrecision ?? null,
    state: state?.state ?? null,
    posts: listAssignments(db, personId, LATEST).map(({ unitId, isPrimary, ...post }) => {
      const lastDay = post.validTo <= today ? addDays(post.validTo, -1) : today;
      const unit = findUnitOfDay(db, unitId, lastDay);
      const code = unit?.code ?? unitCode(db, unitId);
      return {
        ...post,
        unitCode: code,
        unitVi: unit?.nameVi ?? code,
        unitEn: unit?.nameEn ?? code,
        isPrimary: isPrimary === 1,
      };
    }),
  };
}
