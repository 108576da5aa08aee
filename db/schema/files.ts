import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { MEDIA_TYPES } from '../../app/files/terms';
import { tx } from './trail';

/**
 * A file that somebody gave, named by the SHA-256 of its bytes. The bytes stand in the second database and are durable
 * there before this row is written.
 */
export const storedFile = sqliteTable(
  'stored_file',
  {
    id: integer().primaryKey(),
    hash: text().notNull(),
    /** As its owner named it; shown and sent back, never a path. */
    name: text().notNull(),
    mediaType: text({ enum: MEDIA_TYPES }).notNull(),
    bytes: integer().notNull(),
    txId: integer()
      .notNull()
      .references(() => tx.id),
  },
  (t) => [index('stored_file_hash').on(t.hash)],
);
