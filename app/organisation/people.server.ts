import {
  findProfile,
  findUnitOfDay,
  LATEST,
  listAssignments,
  listStates,
  unitCode,
} from '~db/queries/organisation';
import type { Ctx } from '~/access/context.server';
import { addDays, dateOf } from '~/office/dates';
import { findScope, isPersonInScope, requirePerson } from './scope.server';
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
  /** Only for those who keep or audit the record (`person.identity`); null for everybody else. */
  identity: {
    sex: 'female' | 'male' | 'unknown';
    birthDate: string | null;
    birthPrecision: 'day' | 'month' | 'year' | null;
  } | null;
  /** State of today; null where none is recorded. */
  state: PersonState | null;
  /** Posts, newest first. */
  posts: PersonPost[];
}

/** A person's record within the scope of `person.read`. Errors as requirePerson. */
export function getPersonCard(ctx: Ctx, input: { staffCode: string }): PersonCard {
  const person = requirePerson(ctx, 'person.read', input.staffCode);
  return cardOf(ctx, person.id, person.staffCode);
}

function cardOf(ctx: Ctx, personId: number, staffCode: string): PersonCard {
  const { db } = ctx;
  const today = dateOf(ctx.now);
  const profile = findProfile(db, personId, today, LATEST);
  const state = listStates(db, personId, LATEST).find((p) => p.validFrom <= today && today < p.validTo);
  return {
    personId,
    staffCode,
    fullName: profile?.fullName ?? staffCode,
    identity: mayKnowIdentity(ctx, personId)
      ? {
          sex: profile?.sex ?? 'unknown',
          birthDate: profile?.birthDate ?? null,
          birthPrecision: profile?.birthPrecision ?? null,
        }
      : null,
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

function mayKnowIdentity(ctx: Ctx, personId: number): boolean {
  const scope = findScope(ctx, 'person.identity');
  return scope !== null && isPersonInScope(ctx, scope, personId);
}
