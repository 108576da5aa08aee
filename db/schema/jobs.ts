import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { sql } from 'drizzle-orm';
import { JOB_STATES } from '../../app/jobs/terms';
import { account } from './access';

/**
 * Work that outlives a request, done at least once: a handler may be run again after a crash and must then do nothing
 * twice. A job that is running holds a lease; whoever finds it over takes the job up again.
 */
export const job = sqliteTable(
  'job',
  {
    id: integer().primaryKey(),
    /** Names the job in addresses. */
    publicId: text().notNull().unique(),
    kind: text().notNull(),
    /** JSON: what the handler gets. */
    input: text().notNull(),
    state: text({ enum: JOB_STATES }).notNull(),
    /** Who asked; null for the schedule. */
    accountId: integer().references(() => account.id),
    /** The same key is accepted once, e.g. "nightly-check:2026-11-25". */
    key: text().unique(),
    createdAt: integer().notNull(),
    runAfter: integer().notNull(),
    tries: integer().notNull().default(0),
    maxTries: integer().notNull(),
    leaseUntil: integer(),
    startedAt: integer(),
    finishedAt: integer(),
    /** Steps done of a total; the total is null while unknown. */
    done: integer().notNull().default(0),
    total: integer(),
    /** JSON: what came of it, or the code and detail of the last failure. */
    result: text(),
    error: text(),
  },
  (t) => [
    index('job_due')
      .on(t.runAfter)
      .where(sql`state in ('queued', 'running')`),
    index('job_account').on(t.accountId, t.id),
  ],
);
