import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { CATEGORIES, BLOCKS, LEVELS, PERSON_STATES, SUCCESSION_KINDS } from '../../app/organisation/terms';
import { knownPeriod, validPeriod } from './time';
import { tx } from './trail';

export const unit = sqliteTable('unit', {
  id: integer().primaryKey(),
  code: text().notNull().unique(),
});

/** Attributes and parent of a unit for a period. */
export const unitPeriod = sqliteTable(
  'unit_period',
  {
    id: integer().primaryKey(),
    unitId: integer()
      .notNull()
      .references(() => unit.id),
    nameVi: text().notNull(),
    nameEn: text().notNull(),
    searchKey: text().notNull(),
    level: text({ enum: LEVELS }).notNull(),
    block: text({ enum: BLOCKS }).notNull(),
    parentId: integer().references(() => unit.id),
    document: text(),
    ...validPeriod(),
    ...knownPeriod(),
  },
  (t) => [index('unit_period_unit').on(t.unitId, t.validFrom), index('unit_period_parent').on(t.parentId)],
);

/** Dated many-to-many link from old units to new ones. */
export const unitSuccession = sqliteTable(
  'unit_succession',
  {
    id: integer().primaryKey(),
    fromUnitId: integer()
      .notNull()
      .references(() => unit.id),
    toUnitId: integer().references(() => unit.id),
    kind: text({ enum: SUCCESSION_KINDS }).notNull(),
    document: text(),
    ...validPeriod(),
    ...knownPeriod(),
  },
  (t) => [index('unit_succession_from').on(t.fromUnitId), index('unit_succession_to').on(t.toUnitId)],
);

export const person = sqliteTable('person', {
  id: integer().primaryKey(),
  staffCode: text().notNull().unique(),
});

/** Names and birth date, on both axes so that a roster known at T keeps the name it was printed with. */
export const personProfile = sqliteTable(
  'person_profile',
  {
    id: integer().primaryKey(),
    personId: integer()
      .notNull()
      .references(() => person.id),
    fullName: text().notNull(),
    sortKey: text().notNull(),
    searchKey: text().notNull(),
    sex: text({ enum: ['female', 'male', 'unknown'] }).notNull(),
    birthDate: text(),
    birthPrecision: text({ enum: ['day', 'month', 'year'] }),
    ...validPeriod(),
    ...knownPeriod(),
  },
  (t) => [
    index('person_profile_person').on(t.personId, t.validFrom),
    index('person_profile_sort').on(t.sortKey),
  ],
);

export const personState = sqliteTable(
  'person_state',
  {
    id: integer().primaryKey(),
    personId: integer()
      .notNull()
      .references(() => person.id),
    state: text({ enum: PERSON_STATES }).notNull(),
    ...validPeriod(),
    ...knownPeriod(),
  },
  (t) => [index('person_state_person').on(t.personId, t.validFrom)],
);

export const assignment = sqliteTable(
  'assignment',
  {
    id: integer().primaryKey(),
    personId: integer()
      .notNull()
      .references(() => person.id),
    unitId: integer()
      .notNull()
      .references(() => unit.id),
    category: text({ enum: CATEGORIES }).notNull(),
    positionVi: text().notNull(),
    positionEn: text().notNull(),
    isPrimary: integer({ mode: 'boolean' }).notNull(),
    ...validPeriod(),
    ...knownPeriod(),
  },
  (t) => [
    index('assignment_person').on(t.personId, t.validFrom),
    index('assignment_unit').on(t.unitId, t.validFrom),
  ],
);

/**
 * A personal identity number, sealed with the data key; found by a keyed hash, so that the file of the database alone
 * tells neither the number nor whether somebody has it.
 */
export const personalNumber = sqliteTable('personal_number', {
  personId: integer()
    .primaryKey()
    .references(() => person.id),
  sealed: text().notNull(),
  lookup: text().notNull().unique(),
  lastFour: text().notNull(),
  txId: integer()
    .notNull()
    .references(() => tx.id),
});
