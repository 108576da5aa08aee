import { newestPieceAt } from './adapters/litestream';
import { watchDisk, type DiskReport } from './disk.server';
import type { DiskThresholds } from './disk';
import { replicaFolder, replicaOf, replicaStateOf, type ReplicaState } from './replica';

export interface ReplicaReport {
  state: ReplicaState;
  /** Seconds since a piece last reached the second place; null where nobody can tell or none ever did. */
  lagSeconds: number | null;
}

/** What the process that serves knows of its machine; each answer is a few seconds old at most. */
export interface MachineWatch {
  disk: () => DiskReport;
  replica: () => ReplicaReport;
}

declare module '~/access/context.server' {
  interface Ports {
    /** Disks and replica of this machine. */
    machine: MachineWatch;
  }
}

/** Where nobody watches (the command line, tests of other things): all is well. */
export function unwatchedMachine(): MachineWatch {
  return {
    disk: () => ({ state: 'ok', fullBytes: 0, places: [] }),
    replica: () => ({ state: 'none', lagSeconds: null }),
  };
}

export interface MachineParts {
  databasePath: string;
  filesPath: string;
  backupFolder: string | null;
  replicaUrl: string | null;
  disk: DiskThresholds;
  now: () => number;
}

export function watchMachine(parts: MachineParts): MachineWatch {
  const { replicaUrl, now, disk: thresholds } = parts;
  return { disk: watchDisk({ ...parts, thresholds }), replica: () => replicaReport(replicaUrl, now()) };
}

function replicaReport(url: string | null, now: number): ReplicaReport {
  const lagSeconds = url === null ? null : replicaLag(url, now);
  return { state: replicaStateOf({ url, lagSeconds }), lagSeconds };
}

/**
 * How far the replica is behind, in seconds: the writer's beat changes the database each second, so the age of the
 * newest piece is the lag. Null for a replica that is not in a folder, or that nothing ever reached.
 */
export function replicaLag(url: string, now: number): number | null {
  const folder = replicaFolder(url);
  const at = folder === null ? null : newestPieceAt(replicaOf(url, 'thao'));
  return at === null ? null : Math.max(0, (now - at) / 1000);
}
