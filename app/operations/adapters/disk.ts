import { createHash } from 'node:crypto';
import {
  chownSync,
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';

/** Bytes that may still be written where a folder stands. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Are two folders on one disk, so that they share what is free? */
export function isSameDisk(a: string, b: string): boolean {
  return statSync(a).dev === statSync(b).dev;
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }))
    hash.update(chunk as Buffer);
  return hash.digest('hex');
}

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

/** Under root, a file goes to whoever owns its folder: the server runs as that user and must be able to write it. */
export function giveToOwnerOf(folder: string, path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  chownSync(path, uid, gid);
}

/** A database's files that are there: a write-ahead log without its database would be played into a new one. */
export function databaseFiles(path: string): string[] {
  return ['', '-wal', '-shm'].map((suffix) => `${path}${suffix}`).filter((file) => existsSync(file));
}

/** Renames a database with its log to a free name beginning with `target`; answers the name. */
export function moveDatabase(path: string, target: string): string {
  let free = target;
  for (let ordinal = 2; databaseFiles(free).length > 0; ordinal += 1) free = `${target}-${ordinal}`;
  for (const file of databaseFiles(path)) renameSync(file, `${free}${file.slice(path.length)}`);
  return free;
}

/** Removes what runs that were killed left behind: entries that begin with `prefix`, unchanged since `before` (UTC ms). */
export function removeLeftovers(folder: string, prefix: string, before: number): void {
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(prefix))) {
    const path = join(folder, name);
    if (statSync(path).mtimeMs < before) rmSync(path, { recursive: true, force: true });
  }
}
