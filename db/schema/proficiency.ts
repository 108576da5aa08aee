import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { CATEGORIES } from '../../app/organisation/terms';
import { EVIDENCE_KINDS, EVIDENCE_STATES, VOID_REASONS } from '../../app/proficiency/terms';
import { account } from './access';
import { attempt } from './assessment';
import { person, unit } from './organisation';
import { knownPeriod, validPeriod } from './time';
import { tx } from './trail';

export const standard = sqliteTable(
  'standard',
  {
    id: integer().primaryKey(),
    code: text().notNull(),
    version: integer().notNull(),
    titleVi: text().notNull(),
    titleEn: text().notNull(),
    hash: text().notNull(),
  },
  (t) => [uniqueIndex('standard_version').on(t.code, t.version)],
);

export const skill = sqliteTable(
  'skill',
  {
    id: integer().primaryKey(),
    standardId: integer()
      .notNull()
      .references(() => standard.id),
    code: text().notNull(),
    parentCode: text(),
    tier: text({ enum: ['basic', 'advanced'] }).notNull(),
    nameVi: text().notNull(),
    nameEn: text().notNull(),
    /** S: found in a published source, may be shown as official; M: unverified wording. */
    source: text({ enum: ['S', 'M'] }).notNull(),
    ordinal: integer().notNull(),
  },
  (t) => [uniqueIndex('skill_code').on(t.standardId, t.code)],
);

/** Whatever shows a skill at a date. `evidence_id` names the thing, `id` one state of knowledge about it. */
export const evidence = sqliteTable(
  'evidence',
  {
    id: integer().primaryKey(),
    evidenceId: integer().notNull(),
    personId: integer()
      .notNull()
      .references(() => person.id),
    kind: text({ enum: EVIDENCE_KINDS }).notNull(),
    /** Modules shown, separated by spaces: 'IU01' or 'IU01 IU02 …'. */
    modules: text().notNull(),
    attemptId: integer().references(() => attempt.id),
    /** A mark on the exam's scale: num/den in exact integers, e.g. 825/100. Null where there is none. */
    markNum: integer(),
    markDen: integer(),
    labelVi: text().notNull(),
    labelEn: text().notNull(),
    issuer: text().notNull(),
    number: text(),
    state: text({ enum: EVIDENCE_STATES }).notNull(),
    enteredBy: integer().references(() => account.id),
    reviewedBy: integer().references(() => account.id),
    contentHash: text().notNull(),
    ...validPeriod(),
    ...knownPeriod(),
  },
  (t) => [index('evidence_person').on(t.personId), index('evidence_thing').on(t.evidenceId)],
);

export const proficiencyRule = sqliteTable(
  'proficiency_rule',
  {
    id: integer().primaryKey(),
    code: text().notNull(),
    version: integer().notNull(),
    /** JSON of RuleBody. */
    body: text().notNull(),
    hash: text().notNull(),
    /** Without number, date and signer the rule is provisional and every figure says so. */
    decisionNumber: text(),
    decisionDate: text(),
    decisionSigner: text(),
    ...validPeriod(),
    ...knownPeriod(),
  },
  (t) => [index('proficiency_rule_code').on(t.code, t.version)],
);

/**
 * Derived: for each person with a primary assignment, when the rule in force was met. Stored in key order
 * (WITHOUT ROWID), so that the figure is one pass. Rewritten for one person in the transaction that changes
 * one of his facts; `check` rebuilds it from the facts and compares.
 */
export const span = sqliteTable(
  'span',
  {
    unitId: integer()
      .notNull()
      .references(() => unit.id),
    category: text({ enum: CATEGORIES }).notNull(),
    personId: integer()
      .notNull()
      .references(() => person.id),
    validFrom: text().notNull(),
    txFrom: integer().notNull(),
    validTo: text().notNull(),
    txTo: integer().notNull(),
    ruleId: integer().notNull(),
    counted: integer().notNull(),
    met: integer().notNull(),
    /** Deciding evidence ids separated by spaces. */
    evidence: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.unitId, t.category, t.personId, t.validFrom, t.txFrom] }),
    index('span_person').on(t.personId),
  ],
);

/** The register: append-only, numbers without gaps per issuer and year. Corrections are new lines. */
export const confirmation = sqliteTable(
  'confirmation',
  {
    id: integer().primaryKey(),
    issuerCode: text().notNull(),
    year: integer().notNull(),
    number: integer().notNull(),
    code: text().notNull().unique(),
    personId: integer()
      .notNull()
      .references(() => person.id),
    /** JSON of ConfirmationBody: everything printed, as it was on the day. */
    body: text().notNull(),
    contentHash: text().notNull(),
    keyId: text().notNull(),
    signature: text().notNull(),
    issuedOn: text().notNull(),
    validTo: text().notNull(),
    txId: integer()
      .notNull()
      .references(() => tx.id),
  },
  (t) => [
    uniqueIndex('confirmation_number').on(t.issuerCode, t.year, t.number),
    index('confirmation_person').on(t.personId),
  ],
);

/**
 * Numbers of the register that stay empty for good: given out before a restore that did not know them any more. With
 * the confirmations they leave no gap; append-only, like them.
 */
export const confirmationVoid = sqliteTable(
  'confirmation_void',
  {
    id: integer().primaryKey(),
    issuerCode: text().notNull(),
    year: integer().notNull(),
    fromNumber: integer().notNull(),
    /** Last number, included. */
    toNumber: integer().notNull(),
    reason: text({ enum: VOID_REASONS }).notNull(),
    txId: integer()
      .notNull()
      .references(() => tx.id),
  },
  (t) => [uniqueIndex('confirmation_void_number').on(t.issuerCode, t.year, t.fromNumber)],
);
