import { createHash } from 'node:crypto';
import { chownSync, createReadStream, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
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

/** Under root, a file goes to whoever owns its folder: the server runs as that user and must be able to write it. */
export function giveToOwnerOf(folder: string, path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  chownSync(path, uid, gid);
}

/** Removes what runs that were killed left behind: entries that begin with `prefix`, unchanged since `before` (UTC ms). */
export function removeLeftovers(folder: string, prefix: string, before: number): void {
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(prefix))) {
    const path = join(folder, name);
    if (statSync(path).mtimeMs < before) rmSync(path, { recursive: true, force: true });
  }
}
