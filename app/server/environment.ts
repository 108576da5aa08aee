import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { diskThresholds, type DiskThresholds } from '~/operations/disk';
import { replicaFolder } from '~/operations/replica';

/** Settings of the processes, from the environment only. */
export interface Environment {
  databasePath: string;
  filesPath: string;
  keysPath: string;
  port: number;
  host: string;
  baseUrl: string;
  /** True behind a reverse proxy that sets X-Forwarded-For. */
  trustProxy: boolean;
  workers: number;
  /** Folder of the backups, whose disk is watched; null where none is set. */
  backupFolder: string | null;
  /** Where Litestream replicates to: a folder or an address; null without a replica. */
  replicaUrl: string | null;
  /** Free space below which disks count as low and full. */
  disk: DiskThresholds;
}

export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const databasePath = resolve(env.DATABASE_PATH ?? 'data/thao.sqlite');
  const port = Number(env.PORT ?? 3000);
  const host = env.HOST ?? '127.0.0.1';
  return {
    databasePath,
    filesPath: resolve(env.FILES_PATH ?? join(dirname(databasePath), 'files.sqlite')),
    keysPath: resolve(env.KEYS_PATH ?? join(dirname(databasePath), 'keys')),
    port,
    host,
    baseUrl: (env.BASE_URL ?? `http://${host}:${port}`).replace(/\/+$/, ''),
    trustProxy: env.TRUST_PROXY === '1' || env.TRUST_PROXY === 'true',
    workers: Number(env.WEB_WORKERS ?? Math.max(1, cpus().length)),
    backupFolder: env.BACKUP_DIR ? resolve(env.BACKUP_DIR) : null,
    replicaUrl: replicaUrl(env.REPLICA_URL),
    disk: diskThresholds(env),
  };
}

/** A path is made whole; an address stays as it is. */
function replicaUrl(text: string | undefined): string | null {
  if (!text) return null;
  return replicaFolder(text) === text ? resolve(text) : text;
}

/** Where the writer listens: short, because a Unix socket's path may have no more than about 100 characters. */
export function writerSocketPath(pid: number): string {
  return process.platform === 'win32'
    ? `\\\\.\\pipe\\thao-writer-${pid}`
    : join(tmpdir(), `thao-writer-${pid}.sock`);
}
