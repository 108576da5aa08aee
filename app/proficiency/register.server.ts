import {
  countRegisterLines,
  listDatedVoids,
  findConfirmationByCode,
  findConfirmationById,
  listConfirmationsOf,
  listRegisterLines,
  type ConfirmationRow,
} from '~db/queries/register';
import type { Db } from '~db/client.server';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { publicKeys } from '~/access/keys.server';
import { getSettings } from '~/access/settings.server';
import { dateOf } from '~/office/dates';
import { lastDayOf } from '~/office/formats';
import { isPersonInScope, scopeOf } from '~/organisation/scope.server';
import { normaliseCode, registerNumber, type ConfirmationBody } from './register';
import { faultOf } from './signature.server';

export type ConfirmationState = 'valid' | 'expired' | 'unknown';

/** What the public needs to compare, and nothing else. */
export interface PublicConfirmation {
  number: string;
  code: string;
  fullName: string;
  birthYear: string | null;
  modules: string[];
  issuerVi: string;
  issuerEn: string;
  issuedOn: string;
  /** Last day, null where it has no end. */
  lastDay: string | null;
}

export type FoundConfirmation =
  | { state: 'valid' | 'expired'; checkedAt: number; confirmation: PublicConfirmation }
  | {
      state: 'unknown';
      checkedAt: number;
      /** not_a_code: cannot be one; no_such_code; altered: found, but no longer what was signed. */
      reason: 'not_a_code' | 'no_such_code' | 'altered';
      /** Numbers that a restore left empty: a paper that bears one may have been genuine. */
      voids: VoidRange[];
    };

/** Register numbers that stay empty because a restore brought back a state of before they were given. */
export interface VoidRange {
  /** First and last, as printed: 0003/2026/GXN-SNV. */
  from: string;
  to: string;
  count: number;
  /** When the restore took place, UTC milliseconds. */
  at: number;
}

/** All such numbers, newest restore first. For those who issue. Error: not_allowed. */
export function listVoided(ctx: Ctx): VoidRange[] {
  scopeOf(ctx, 'confirmation.issue');
  return voidRanges(ctx.db);
}

function voidRanges(db: Db): VoidRange[] {
  const { suffix } = getSettings(db).issuer;
  return listDatedVoids(db).map(({ year, from, to, at }) => ({
    from: registerNumber(from, year, suffix),
    to: registerNumber(to, year, suffix),
    count: to - from + 1,
    at,
  }));
}

/** Is a confirmation genuine? For anybody; takes the code as people type it. Checks register, hash and signature. */
export function findConfirmation(ctx: Pick<Ctx, 'db' | 'now' | 'keysPath'>, text: string): FoundConfirmation {
  const checkedAt = ctx.now;
  const code = normaliseCode(text);
  if (!code) return { state: 'unknown', checkedAt, reason: 'not_a_code', voids: [] };
  const line = findConfirmationByCode(ctx.db, code);
  if (!line) return { state: 'unknown', checkedAt, reason: 'no_such_code', voids: voidRanges(ctx.db) };
  if (faultOf(line, publicKeys(ctx.keysPath)))
    return { state: 'unknown', checkedAt, reason: 'altered', voids: [] };
  const state = stateOf(line, dateOf(ctx.now));
  return { state, checkedAt, confirmation: publicPart(JSON.parse(line.body) as ConfirmationBody) };
}

export interface RegisterLine {
  id: number;
  personId: number;
  number: string;
  code: string;
  fullName: string;
  staffCode: string;
  unitVi: string;
  unitEn: string;
  issuedOn: string;
  /** Last day, null where it has no end. */
  lastDay: string | null;
  state: 'valid' | 'expired';
}

const PAGE_SIZE = 50;

/** The register's lines about people in the actor's scope, newest first, 50 a page. Error: not_allowed. */
export function listRegister(
  ctx: Ctx,
  input: { page?: number } = {},
): { rows: RegisterLine[]; total: number; page: number; pageSize: number } {
  const scope = scopeOf(ctx, 'confirmation.issue');
  const people = scope.whole ? null : scope;
  const page = Math.max(1, input.page ?? 1);
  const lines = listRegisterLines(ctx.db, people, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
  const total = countRegisterLines(ctx.db, people);
  return { rows: lines.map((line) => lineOf(line, scope.today)), total, page, pageSize: PAGE_SIZE };
}

/** One's own confirmations, newest first. Error: not_allowed for an account without a person. */
export function listOwnConfirmations(ctx: Ctx): RegisterLine[] {
  const { personId } = ctx.actor;
  if (personId === null) throw new AppError('not_allowed');
  return listConfirmationsOf(ctx.db, personId).map((line) => lineOf(line, dateOf(ctx.now)));
}

/** Everything printed on a confirmation, and the address that its QR code leads to. */
export interface ConfirmationForPdf {
  id: number;
  personId: number;
  body: ConfirmationBody;
  verifyUrl: string;
  issuedAt: string;
}

/**
 * A confirmation to print: one's own newest without an id; by id one's own, or of a person in scope. Errors: not_found
 * for one's own missing one; out_of_scope for others, whether or not they exist; conflict where it was altered.
 */
export function getConfirmationForPdf(ctx: Ctx, input: { id?: number } = {}): ConfirmationForPdf {
  const line = input.id === undefined ? ownNewest(ctx) : readableLine(ctx, input.id);
  if (faultOf(line, publicKeys(ctx.keysPath))) throw new AppError('conflict', { number: line.number });
  const body = JSON.parse(line.body) as ConfirmationBody;
  return {
    id: line.id,
    personId: line.personId,
    body,
    verifyUrl: `${ctx.baseUrl}/verify/${line.code}`,
    issuedAt: line.issuedOn,
  };
}

function ownNewest(ctx: Ctx): ConfirmationRow {
  const { personId } = ctx.actor;
  const line = personId === null ? undefined : listConfirmationsOf(ctx.db, personId)[0];
  if (!line) throw new AppError('not_found');
  return line;
}

function readableLine(ctx: Ctx, id: number): ConfirmationRow {
  const line = findConfirmationById(ctx.db, id);
  if (line && line.personId === ctx.actor.personId) return line;
  const scope = scopeOf(ctx, 'person.read');
  if (!line && scope.whole) throw new AppError('not_found');
  if (!line || !isPersonInScope(ctx, scope, line.personId)) throw new AppError('out_of_scope');
  return line;
}

function stateOf(line: ConfirmationRow, today: string): 'valid' | 'expired' {
  return today < line.validTo ? 'valid' : 'expired';
}

function lineOf(line: ConfirmationRow, today: string): RegisterLine {
  const { number, code, fullName, staffCode, unitVi, unitEn, issuedOn, validTo } = JSON.parse(
    line.body,
  ) as ConfirmationBody;
  return {
    id: line.id,
    personId: line.personId,
    number,
    code,
    fullName,
    staffCode,
    unitVi,
    unitEn,
    issuedOn,
    lastDay: lastDayOf(validTo),
    state: stateOf(line, today),
  };
}

function publicPart(body: ConfirmationBody): PublicConfirmation {
  return {
    number: body.number,
    code: body.code,
    fullName: body.fullName,
    birthYear: body.birthDate?.slice(0, 4) ?? null,
    modules: body.modules.map(({ module }) => module),
    issuerVi: body.issuer.nameVi,
    issuerEn: body.issuer.nameEn,
    issuedOn: body.issuedOn,
    lastDay: lastDayOf(body.validTo),
  };
}
