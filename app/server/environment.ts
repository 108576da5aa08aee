import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

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
  };
}

/** Where the writer listens: short, because a Unix socket's path may have no more than about 100 characters. */
export function writerSocketPath(pid: number): string {
  return process.platform === 'win32'
    ? `\\\\.\\pipe\\thao-writer-${pid}`
    : join(tmpdir(), `thao-writer-${pid}.sock`);
}
