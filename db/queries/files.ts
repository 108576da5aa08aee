import { row, rows, run, type Db } from '../client.server';
import type { Files } from '../files/files.server';
import type { MediaType } from '../../app/files/terms';

/** Rows that name files, in the database; their bytes, in the second file. */

export interface StoredFileRow {
  id: number;
  hash: string;
  name: string;
  mediaType: MediaType;
  bytes: number;
}

const STORED = 'select id, hash, name, media_type as mediaType, bytes from stored_file';

export function insertStoredFile(
  db: Db,
  file: { hash: string; name: string; mediaType: MediaType; bytes: number; txId: number },
): number {
  return run(
    db,
    `insert into stored_file (hash, name, media_type, bytes, tx_id)
     values (:hash, :name, :mediaType, :bytes, :txId)`,
    file,
  ).id;
}

export function findStoredFile(db: Db, fileId: number): StoredFileRow | null {
  return row(db, `${STORED} where id = ?`, fileId);
}

/** Every row that names a file, one for each hash and size. */
export function listNamedHashes(db: Db): { hash: string; bytes: number }[] {
  return rows(db, 'select hash, bytes from stored_file group by hash, bytes order by hash');
}

export function countStoredFiles(db: Db): number {
  const isThere = row(db, "select 1 from sqlite_master where name = 'stored_file'") !== null;
  return isThere ? row<{ n: number }>(db, 'select count(*) as n from stored_file')!.n : 0;
}

export function isNamed(db: Db, hash: string): boolean {
  return row(db, 'select 1 from stored_file where hash = ?', hash) !== null;
}

/** Keeps bytes, or notes that the same bytes were given again. Durable when its transaction has committed. */
export function putBytes(
  files: Files,
  file: { hash: string; mediaType: MediaType; bytes: Uint8Array; now: number },
): void {
  const again = 'update file set kept_at = max(kept_at, :now) where hash = :hash';
  const { hash, mediaType, bytes, now } = file;
  if (run(files, again, { hash, now }).changes > 0) return;
  run(
    files,
    'insert into file (hash, media_type, size, kept_at, bytes) values (?, ?, ?, ?, ?)',
    hash,
    mediaType,
    bytes.length,
    now,
    bytes,
  );
}

export function hasBytes(files: Files, hash: string): boolean {
  return row(files, 'select 1 from file where hash = ?', hash) !== null;
}

export function findBytes(files: Files, hash: string): Buffer | null {
  return row<{ bytes: Buffer }>(files, 'select bytes from file where hash = ?', hash)?.bytes ?? null;
}

/** Hashes of bytes that nobody has given since an instant (UTC ms), oldest first. */
export function listKeptBefore(files: Files, instant: number): string[] {
  return rows<{ hash: string }>(
    files,
    'select hash from file where kept_at < ? order by kept_at, hash',
    instant,
  ).map(({ hash }) => hash);
}

/** Deletes bytes unless they were given again since an instant; answers whether they went. */
export function deleteKeptBefore(files: Files, hash: string, instant: number): boolean {
  return run(files, 'delete from file where hash = ? and kept_at < ?', hash, instant).changes > 0;
}

/** Files kept and their bytes. */
export function sumFiles(files: Files): { count: number; bytes: number } {
  return row(files, 'select count(*) as count, coalesce(sum(size), 0) as bytes from file')!;
}
