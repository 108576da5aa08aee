import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One row a write transaction; ids ascend, `at` is max(now, previous at + 1) in UTC milliseconds. */
export const tx = sqliteTable(
  'tx',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    actorId: integer(),
    actorName: text().notNull(),
    command: text().notNull(),
  },
  (t) => [index('tx_actor').on(t.actorId, t.id)],
);

/** What was done to what. Ids and codes only; the words stand in audit_detail, which may be erased. */
export const auditEntry = sqliteTable(
  'audit_entry',
  {
    id: integer().primaryKey(),
    txId: integer()
      .notNull()
      .references(() => tx.id),
    action: text().notNull(),
    objectKind: text().notNull(),
    objectId: text().notNull(),
    detailHash: text().notNull(),
  },
  (t) => [
    index('audit_entry_tx').on(t.txId),
    index('audit_entry_object').on(t.objectKind, t.objectId, t.id),
    index('audit_entry_action').on(t.action, t.id),
  ],
);

export const auditDetail = sqliteTable('audit_detail', {
  entryId: integer()
    .primaryKey()
    .references(() => auditEntry.id),
  salt: text().notNull(),
  detail: text().notNull(),
});

/** One seal a transaction: H(previous seal, tx, H(rows)). Cutting or changing a row breaks every later seal. */
export const seal = sqliteTable('seal', {
  txId: integer()
    .primaryKey()
    .references(() => tx.id),
  previous: text().notNull(),
  hash: text().notNull(),
});

export const setting = sqliteTable('setting', {
  key: text().primaryKey(),
  value: text().notNull(),
});

/** The one writer process holds this row; each commit re-checks it, so that a second writer stops itself. */
export const writerLease = sqliteTable('writer_lease', {
  id: integer().primaryKey(),
  term: integer().notNull(),
  holder: text().notNull(),
  beatAt: integer().notNull(),
});

/** Each export of personal data: who, what filter, how many rows, which content. */
export const exportLog = sqliteTable('export_log', {
  id: integer().primaryKey(),
  txId: integer()
    .notNull()
    .references(() => tx.id),
  kind: text().notNull(),
  filter: text().notNull(),
  rows: integer().notNull(),
  sha256: text().notNull(),
});

/** Idempotency of posted forms: the same key answers with the first result. */
export const formKey = sqliteTable(
  'form_key',
  {
    accountId: integer().notNull(),
    key: text().notNull(),
    result: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.key] })],
);
