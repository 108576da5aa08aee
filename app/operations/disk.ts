/** How a disk stands: `low` is told to operators, at `full` nothing more is written. */
export const DISK_STATES = ['ok', 'low', 'full'] as const;
export type DiskState = (typeof DISK_STATES)[number];

const MEGABYTE = 1_000_000;

/** Bytes of free space below which a disk counts as low and as full. */
export interface DiskThresholds {
  low: number;
  full: number;
}

/** What must be kept on a disk, and what it still takes. */
export interface DiskPlace {
  /** What lies there: the database, the file store, or the backups. */
  name: (typeof DISK_PLACES)[number];
  folder: string;
  freeBytes: number;
}
export const DISK_PLACES = ['database', 'files', 'backups'] as const;

/**
 * Thresholds from DISK_LOW_MB (2,000) and DISK_FULL_MB (200), in megabytes of 1,000,000 bytes. 200 MB are the reserve
 * in which what is under way is finished: the log is copied into the database, people sign in and operators clear up.
 */
export function diskThresholds(env: Record<string, string | undefined>): DiskThresholds {
  const full = megabytes(env.DISK_FULL_MB, 200);
  return { low: Math.max(full, megabytes(env.DISK_LOW_MB, 2000)), full };
}

/**
 * The state of one place. The disk of the database is low as well where a snapshot of it, which each backup makes
 * beside it, would no longer fit. Backups that find no room never stop the exams.
 */
export function diskStateOf(
  place: Pick<DiskPlace, 'name' | 'freeBytes'>,
  thresholds: DiskThresholds,
  databaseBytes: number,
): DiskState {
  const { name, freeBytes } = place;
  if (name !== 'backups' && freeBytes < thresholds.full) return 'full';
  const needed = name === 'database' ? Math.max(thresholds.low, databaseBytes) : thresholds.low;
  return freeBytes < needed ? 'low' : 'ok';
}

/** The worse of two states. */
export function worseOf(a: DiskState, b: DiskState): DiskState {
  return DISK_STATES.indexOf(a) >= DISK_STATES.indexOf(b) ? a : b;
}

/**
 * May an error of SQLite or of the file system come from a disk without room? SQLITE_IOERR says so only together with
 * little free space: it is also what a broken disk answers.
 */
export function isDiskFullError(error: unknown, isNearlyFull: boolean): boolean {
  const code = codeOf(error);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return true;
  return isNearlyFull && code.startsWith('SQLITE_IOERR');
}

/** Did reading or writing itself fail, so that the connection is not to be trusted any more? */
export function isDiskError(error: unknown): boolean {
  return /^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN|READONLY)/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code ?? '');
}

function megabytes(text: string | undefined, otherwise: number): number {
  const value = text === undefined || text.trim() === '' ? otherwise : Number(text);
  return (Number.isFinite(value) && value >= 0 ? value : otherwise) * MEGABYTE;
}
