import type { Db } from '~db/client.server';
import { clearThrottle, deleteThrottlesBefore, getThrottle, setThrottle } from '~db/queries/sessions';
import { AppError } from './errors';
import { freeTriesOf, waitAfter } from './throttle';

const DAY_MS = 24 * 3_600_000;

/** Errors: too_many with `seconds` to wait, where one of the keys is still waiting. */
export function requireNoWait(db: Db, now: number, keys: string[]): void {
  const until = Math.max(...keys.map((key) => getThrottle(db, key)?.nextAt ?? 0));
  if (until > now) throw new AppError('too_many', { seconds: Math.ceil((until - now) / 1000) });
}

/** Counts a wrong try against each key; answers the seconds until the next try. */
export function countWrongTry(db: Db, now: number, keys: string[]): number {
  return db.sqlite
    .transaction(() => {
      // What is older than a day is forgotten, so that names made up by an attacker do not pile up.
      deleteThrottlesBefore(db, now - DAY_MS);
      let longest = 0;
      for (const key of keys) {
        const failures = (getThrottle(db, key)?.failures ?? 0) + 1;
        const seconds = waitAfter(failures, freeTriesOf(key));
        longest = Math.max(longest, seconds);
        setThrottle(db, key, failures, now + seconds * 1000);
      }
      return longest;
    })
    .immediate();
}

export function forgetWrongTries(db: Db, keys: string[]): void {
  for (const key of keys) clearThrottle(db, key);
}

export interface Tries {
  /** Counts it against the network as well; answers the seconds until the next try. */
  wrong: () => number;
  /** Forgets what was counted: this was no guessing. */
  right: () => void;
}

/**
 * Takes a try at a secret of a name. It counts before the secret is compared: of many sent at once, only the free ones
 * are compared at all. A network is counted afterwards, because a whole agency behind one address may well sign in at
 * the same moment. Error: too_many with `seconds`, before anything is compared.
 */
export function takeTry({ db, now }: { db: Db; now: number }, name: string, network: string): Tries {
  const nameKey = `name:${name.trim().toLowerCase()}`;
  const networkKey = `address:${network}`;
  const wait = db.sqlite
    .transaction(() => {
      requireNoWait(db, now, [nameKey, networkKey]);
      return countWrongTry(db, now, [nameKey]);
    })
    .immediate();
  return {
    wrong: () => Math.max(wait, countWrongTry(db, now, [networkKey])),
    right: () => forgetWrongTries(db, [nameKey, networkKey]),
  };
}
