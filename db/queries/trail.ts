import { row, rows, run, type Connection, type Db } from '../client.server';

/** The axis of knowledge, the sealed trail, settings and the log of exports. */

export interface TxStamp {
  id: number;
  /** UTC milliseconds. */
  at: number;
}

/** The greatest committed tx; null in an empty database. */
export function lastTx(db: Db): TxStamp | null {
  return row(db, 'select id, at from tx order by id desc limit 1');
}

/** The greatest tx with at <= instant; null when there is none. Ids and times ascend together, so it is halved for. */
export function lastTxUpTo(db: Db, instant: number): TxStamp | null {
  let best: TxStamp | null = null;
  let low = 1;
  let high = lastTx(db)?.id ?? 0;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const tx = row<TxStamp>(db, 'select id, at from tx where id <= ? order by id desc limit 1', middle);
    if (!tx || tx.at <= instant) {
      best = tx ?? best;
      low = middle + 1;
    } else {
      high = tx.id - 1;
    }
  }
  return best;
}

export function getSettingText(db: Db, key: string): string | null {
  return row<{ value: string }>(db, 'select value from setting where key = ?', key)?.value ?? null;
}

export function setSettingText(db: Db, key: string, value: string): void {
  run(
    db,
    'insert into setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
    key,
    value,
  );
}

export function insertExportLog(
  db: Db,
  entry: { txId: number; kind: string; filter: string; rows: number; sha256: string },
): void {
  run(
    db,
    'insert into export_log (tx_id, kind, filter, rows, sha256) values (?, ?, ?, ?, ?)',
    entry.txId,
    entry.kind,
    entry.filter,
    entry.rows,
    entry.sha256,
  );
}

export interface SealedTx {
  id: number;
  at: number;
  actorName: string;
  command: string;
  /** Null where a transaction has no seal. */
  previous: string | null;
  hash: string | null;
}

/** Transactions in order with their seals, one at a time. */
export function eachSealedTx(db: Db): IterableIterator<SealedTx> {
  return db
    .sql(
      `select t.id, t.at, t.actor_name as actorName, t.command, s.previous, s.hash
       from tx t left join seal s on s.tx_id = t.id order by t.id`,
    )
    .iterate() as IterableIterator<SealedTx>;
}

export interface TrailEntry {
  id: number;
  txId: number;
  action: string;
  objectKind: string;
  objectId: string;
  detailHash: string;
  /** Null where the detail was erased. */
  salt: string | null;
  detail: string | null;
}

/** Audit rows in order with their details, one at a time. */
export function eachTrailEntry(db: Db): IterableIterator<TrailEntry> {
  return db
    .sql(
      `select e.id, e.tx_id as txId, e.action, e.object_kind as objectKind, e.object_id as objectId,
         e.detail_hash as detailHash, d.salt, d.detail
       from audit_entry e left join audit_detail d on d.entry_id = e.id order by e.id`,
    )
    .iterate() as IterableIterator<TrailEntry>;
}

/** Seals without a transaction, which only a cut trail can have. */
export function countLooseSeals(db: Db): number {
  return row<{ n: number }>(db, 'select count(*) as n from seal where tx_id not in (select id from tx)')!.n;
}

/** Hash of the newest seal. */
export function lastSeal(db: Db): string | null {
  return row<{ hash: string }>(db, 'select hash from seal order by tx_id desc limit 1')?.hash ?? null;
}

/** Counts for the operator's page, by table name. */
export function countTables(db: Db, tables: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    tables.map((table) => [table, row<{ n: number }>(db, `select count(*) as n from "${table}"`)!.n]),
  );
}

/** Size of the database file in bytes. */
export function databaseBytes(db: Connection): number {
  return row<{ bytes: number }>(
    db,
    'select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()',
  )!.bytes;
}

/** The newest transactions, for the operator's page. */
export function listLastTxs(db: Db, limit: number): (TxStamp & { actorName: string; command: string })[] {
  return rows(db, 'select id, at, actor_name as actorName, command from tx order by id desc limit ?', limit);
}
