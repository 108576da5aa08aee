import { isUploadPath } from '~/http/uploads';

/**
 * Brakes on addresses that cost much or invite guessing. Each worker counts for itself in memory: a limit is loose by
 * the number of workers (one a processor), which is no matter for what it is to prevent, and a request costs no write.
 * What must hold exactly, tries of a password or of a code, is counted in the database (app/access/throttles.server.ts).
 */
export interface Limit {
  /** Requests that may come at once. */
  burst: number;
  /** Requests a minute in the long run. */
  perMinute: number;
}

/** For one browser's session, and for one network, behind which a whole agency may sit. */
export interface Limited {
  name: string;
  matches: (request: { method: string; path: string }) => boolean;
  session: Limit;
  network: Limit;
}

const reads = (method: string) => method === 'GET' || method === 'HEAD';

export const LIMITED: readonly Limited[] = [
  {
    // Files made on the spot: rosters, papers, scans.
    name: 'files',
    matches: ({ method, path }) => reads(method) && /\.(csv|xlsx|pdf|docx|json)$|^\/files\//i.test(path),
    session: { burst: 30, perMinute: 20 },
    network: { burst: 300, perMinute: 200 },
  },
  {
    // The public address that takes codes; wrong ones wait in the database as well.
    name: 'verify',
    matches: ({ path }) => path.startsWith('/verify/'),
    session: { burst: 60, perMinute: 60 },
    network: { burst: 120, perMinute: 120 },
  },
  {
    // An agency of a thousand signs in within the same quarter of an hour.
    name: 'sign-in',
    matches: ({ method, path }) =>
      path.startsWith('/sign-in/oidc') || (!reads(method) && /^\/(sign-in|activate)(\/|$)/.test(path)),
    session: { burst: 30, perMinute: 30 },
    network: { burst: 300, perMinute: 300 },
  },
  {
    name: 'uploads',
    matches: ({ method, path }) => !reads(method) && isUploadPath(path),
    session: { burst: 20, perMinute: 10 },
    network: { burst: 200, perMinute: 100 },
  },
];

interface Bucket {
  tokens: number;
  at: number;
}

/** Takes one token; answers 0, or the seconds until there is one. A bucket fills up evenly. */
export function takeToken(bucket: Bucket, limit: Limit, now: number): number {
  const perMs = limit.perMinute / 60_000;
  bucket.tokens = Math.min(limit.burst, bucket.tokens + Math.max(0, now - bucket.at) * perMs);
  bucket.at = now;
  if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perMs / 1000);
  bucket.tokens -= 1;
  return 0;
}

/** Keys that are kept at most: an attacker with many names of sessions must not fill the memory. */
const MAX_KEYS = 20_000;

/**
 * Counts requests; the answer is 0, or the seconds to wait. `session` is what the cookie says, empty for a stranger,
 * who counts by network alone.
 */
export function createRequestLimits(limited: readonly Limited[] = LIMITED) {
  const buckets = new Map<string, Bucket>();
  const take = (key: string, limit: Limit, now: number): number => {
    const bucket = buckets.get(key) ?? { tokens: limit.burst, at: now };
    // Set again at the end of the order: the oldest entries are the first to go.
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size > MAX_KEYS) buckets.delete(buckets.keys().next().value ?? '');
    return takeToken(bucket, limit, now);
  };
  return (request: {
    method: string;
    path: string;
    session: string;
    network: string;
    now: number;
  }): number => {
    const { method, session, network, now } = request;
    // What a page is made of has the page's address with an ending of its own.
    const path = request.path.replace(/\.data$/, '');
    const limit = limited.find((one) => one.matches({ method, path }));
    if (!limit) return 0;
    const waits = [
      take(`${limit.name} ${network}`, limit.network, now),
      ...(session ? [take(`${limit.name} ${network} ${session}`, limit.session, now)] : []),
    ];
    return Math.max(...waits);
  };
}
