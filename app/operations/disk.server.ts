import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { databaseFiles } from '~db/durable-files';
import { freeBytes, isSameDisk } from './adapters/disk';
import { diskStateOf, worseOf, type DiskPlace, type DiskState, type DiskThresholds } from './disk';

export interface DiskReport {
  /** The worst of the places: what the server as a whole does. */
  state: DiskState;
  /** Below so many free bytes nothing more is written. */
  fullBytes: number;
  /** Each disk that must take something, by the first of what lies on it, with its own state. */
  places: (DiskPlace & { state: DiskState })[];
}

/** How long a look at the disks holds: a look is a system call a place, and pages ask with each request. */
const FRESH_MS = 5000;

/**
 * A watch over the disks, made by the process that needs it. Asking is cheap: the disks are looked at once in `freshMs`.
 * A folder that is not there (backups on a disk that is not mounted) is left out; a database folder that cannot be
 * looked at counts as full, because nothing could be kept there.
 */
export function watchDisk(parts: {
  databasePath: string;
  filesPath?: string;
  backupFolder?: string | null;
  thresholds: DiskThresholds;
  now: () => number;
  freshMs?: number;
}): () => DiskReport {
  const { thresholds, now, freshMs = FRESH_MS } = parts;
  let seen: DiskReport | null = null;
  let seenAt = 0;
  return () => {
    const at = now();
    // A clock that was set back must not keep an old look alive.
    if (seen && Math.abs(at - seenAt) < freshMs) return seen;
    seen = lookAt(parts, thresholds);
    seenAt = at;
    return seen;
  };
}

function lookAt(
  parts: { databasePath: string; filesPath?: string; backupFolder?: string | null },
  thresholds: DiskThresholds,
): DiskReport {
  const folders: [DiskPlace['name'], string | null | undefined][] = [
    ['database', dirname(parts.databasePath)],
    ['files', parts.filesPath && dirname(parts.filesPath)],
    ['backups', parts.backupFolder],
  ];
  const databaseBytes = databaseFiles(parts.databasePath).reduce((sum, file) => sum + sizeOf(file), 0);
  const disks: string[] = [];
  const places = folders.flatMap(([name, folder]) => {
    if (!folder) return [];
    const free = freeAt(folder);
    if (free === null && name !== 'database') return [];
    // One disk is told once, by the first of what lies on it.
    if (free !== null && disks.some((other) => isSameDisk(other, folder))) return [];
    if (free !== null) disks.push(folder);
    const place = { name, folder, freeBytes: free ?? 0 };
    return [{ ...place, state: diskStateOf(place, thresholds, databaseBytes) }];
  });
  const { full: fullBytes } = thresholds;
  return {
    fullBytes,
    state: places.reduce<DiskState>((worst, place) => worseOf(worst, place.state), 'ok'),
    places,
  };
}

function freeAt(folder: string): number | null {
  try {
    return freeBytes(folder);
  } catch {
    return null;
  }
}

function sizeOf(file: string): number {
  // The log may be taken away between looking for it and measuring it.
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
