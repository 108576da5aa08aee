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
 * when its beat has stood still for as long as it may. Null where another writer is still beating after `patienceMs`:
 * then this one must stop. How long something takes is measured on `steady`, which nobody can set: by the wall clock, an
 * hour forward would make a living writer look dead, and an hour back would make a dead one look alive.
 */
export async function acquireLease(
  db: Db,
  now: () => number,
  patienceMs = LEASE_STALE_MS + 2000,
  steady = () => performance.now(),
): Promise<Lease | null> {
  const holder = `${process.pid}@${hostname()}`;
  const started = steady();
  let seen: { beat: string; since: number } | null = null;
  for (;;) {
    const lease = db.sqlite
      .transaction((): Lease | null => {
        const held = findLease(db);
        if (!held || isFree(held.holder, holder)) return takeLease(db, holder, now());
        const beat = `${held.term} ${held.beatAt}`;
        if (seen?.beat !== beat) seen = { beat, since: steady() };
        return steady() - seen.since > LEASE_STALE_MS ? takeLease(db, holder, now()) : null;
      })
      .immediate();
    if (lease) return lease;
    if (steady() - started >= patienceMs) return null;
    await wait(POLL_MS);
  }
}

/** Given back, this process's own, or of a process of this machine that is no more. */
function isFree(holder: string, self: string): boolean {
  if (holder === '' || holder === self) return true;
  const [pid, host] = holder.split('@');
  return host === hostname() && !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
