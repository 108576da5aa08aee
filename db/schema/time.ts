import { integer, text } from 'drizzle-orm/sqlite-core';
import { tx } from './trail';

/** Open end of a valid period: periods are half-open [valid_from, valid_to), ISO dates of Asia/Ho_Chi_Minh. */
export const OPEN_END = '9999-12-31';
/** Open end on the axis of knowledge: a row nobody has superseded yet. Largest integer a double holds exactly. */
export const OPEN_TX = Number.MAX_SAFE_INTEGER;

/** When the fact holds in the world. */
export const validPeriod = () => ({
  validFrom: text().notNull(),
  validTo: text().notNull().default(OPEN_END),
});

/** When Thạo knew it: [tx_from, tx_to) in transaction numbers. Correcting closes tx_to and inserts. */
export const knownPeriod = () => ({
  txFrom: integer()
    .notNull()
    .references(() => tx.id),
  txTo: integer().notNull().default(OPEN_TX),
});
