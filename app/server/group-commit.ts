import type { Db } from '~db/client.server';

/** Work to be done inside the group's transaction, and who is told after the commit. */
export interface GroupRequest {
  work: (db: Db, now: number) => unknown;
  /** Called once, after COMMIT or after the work or the whole group failed; never before it is durable. */
  done: (outcome: { ok: true; result: unknown } | { ok: false; error: unknown }) => void;
}

/** The group was not committed: nothing of it is stored. */
export class GroupFailed extends Error {
  constructor(override readonly cause: unknown) {
    super('group not committed');
  }
}

/** Another writer holds the lease now. */
export class LeaseLost extends Error {}

export interface GroupCommit {
  push: (request: GroupRequest) => void;
  /** Commits all that waits, now. */
  flush: () => void;
}

/**
 * Collects requests for a moment and commits them together: one synced write for many answers. Each request has its own
 * savepoint, so one that fails undoes only itself. The lease is checked inside the transaction; without it nothing is
 * written, everybody is refused and `onLeaseLost` is called.
 */
export function createGroupCommit(parts: {
  db: Db;
  now: () => number;
  holdsLease: () => boolean;
  onLeaseLost: () => void;
  /** Runs first in each transaction; what it answers is called once that is committed. Throwing fails the group. */
  first?: (db: Db, now: number) => (() => void) | null;
  windowMs?: number;
  maxBatch?: number;
}): GroupCommit {
  const { db, now, holdsLease, onLeaseLost, first, windowMs = 2, maxBatch = 500 } = parts;
  let queue: GroupRequest[] = [];
  let timer: NodeJS.Timeout | null = null;

  const commit = (batch: GroupRequest[]) => {
    let answers: (() => void)[] = [];
    let lost = false;
    try {
      db.sql('begin immediate').run();
      if (!holdsLease()) throw new LeaseLost();
      // Read under the lock, so that the clock and the order of commits agree.
      const at = now();
      const committed = first?.(db, at);
      for (const request of batch) answers.push(perform(db, at, request));
      db.sql('commit').run();
      committed?.();
    } catch (cause) {
      if (db.sqlite.inTransaction) db.sql('rollback').run();
      lost = cause instanceof LeaseLost;
      const error = new GroupFailed(cause);
      answers = batch.map(
        ({ done }) =>
          () =>
            done({ ok: false, error }),
      );
    }
    for (const answer of answers) answer();
    if (lost) onLeaseLost();
  };

  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    while (queue.length > 0) {
      const batch = queue.slice(0, maxBatch);
      queue = queue.slice(maxBatch);
      commit(batch);
    }
  };

  return {
    push: (request) => {
      queue.push(request);
      timer ??= setTimeout(flush, windowMs);
    },
    flush,
  };
}

/** Runs one request in its savepoint; answers what to call after the commit. */
function perform(db: Db, now: number, { work, done }: GroupRequest): () => void {
  db.sql('savepoint request').run();
  try {
    const result = work(db, now);
    db.sql('release request').run();
    return () => done({ ok: true, result });
  } catch (error) {
    // A full disk or a failed read ends the whole transaction; then nobody's request is stored.
    if (!db.sqlite.inTransaction) throw error;
    db.sql('rollback to request').run();
    db.sql('release request').run();
    return () => done({ ok: false, error });
  }
}
