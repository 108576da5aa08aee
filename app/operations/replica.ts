/**
 * Whether a second place holds what was written: `none` = no replica is set up; `unwatched` = it is on another
 * machine's storage, whose age only Litestream itself knows; `late` = what was written a while ago is not there yet.
 */
export const REPLICA_STATES = ['none', 'unwatched', 'ok', 'late'] as const;
export type ReplicaState = (typeof REPLICA_STATES)[number];

/** A replica is asked for every second; so long without a new piece of it is worth waking somebody up, in seconds. */
export const REPLICA_LATE_SECONDS = 60;

export function replicaStateOf(input: { url: string | null; lagSeconds: number | null }): ReplicaState {
  const { url, lagSeconds } = input;
  if (url === null) return 'none';
  if (replicaFolder(url) === null) return 'unwatched';
  return lagSeconds === null || lagSeconds > REPLICA_LATE_SECONDS ? 'late' : 'ok';
}

/** The folder that REPLICA_URL names (a plain path or file:///path); null for storage behind a network address. */
export function replicaFolder(url: string): string | null {
  if (url.startsWith('file://')) return decodeURIComponent(new URL(url).pathname);
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? null : url;
}

/** Where one database goes below REPLICA_URL: each has a place of its own. */
export function replicaOf(url: string, database: ReplicatedDatabase): string {
  const base = (replicaFolder(url) ?? url).replace(/\/+$/, '');
  return `${base}/${database}`;
}

/** The main database and the file store. */
export const REPLICATED = ['thao', 'files'] as const;
export type ReplicatedDatabase = (typeof REPLICATED)[number];

/**
 * The text of litestream.yml: a piece every second, a whole copy each day, and three days back to choose from.
 * Credentials are never in it: Litestream reads them from its own environment.
 */
export function litestreamConfig(input: {
  url: string;
  databases: { name: ReplicatedDatabase; path: string }[];
}): string {
  const isFolder = replicaFolder(input.url) !== null;
  const lines = input.databases.flatMap(({ name, path }) => [
    `  - path: ${JSON.stringify(path)}`,
    '    replicas:',
    `      - ${isFolder ? 'type: file' : `url: ${JSON.stringify(replicaOf(input.url, name))}`}`,
    ...(isFolder ? [`        path: ${JSON.stringify(replicaOf(input.url, name))}`] : []),
    '        sync-interval: 1s',
    '        snapshot-interval: 24h',
    '        retention: 72h',
  ]);
  return `${['dbs:', ...lines].join('\n')}\n`;
}
