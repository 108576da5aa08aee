import { isDiskError, isDiskFullError } from '~/operations/disk';
import { GroupFailed } from './group-commit';
import { faultOf, log } from './log';

/** What the writer answers while the disk is full. */
export const DISK_FULL = { ok: false as const, code: 'disk_full' as const, detail: {} };

/**
 * What the writer knows of its disk. A full one is waited for: nothing is taken on until a beat is durable again. A
 * broken one needs a connection of its own.
 */
export interface DiskGuard {
  /** Is it being waited for? */
  isFull: () => boolean;
  /** Looks at the disk before a beat; false where it is full and the beat must wait. */
  mayWrite: () => boolean;
  /** Whether an error is the disk's; null for any other. */
  judge: (error: unknown) => 'full' | 'broken' | null;
  /** Something has been written. */
  hasRoom: () => void;
}

/** `look` asks the disk itself; it may be a moment old. */
export function guardDisk(look: () => boolean): DiskGuard {
  let full = false;
  const wait = (fields: Record<string, unknown> = {}) => {
    if (!full) log('error', 'disk is full: nothing is taken on', fields);
    full = true;
  };
  return {
    isFull: () => full,
    mayWrite: () => {
      if (!look()) return true;
      wait();
      return false;
    },
    judge: (error) => {
      const cause = causeOf(error);
      if (isDiskFullError(cause, look())) {
        wait({ error: faultOf(cause) });
        return 'full';
      }
      return isDiskError(cause) ? 'broken' : null;
    },
    hasRoom: () => {
      if (full) log('info', 'disk has room again');
      full = false;
    },
  };
}

/** What made a group of requests fail, or the error itself. */
export const causeOf = (error: unknown): unknown => (error instanceof GroupFailed ? error.cause : error);
