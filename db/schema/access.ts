import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { sql } from 'drizzle-orm';
import { CODE_PURPOSES, SIGN_IN_METHODS, SIGN_IN_OUTCOMES, STEP_PURPOSES } from '../../app/access/terms';
import { ROLES } from '../../app/access/roles';
import { storedFile } from './files';
import { person, unit } from './organisation';
import { knownPeriod, validPeriod } from './time';
import { tx } from './trail';

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
  /** When the password in force was chosen by its owner; null where it was given out. */
  passwordChosenAt: integer(),
  /** When and why the account was closed, in the words of whoever closed it. */
  closedAt: integer(),
  closedReason: text(),
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
    /** Whose right this is while he is away: the account that delegated it. Null for a right of one's own. */
    delegatedBy: integer().references(() => account.id),
    /** Number and date of the decision that appoints, and its scan. */
    document: text(),
    documentFileId: integer().references(() => storedFile.id),
    ...validPeriod(),
    ...knownPeriod(),
  },
  (t) => [index('role_grant_account').on(t.accountId), index('role_grant_unit').on(t.unitId)],
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
    /** Names the session in lists; the token's hash stays inside. */
    publicId: text(),
    method: text({ enum: SIGN_IN_METHODS }),
    /** Was a second factor shown? */
    isStrong: integer({ mode: 'boolean' }).notNull().default(false),
    /** Browser and system in words, e.g. "Chrome 109, Windows 7", and the network that it came from. */
    device: text().notNull().default(''),
    network: text().notNull().default(''),
  },
  (t) => [
    index('session_account').on(t.accountId),
    index('session_expiry').on(t.expiresAt),
    uniqueIndex('session_public').on(t.publicId),
  ],
);

/** Slows down repeated wrong sign-ins, by name and by address; the same for known and unknown names. */
export const signInThrottle = sqliteTable('sign_in_throttle', {
  key: text().primaryKey(),
  failures: integer().notNull(),
  nextAt: integer().notNull(),
});

/**
 * What is between two pages of one ceremony: a password that was right and waits for its second factor, a challenge to
 * a passkey, a sign-in at another provider. Short-lived; only the hash of its token is kept.
 */
export const signInStep = sqliteTable(
  'sign_in_step',
  {
    tokenHash: text().primaryKey(),
    purpose: text({ enum: STEP_PURPOSES }).notNull(),
    accountId: integer().references(() => account.id),
    /** JSON: challenge, state, nonce, verifier, where to go afterwards. */
    data: text().notNull(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
  },
  (t) => [index('sign_in_step_expiry').on(t.expiresAt)],
);

/** Each sign-in and each refusal of a known account. Nothing that was typed: people type passwords into the wrong field. */
export const signInEvent = sqliteTable(
  'sign_in_event',
  {
    id: integer().primaryKey(),
    at: integer().notNull(),
    accountId: integer().references(() => account.id),
    method: text({ enum: SIGN_IN_METHODS }).notNull(),
    outcome: text({ enum: SIGN_IN_OUTCOMES }).notNull(),
    device: text().notNull(),
    network: text().notNull(),
  },
  (t) => [index('sign_in_event_account').on(t.accountId, t.at), index('sign_in_event_at').on(t.at)],
);

/** A one-time code on a slip: to activate an account or to set a new password. Keyed hash only. */
export const accessCode = sqliteTable(
  'access_code',
  {
    id: integer().primaryKey(),
    accountId: integer()
      .notNull()
      .references(() => account.id),
    purpose: text({ enum: CODE_PURPOSES }).notNull(),
    codeHash: text().notNull(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    usedAt: integer(),
    /** Set when a newer code, a closing or a person took it out of use. */
    voidedAt: integer(),
    txId: integer()
      .notNull()
      .references(() => tx.id),
  },
  (t) => [
    index('access_code_account').on(t.accountId),
    uniqueIndex('access_code_open')
      .on(t.accountId)
      .where(sql`used_at is null and voided_at is null`),
  ],
);

/** Secret of an authenticator app, sealed with the data key; it counts once a first code has confirmed it. */
export const totpSecret = sqliteTable('totp_secret', {
  accountId: integer()
    .primaryKey()
    .references(() => account.id),
  sealed: text().notNull(),
  createdAt: integer().notNull(),
  confirmedAt: integer(),
  /** The last 30-second step that was accepted: a code counts once. */
  lastStep: integer(),
});

export const passkey = sqliteTable(
  'passkey',
  {
    id: integer().primaryKey(),
    accountId: integer()
      .notNull()
      .references(() => account.id),
    /** base64url */
    credentialId: text().notNull().unique(),
    publicKey: blob({ mode: 'buffer' }).notNull(),
    counter: integer().notNull(),
    /** JSON list of transports. */
    transports: text().notNull(),
    label: text().notNull(),
    isBackedUp: integer({ mode: 'boolean' }).notNull(),
    createdAt: integer().notNull(),
    lastUsedAt: integer(),
  },
  (t) => [index('passkey_account').on(t.accountId)],
);

/** One-time codes for who has lost the second factor. Keyed hash only. */
export const recoveryCode = sqliteTable(
  'recovery_code',
  {
    id: integer().primaryKey(),
    accountId: integer()
      .notNull()
      .references(() => account.id),
    codeHash: text().notNull(),
    createdAt: integer().notNull(),
    usedAt: integer(),
  },
  (t) => [index('recovery_code_account').on(t.accountId)],
);

/** Taking somebody's second factor away: one asks with a reason, another decides. */
export const factorReset = sqliteTable(
  'factor_reset',
  {
    id: integer().primaryKey(),
    accountId: integer()
      .notNull()
      .references(() => account.id),
    requestedBy: integer()
      .notNull()
      .references(() => account.id),
    requestedAt: integer().notNull(),
    reason: text().notNull(),
    decidedBy: integer().references(() => account.id),
    decidedAt: integer(),
    decision: text({ enum: ['approved', 'refused'] }),
  },
  (t) => [
    uniqueIndex('factor_reset_open')
      .on(t.accountId)
      .where(sql`decided_at is null`),
    index('factor_reset_account').on(t.accountId),
  ],
);

/** Who looked at whom: one row a page or file that showed people, and one for each person on it. Append-only. */
export const viewLog = sqliteTable(
  'view_log',
  {
    id: integer().primaryKey(),
    at: integer().notNull(),
    accountId: integer()
      .notNull()
      .references(() => account.id),
    /** Which page or file, e.g. "person", "roster", "people", "confirmation". */
    kind: text().notNull(),
    /** JSON: the filter of a list. */
    filter: text().notNull(),
    requestId: text().notNull(),
  },
  (t) => [index('view_log_account').on(t.accountId, t.at), index('view_log_at').on(t.at)],
);

export const viewLogPerson = sqliteTable(
  'view_log_person',
  {
    personId: integer()
      .notNull()
      .references(() => person.id),
    viewId: integer()
      .notNull()
      .references(() => viewLog.id),
  },
  (t) => [primaryKey({ columns: [t.personId, t.viewId] })],
);
