import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { findLease, takeLease } from '~db/queries/writer-lease';
import type { Db } from '~db/client.server';

/** The beat comes each second; a lease without one for so long is up for the taking. */
export const LEASE_STALE_MS = 3000;
const POLL_MS = 200;

export interface Lease {
  term: number;
  /** Last beat of the holder before, null for the first ever. */
  beatBefore: number | null;
}

/**
 * Takes the writer's lease: at once where its holder gave it back or is a process of this machine that has ended, else
 * when its beat has gone stale. Null where another writer is still beating after `patienceMs`: then this one must stop.
 */
export async function acquireLease(
  db: Db,
  now: () => number,
  patienceMs = LEASE_STALE_MS + 2000,
): Promise<Lease | null> {
  const holder = `${process.pid}@${hostname()}`;
  const until = now() + patienceMs;
  for (;;) {
    const lease = db.sqlite
      .transaction((): Lease | null => {
        const held = findLease(db);
        return held && isHeld(held, holder, now()) ? null : takeLease(db, holder, now());
      })
      .immediate();
    if (lease) return lease;
    if (now() >= until) return null;
    await wait(POLL_MS);
  }
}

function isHeld(lease: { holder: string; beatAt: number }, self: string, now: number): boolean {
  if (lease.holder === '' || lease.holder === self || now - lease.beatAt > LEASE_STALE_MS) return false;
  const [pid, host] = lease.holder.split('@');
  return host !== hostname() || isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
