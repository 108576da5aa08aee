import { createHash, randomBytes } from 'node:crypto';
import type { AUDIT_ACTIONS, AuditAction } from '../app/access/audit-actions';
import { row, run, type Db } from './client.server';

/** Who writes: an account, or a named part of the system ('cli', 'writer', 'seed'). */
export interface Writer {
  accountId: number | null;
  name: string;
}

/** An open write transaction: its number on the axis of knowledge, and the audit rows it must seal. */
export interface Tx {
  db: Db;
  id: number;
  at: number;
  /**
   * Adds a row to the trail. Ids and codes in the row itself; what may have to be erased one day goes into `detail`
   * (JSON), a stated reason always under the key `reason`.
   */
  audit: <A extends AuditAction>(
    action: A,
    objectKind: (typeof AUDIT_ACTIONS)[A],
    objectId: string | number,
    detail?: object,
  ) => void;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * The one way to write facts: a synchronous IMMEDIATE transaction that takes one tx number, runs `work`, and ends with
 * one seal over its audit rows. Never pass an async function: SQLite would commit half of it.
 */
export function writeTx<T>(db: Db, now: number, writer: Writer, command: string, work: (tx: Tx) => T): T {
  return db.sqlite.transaction(() => writeInside(db, now, writer, command, work)).immediate();
}

/** As writeTx, for a caller who already holds the transaction (the writer process's group commit). */
export function writeInside<T>(db: Db, now: number, writer: Writer, command: string, work: (tx: Tx) => T): T {
  const previous = row<{ id: number; at: number }>(db, 'select id, at from tx order by id desc limit 1');
  const at = Math.max(now, (previous?.at ?? 0) + 1);
  const { id } = run(
    db,
    'insert into tx (at, actor_id, actor_name, command) values (?, ?, ?, ?)',
    at,
    writer.accountId,
    writer.name,
    command,
  );
  const hashes: string[] = [];
  const audit: Tx['audit'] = (action, objectKind, objectId, detail = {}) => {
    const text = JSON.stringify(detail);
    const salt = randomBytes(16).toString('hex');
    const detailHash = sha256(`${salt}:${text}`);
    const entry = run(
      db,
      'insert into audit_entry (tx_id, action, object_kind, object_id, detail_hash) values (?, ?, ?, ?, ?)',
      id,
      action,
      objectKind,
      String(objectId),
      detailHash,
    );
    run(db, 'insert into audit_detail (entry_id, salt, detail) values (?, ?, ?)', entry.id, salt, text);
    hashes.push(auditRowHash({ action, objectKind, objectId: String(objectId), detailHash }));
  };
  const result = work({ db, id, at, audit });
  const before = row<{ hash: string }>(db, 'select hash from seal order by tx_id desc limit 1')?.hash ?? '';
  run(
    db,
    'insert into seal (tx_id, previous, hash) values (?, ?, ?)',
    id,
    before,
    sealHash({
      previous: before,
      txId: id,
      at,
      actor: writer.name,
      actorId: writer.accountId,
      command,
      rowHashes: hashes,
    }),
  );
  return result;
}

/** Hash of one audit row; the detail enters by its own salted hash, so that erasing it breaks no seal. */
export function auditRowHash(entry: {
  action: string;
  objectKind: string;
  objectId: string;
  detailHash: string;
}): string {
  return sha256(JSON.stringify([entry.action, entry.objectKind, entry.objectId, entry.detailHash]));
}

/** H(previous seal, tx, H(rows)). Seals from before the account's own number entered them have no `actorId`. */
export function sealHash(input: {
  previous: string;
  txId: number;
  at: number;
  actor: string;
  actorId?: number | null;
  command: string;
  rowHashes: string[];
}): string {
  const { previous, txId, at, actor, actorId, command } = input;
  const rowsHash = sha256(input.rowHashes.join('\n'));
  const whose = actorId === undefined ? [] : [actorId];
  return sha256(JSON.stringify([previous, txId, at, actor, command, rowsHash, ...whose]));
}
