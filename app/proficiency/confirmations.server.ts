import { randomBytes } from 'node:crypto';
import {
  findProfile,
  findUnitOfDay,
  LATEST,
  listAssignments,
  type PersonRow,
} from '~db/queries/organisation';
import { listEvidenceOf, listSkillNames, type EvidenceRow } from '~db/queries/proficiency';
import {
  insertConfirmation,
  listConfirmationsOf,
  listHolders,
  nextRegisterNumber,
} from '~db/queries/register';
import { listRoster, type RosterFilter } from '~db/queries/roster';
import type { Db } from '~db/client.server';
import { writeTx, type Tx } from '~db/write.server';
import { writerOf, type Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { answeredBefore, once, type PostedForm } from '~/access/form-keys.server';
import { loadSigningKey, type SigningKey } from '~/access/keys.server';
import { getSettings } from '~/access/settings.server';
import { addDays, dateOf } from '~/office/dates';
import { requireOwnPerson, scopeOf } from '~/organisation/scope.server';
import { loadRules, ruleOn, type AdoptedRule } from './adopted-rules.server';
import { codeOfBytes, isCovered, registerNumber, type ConfirmationBody } from './register';
import { EXPIRING_DAYS, modulesOn } from './rule';
import { sealBody } from './signature.server';
import { toFact } from './standing.server';

export interface DuePerson {
  personId: number;
  staffCode: string;
  fullName: string;
  unitVi: string;
  unitEn: string;
  /** Last day of the confirmation that would be issued, first day out; 9999-12-31 where it has no end. */
  validTo: string;
}

const PAGE_SIZE = 50;

/**
 * People whose primary post is in the actor's scope, who meet the rule today, whatever their category, and hold no
 * confirmation that covers them; in the order of names, 50 a page. Error: not_allowed.
 */
export function listDue(
  ctx: Ctx,
  input: { page?: number } = {},
): { rows: DuePerson[]; total: number; page: number; pageSize: number } {
  const scope = scopeOf(ctx, 'confirmation.issue');
  const today = scope.today;
  const page = Math.max(1, input.page ?? 1);
  const rule = ruleOn(loadRules(ctx.db), today);
  const filter: RosterFilter = {
    day: today,
    txId: LATEST,
    scope: null,
    met: true,
    unitIds: scope.whole ? null : scope.unitIds,
    unconfirmedBeyond: addDays(today, EXPIRING_DAYS),
  };
  const people = rule ? listRoster(ctx.db, filter, { limit: -1, offset: 0, soon: today }) : [];
  // Whoever holds one that ends soon is due only if a new one would last longer.
  const holders = listHolders(ctx.db, today);
  const due = people.filter(({ personId }) => {
    if (!rule || !holders.has(personId)) return true;
    const validTo = validToOf(shownModules(rule, listEvidenceOf(ctx.db, personId, LATEST), today));
    return validTo !== null && !isHeld(ctx.db, personId, validTo, today);
  });
  const rows = due
    .slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    .map(({ personId, staffCode, fullName, unitId }) => {
      const shown = rule ? shownModules(rule, listEvidenceOf(ctx.db, personId, LATEST), today) : [];
      const unit = findUnitOfDay(ctx.db, unitId, today);
      return {
        personId,
        staffCode,
        fullName: fullName ?? staffCode,
        unitVi: unit?.nameVi ?? '',
        unitEn: unit?.nameEn ?? '',
        validTo: validToOf(shown) ?? today,
      };
    });
  return { rows, total: due.length, page, pageSize: PAGE_SIZE };
}

/**
 * Issues a confirmation to a person of one's own: checks once more, inside the transaction, that the rule is met today,
 * takes the next number of the register, keeps everything that is printed, hashes and signs it. Errors: not_allowed,
 * out_of_scope, not_found; not_eligible where a module is missing; already_issued where one covers the person. The same
 * form posted again (`formKey`) answers with what the first one issued; with other data: key_used.
 */
export function issueConfirmation(ctx: Ctx, input: { staffCode: string; formKey?: string }): Issued {
  const person = requireOwnPerson(ctx, 'confirmation.issue', input.staffCode);
  const key = loadSigningKey(ctx.keysPath);
  const posted = input.formKey === undefined ? null : postedForm(ctx, person.staffCode, input.formKey);
  const before = posted && answeredBefore<Issued>(ctx.db, posted);
  if (before) return before.result;
  return writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'confirmation issue', (tx) => {
    const work = () => issueInside(tx, person, { key, now: ctx.now });
    return posted ? once(tx, posted, work) : work();
  });
}

export interface Issued {
  id: number;
  number: string;
  code: string;
}

