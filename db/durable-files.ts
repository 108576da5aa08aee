import { closeSync, existsSync, fsyncSync, openSync, statSync } from 'node:fs';

/** Files of SQLite as files of the disk. */

/** Brings a file, or the names in a folder, to the disk. */
export function syncToDisk(path: string): void {
  // Windows knows no sync of a folder.
  if (process.platform === 'win32' && statSync(path).isDirectory()) return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A database's files that are there: a write-ahead log without its database would be played into a new one. */
export function databaseFiles(path: string): string[] {
  return ['', '-wal', '-shm'].map((suffix) => `${path}${suffix}`).filter((file) => existsSync(file));
}
