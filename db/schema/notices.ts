import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { sql } from 'drizzle-orm';
import { MAIL_STATES } from '../../app/notices/terms';
import { account } from './access';
import { person } from './organisation';

/** Ways to reach a person; erased with the names. */
export const personContact = sqliteTable(
  'person_contact',
  {
    id: integer().primaryKey(),
    personId: integer()
      .notNull()
      .references(() => person.id),
    kind: text({ enum: ['email', 'phone'] }).notNull(),
    value: text().notNull(),
  },
  (t) => [index('person_contact_person').on(t.personId)],
);

/** A line in somebody's list of notices. Words are made when it is read, in the reader's language. */
export const notice = sqliteTable(
  'notice',
  {
    id: integer().primaryKey(),
    accountId: integer()
      .notNull()
      .references(() => account.id),
    /** Key of the words, with their parameters as JSON. */
    kind: text().notNull(),
    params: text().notNull(),
    /** Address of this site where the matter stands. */
    link: text(),
    createdAt: integer().notNull(),
    readAt: integer(),
    /** The same key gives one notice. */
    key: text().unique(),
  },
  (t) => [
    index('notice_account').on(t.accountId, t.id),
    index('notice_unread')
      .on(t.accountId)
      .where(sql`read_at is null`),
  ],
);

/** What an account has chosen about mail to its person. Without a row: none. */
export const notificationChoice = sqliteTable('notification_choice', {
  accountId: integer()
    .primaryKey()
    .references(() => account.id),
  /** Language of mail. */
  lang: text({ enum: ['vi', 'en'] }).notNull(),
  /** A mail a day while notices are unread. */
  digest: integer({ mode: 'boolean' }).notNull(),
  /** Notices up to here have been mailed. */
  digestedAt: integer().notNull().default(0),
});

/** Mail on its way out. Written in the transaction that has something to tell, sent afterwards. */
export const mail = sqliteTable(
  'mail',
  {
    id: integer().primaryKey(),
    /** Null for an address that is a setting, e.g. the operator's. */
    accountId: integer().references(() => account.id),
    address: text().notNull(),
    lang: text({ enum: ['vi', 'en'] }).notNull(),
    kind: text().notNull(),
    params: text().notNull(),
    state: text({ enum: MAIL_STATES }).notNull(),
    createdAt: integer().notNull(),
    nextAt: integer().notNull(),
    tries: integer().notNull().default(0),
    sentAt: integer(),
    /** Code of the last failure. */
    error: text(),
    key: text().unique(),
  },
  (t) => [
    index('mail_due')
      .on(t.nextAt)
      .where(sql`state = 'queued'`),
  ],
);
