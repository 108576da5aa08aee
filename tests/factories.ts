import { systemActor, type Actor, type Ctx } from '~/access/context.server';
import type { Role } from '~/access/roles';
import { foldForSearch, nameSearchKey, nameSortKey } from '~/organisation/names';
import type { Block, Category, Level, PersonState } from '~/organisation/terms';
import { rewriteSpans } from '~/proficiency/spans.server';
import { adoptRule } from '~/proficiency/rules.server';
import type { RuleBody } from '~/proficiency/rule';
import type { EvidenceKind, EvidenceState } from '~/proficiency/terms';
import type { Db } from '~db/client.server';
import { writeTx, type Tx } from '~db/write.server';
import { insertSession } from '~db/queries/sessions';
import { filesOf } from './database';
import {
  insertAssignment,
  insertPerson,
  insertProfile,
  insertState,
  insertSuccession,
  insertUnit,
} from '~db/queries/organisation-write';
import { insertEvidence } from '~db/queries/proficiency';

/** Small provinces built by hand. Everything has a default, so that a test names only what it is about. */

const OPEN = '9999-12-31';

export const RULE: RuleBody = {
  categories: ['cadre', 'civil_servant'],
  states: ['working', 'leave'],
  modules: ['IU01', 'IU02'],
  target: { num: 70, den: 100 },
};

/** One write transaction of a test. */
export function write<T>(db: Db, now: number, work: (tx: Tx) => T): T {
  return writeTx(db, now, { accountId: null, name: 'test' }, 'test', work);
}

export function addRule(
  tx: Tx,
  change: { body?: Partial<RuleBody>; validFrom?: string; decision?: boolean } = {},
) {
  return adoptRule(tx, {
    code: 'LG-TT',
    body: { ...RULE, ...change.body },
    validFrom: change.validFrom ?? '2020-01-01',
    decision: change.decision ? { number: '1/QĐ', date: '2020-01-01', signer: 'X' } : null,
  });
}

export interface UnitInput {
  code: string;
  name?: string;
  level?: Level;
  block?: Block;
  parentId?: number | null;
  validFrom?: string;
  validTo?: string;
}

export function addUnit(tx: Tx, input: UnitInput): number {
  const name = input.name ?? input.code;
  return insertUnit(tx.db, {
    code: input.code,
    nameVi: name,
    nameEn: name,
    searchKey: foldForSearch(name),
    level: input.level ?? 'province',
    block: input.block ?? 'state',
    parentId: input.parentId ?? null,
    validFrom: input.validFrom ?? '2000-01-01',
    validTo: input.validTo ?? OPEN,
    txId: tx.id,
  });
}

export function addSuccession(tx: Tx, fromUnitId: number, toUnitId: number, validFrom: string): void {
  insertSuccession(tx.db, { fromUnitId, toUnitId, kind: 'merge', validFrom, txId: tx.id });
}

export interface PersonInput {
  staffCode: string;
  name?: string;
  birthDate?: string | null;
  birthPrecision?: 'day' | 'month' | 'year' | null;
  /** Of the primary post; leave out for a person without one. */
  unitId?: number;
  category?: Category;
  position?: string;
  state?: PersonState;
  validFrom?: string;
  validTo?: string;
  /** Modules shown from `shownFrom` for three years by one certificate. */
  shows?: string;
  shownFrom?: string;
  shownTo?: string;
}

