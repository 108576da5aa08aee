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

/** All stored settings by key. */
export function listSettingTexts(db: Db): Map<string, string> {
  const stored = rows<{ key: string; value: string }>(db, 'select key, value from setting');
  return new Map(stored.map(({ key, value }) => [key, value]));
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
  actorId: number | null;
  actorName: string;
  command: string;
  /** Null where a transaction has no seal. */
  previous: string | null;
  hash: string | null;
}

/** Transactions above one, in order, with their seals. */
export function listSealedTxs(db: Db, after: number, limit: number): SealedTx[] {
  return rows<SealedTx>(
    db,
    `select t.id, t.at, t.actor_id as actorId, t.actor_name as actorName, t.command, s.previous, s.hash
     from tx t left join seal s on s.tx_id = t.id where t.id > ? order by t.id limit ?`,
    after,
    limit,
  );
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

const ENTRY = `select e.id, e.tx_id as txId, e.action, e.object_kind as objectKind, e.object_id as objectId,
  e.detail_hash as detailHash, d.salt, d.detail from audit_entry e left join audit_detail d on d.entry_id = e.id`;

/** Audit rows of the transactions above one and up to another, in order, with their details. */
export function listTrailEntries(db: Db, afterTx: number, upToTx: number): TrailEntry[] {
  return rows<TrailEntry>(
    db,
    `${ENTRY} where e.tx_id > ? and e.tx_id <= ? order by e.tx_id, e.id`,
    afterTx,
    upToTx,
  );
}

/** The transaction of an audit row that knows none, and of a detail that knows no row; null where all have theirs. */
export function findLooseTrailRow(db: Db): { txId: number } | null {
  return (
    row<{ txId: number }>(
      db,
      'select tx_id as txId from audit_entry where tx_id not in (select id from tx) order by id limit 1',
    ) ??
    row<{ txId: number }>(
      db,
      `select coalesce((select tx_id from audit_entry where id < d.entry_id order by id desc limit 1), 0) as txId
       from audit_detail d where d.entry_id not in (select id from audit_entry) order by d.entry_id limit 1`,
    )
  );
}

/** Seals without a transaction, which only a cut trail can have. */
export function countLooseSeals(db: Db): number {
  return row<{ n: number }>(db, 'select count(*) as n from seal where tx_id not in (select id from tx)')!.n;
}

/** Hash of the newest seal. */
export function lastSeal(db: Db): string | null {
  return lastSealedTx(db)?.seal ?? null;
}

/** The newest seal with its transaction; null in an empty trail. */
export function lastSealedTx(db: Db): { txId: number; at: number; seal: string } | null {
  return row(
    db,
    `select s.tx_id as txId, t.at, s.hash as seal from seal s join tx t on t.id = s.tx_id
     order by s.tx_id desc limit 1`,
  );
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
