import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { ROLES } from '../../app/access/roles';
import { person, unit } from './organisation';
import { knownPeriod, validPeriod } from './time';

export const account = sqliteTable('account', {
  id: integer().primaryKey(),
  personId: integer()
    .unique()
    .references(() => person.id),
  username: text().notNull().unique(),
  passwordHash: text(),
  status: text({ enum: ['active', 'closed'] }).notNull(),
  isDemo: integer({ mode: 'boolean' }).notNull(),
  createdAt: integer().notNull(),
});

/** A role within a unit and everything below it. */
export const roleGrant = sqliteTable(
  'role_grant',
  {
    id: integer().primaryKey(),
    accountId: integer()
      .notNull()
      .references(() => account.id),
    role: text({ enum: ROLES }).notNull(),
    /** Null for an operator: the installation itself, which is there before any unit. */
    unitId: integer().references(() => unit.id),
    ...validPeriod(),
    ...knownPeriod(),
  },
  (t) => [index('role_grant_account').on(t.accountId)],
);

/** A browser's session. Only the hash of its token is kept. */
export const session = sqliteTable(
  'session',
  {
    tokenHash: text().primaryKey(),
    accountId: integer()
      .notNull()
      .references(() => account.id),
    createdAt: integer().notNull(),
    lastSeenAt: integer().notNull(),
    expiresAt: integer().notNull(),
  },
  (t) => [index('session_account').on(t.accountId), index('session_expiry').on(t.expiresAt)],
);

/** Slows down repeated wrong sign-ins, by name and by address; the same for known and unknown names. */
export const signInThrottle = sqliteTable('sign_in_throttle', {
  key: text().primaryKey(),
  failures: integer().notNull(),
  nextAt: integer().notNull(),
});