/** A person with name, state, primary post and, if asked for, evidence; spans written. Answers the id. */
export function addPerson(tx: Tx, input: PersonInput): number {
  const fullName = input.name ?? `Nguyễn Văn ${input.staffCode}`;
  const personId = insertPerson(tx.db, input.staffCode);
  insertProfile(tx.db, {
    personId,
    fullName,
    sortKey: nameSortKey(fullName),
    searchKey: nameSearchKey(fullName),
    sex: 'unknown',
    birthDate: input.birthDate === undefined ? '1980-05-17' : input.birthDate,
    birthPrecision: input.birthPrecision === undefined ? 'day' : input.birthPrecision,
    validFrom: '1900-01-01',
    validTo: OPEN,
    txId: tx.id,
  });
  const validFrom = input.validFrom ?? '2020-01-01';
  insertState(tx.db, { personId, state: input.state ?? 'working', validFrom, validTo: OPEN, txId: tx.id });
  if (input.unitId !== undefined) {
    addPost(tx, { personId, ...input, unitId: input.unitId, validFrom });
  }
  if (input.shows) {
    addEvidence(tx, {
      personId,
      modules: input.shows,
      validFrom: input.shownFrom ?? '2025-01-01',
      validTo: input.shownTo ?? '2028-01-01',
    });
  }
  rewriteSpans(tx, personId);
  return personId;
}

export interface PostInput {
  personId: number;
  unitId: number;
  category?: Category;
  position?: string;
  isPrimary?: boolean;
  validFrom?: string;
  validTo?: string;
}

/** A post without rewriting spans, as addEvidence. */
export function addPost(tx: Tx, input: PostInput): void {
  const position = input.position ?? 'Chuyên viên';
  insertAssignment(tx.db, {
    personId: input.personId,
    unitId: input.unitId,
    category: input.category ?? 'civil_servant',
    positionVi: position,
    positionEn: position,
    isPrimary: input.isPrimary === false ? 0 : 1,
    validFrom: input.validFrom ?? '2020-01-01',
    validTo: input.validTo ?? OPEN,
    txId: tx.id,
  });
}

export interface EvidenceInput {
  personId: number;
  modules?: string;
  kind?: EvidenceKind;
  state?: EvidenceState;
  label?: string;
  mark?: [num: number, den: number];
  validFrom?: string;
  validTo?: string;
  evidenceId?: number;
}

/** Evidence without rewriting spans: several facts may change before they are rewritten once. */
export function addEvidence(tx: Tx, input: EvidenceInput): number {
  const label = input.label ?? 'Chứng chỉ IC3';
  return insertEvidence(tx.db, {
    evidenceId: input.evidenceId,
    personId: input.personId,
    kind: input.kind ?? 'certificate',
    modules: input.modules ?? 'IU01',
    attemptId: null,
    markNum: input.mark?.[0] ?? null,
    markDen: input.mark?.[1] ?? null,
    labelVi: label,
    labelEn: label,
    issuer: 'Certiport',
    number: null,
    state: input.state ?? 'accepted',
    enteredBy: null,
    reviewedBy: null,
    contentHash: `hash of ${label}`,
    validFrom: input.validFrom ?? '2025-01-01',
    validTo: input.validTo ?? '2028-01-01',
    txId: tx.id,
  });
}

/** An actor with roles from the year 2000 on; no account stands behind it. */
export function actorWith(grants: [role: Role, unitId: number][], personId: number | null = null): Actor {
  return {
    accountId: null,
    personId,
    name: 'test',
    system: false,
    grants: grants.map(([role, unitId]) => ({ role, unitId, validFrom: '2000-01-01', validTo: OPEN })),
  };
}

export function ctxOf(db: Db, now: number, actor: Actor = systemActor('test'), keysPath = ''): Ctx {
  return {
    db,
    files: filesOf(db),
    now,
    actor,
    ports: {} as Ctx['ports'],
    keysPath,
    baseUrl: 'https://thao.example',
  };
}

/** A browser's session under a token whose hash is given, with a second factor shown unless said otherwise. */
export function addSession(
  db: Db,
  session: { hash: string; accountId: number; now: number; expiresAt: number; isStrong?: boolean },
): void {
  const client = { device: 'Chrome 109, Windows 7', network: '10.0.0.1' };
  const given = { publicId: session.hash.slice(0, 16), method: 'password', isStrong: true } as const;
  insertSession(db, { ...given, ...client, ...session });
}