const postedForm = (ctx: Ctx, staffCode: string, key: string): PostedForm => ({
  ...{ accountId: ctx.actor.accountId, form: 'confirmation.issue', key },
  data: { staffCode },
});

/** The issue itself, inside the transaction. */
function issueInside(tx: Tx, person: PersonRow, { key, now }: { key: SigningKey; now: number }): Issued {
  const code = codeOfBytes(randomBytes(10));
  const today = dateOf(now);
  const rule = ruleOn(loadRules(tx.db), today);
  const shown = rule && shownModules(rule, listEvidenceOf(tx.db, person.id, LATEST), today);
  const validTo = shown && validToOf(shown);
  if (!rule || !shown || !validTo) throw new AppError('not_eligible', { staffCode: person.staffCode });
  if (isHeld(tx.db, person.id, validTo, today)) {
    throw new AppError('already_issued', { staffCode: person.staffCode });
  }
  const { issuer } = getSettings(tx.db);
  const year = Number(today.slice(0, 4));
  const number = nextRegisterNumber(tx.db, issuer.code, year);
  const body: ConfirmationBody = {
    number: registerNumber(number, year, issuer.suffix),
    code,
    staffCode: person.staffCode,
    ...printedPerson(tx.db, person.id, today),
    ...printedIssuer(tx.db),
    modules: printedModules(tx.db, rule, shown),
    rule: { code: rule.code, version: rule.version },
    issuedOn: today,
    validTo,
  };
  const sealed = sealBody(body, key);
  const id = insertConfirmation(tx.db, {
    ...sealed,
    issuerCode: issuer.code,
    year,
    number,
    code,
    personId: person.id,
    issuedOn: today,
    validTo,
    txId: tx.id,
    body: JSON.stringify(body),
  });
  tx.audit('confirmation_issued', 'confirmation', id, {
    personId: person.id,
    number: body.number,
    validTo,
    contentHash: sealed.contentHash,
    evidence: shown.map((row) => row?.id),
  });
  return { id, number: body.number, code };
}

/** The evidence that decides each module of the rule, null for a module that nothing shows. */
function shownModules(
  rule: AdoptedRule,
  evidence: readonly EvidenceRow[],
  day: string,
): (EvidenceRow | null)[] {
  const facts = evidence.map((row) => ({ ...toFact(row), row }));
  return modulesOn(rule.body, facts, day).map(({ deciding }) => deciding?.row ?? null);
}

/** The earliest end of the deciding evidence; null where a module is missing. */
function validToOf(shown: readonly (EvidenceRow | null)[]): string | null {
  const ends = shown.flatMap((row) => (row ? [row.validTo] : []));
  if (ends.length === 0 || ends.length < shown.length) return null;
  return ends.reduce((least, end) => (end < least ? end : least));
}

function isHeld(db: Db, personId: number, newValidTo: string, today: string): boolean {
  const held = listConfirmationsOf(db, personId).map(({ validTo }) => validTo);
  return isCovered(held, newValidTo, today);
}

function printedPerson(db: Db, personId: number, today: string) {
  const profile = findProfile(db, personId, today, LATEST);
  if (!profile) throw new AppError('not_found');
  const post = listAssignments(db, personId, LATEST).find(
    ({ isPrimary, validFrom, validTo }) => isPrimary === 1 && validFrom <= today && today < validTo,
  );
  const unit = post && findUnitOfDay(db, post.unitId, today);
  return {
    fullName: profile.fullName.normalize('NFC'),
    sex: profile.sex,
    birthDate: profile.birthDate,
    birthPrecision: profile.birthPrecision,
    unitVi: unit?.nameVi ?? '',
    unitEn: unit?.nameEn ?? '',
  };
}

function printedIssuer(db: Db): Pick<ConfirmationBody, 'issuer' | 'province'> {
  const { issuer, province } = getSettings(db);
  const { code, parentVi, nameVi, nameEn, signerLines, signerName, placeVi } = issuer;
  return {
    province: { nameVi: province.nameVi, nameEn: province.nameEn },
    issuer: { code, parentVi, nameVi, nameEn, signerLines, signerName, placeVi },
  };
}

function printedModules(
  db: Db,
  { body }: AdoptedRule,
  shown: readonly (EvidenceRow | null)[],
): ConfirmationBody['modules'] {
  const names = new Map(listSkillNames(db, body.modules).map((skill) => [skill.code, skill]));
  return body.modules.map((module, index) => {
    const row = shown[index]!;
    return {
      module,
      titleVi: names.get(module)?.nameVi ?? module,
      titleEn: names.get(module)?.nameEn ?? module,
      mark: row.markNum === null || row.markDen === null ? null : { num: row.markNum, den: row.markDen },
      labelVi: row.labelVi,
      labelEn: row.labelEn,
      on: row.validFrom,
    };
  });
}
