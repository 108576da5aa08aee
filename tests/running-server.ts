import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port';

export const PROCESSES = join(import.meta.dirname, '..', 'build', 'processes');
/** Of every demo account. */
export const DEMO_PASSWORD = 'thao-demo-2026';

/** A folder with a small seeded province and its keys; copies of it are databases of one's own. */
export function seededProvince(): { folder: string; copy: () => string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'thao-province-'));
  const seed = join(folder, 'seed');
  for (const args of [
    ['migrate'],
    ['keys', 'init'],
    ['content', 'sync'],
    ['seed', 'demo', '--staff', '60'],
  ]) {
    execFileSync(process.execPath, [join(PROCESSES, 'thao.js'), ...args, '--json'], {
      env: { ...process.env, DATABASE_PATH: join(seed, 'thao.sqlite') },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  let copies = 0;
  return {
    folder,
    copy: () => {
      const target = join(folder, `copy-${(copies += 1)}`);
      cpSync(seed, target, { recursive: true });
      return join(target, 'thao.sqlite');
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface StartedServer {
  url: string;
  port: number;
  databasePath: string;
  process: ChildProcess;
  /** What it has written on standard error so far. */
  log: () => string;
  stop: () => Promise<void>;
}

/** The built server, as `npm start` runs it, on a database that is there. */
export async function startBuiltServer(
  databasePath: string,
  more: Record<string, string> = {},
): Promise<StartedServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  // Without the test runner's NODE_ENV, unless a test sets one.
  const inherited: Record<string, string | undefined> = { ...process.env, NODE_ENV: undefined };
  const own = { DATABASE_PATH: databasePath, PORT: String(port), WEB_WORKERS: '1', BASE_URL: url };
  const child = spawn(process.execPath, [join(PROCESSES, 'main.js')], {
    env: { ...inherited, ...own, ...more } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  for (let tries = 0; ; tries += 1) {
    if (
      await fetch(`${url}/readyz`).then(
        (response) => response.ok,
        () => false,
      )
    )
      break;
    if (tries > 300 || child.exitCode !== null) throw new Error(`the server did not start:\n${log}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const stop = () =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  return { url, port, databasePath, process: child, log: () => log, stop };
}

/** The address that the server below is reached under from outside. */
export const HTTPS = 'https://thao.example';

/** The built server on a small province, as it stands behind a proxy that ends TLS, with a log of everything. */
export async function startBehindProxy() {
  const province = seededProvince();
  const server = await startBuiltServer(province.copy(), {
    BASE_URL: HTTPS,
    TRUST_PROXY: '1',
    LOG_LEVEL: 'debug',
  });
  return {
    server,
    get: (path: string, headers: Record<string, string> = {}) =>
      fetch(server.url + path, { redirect: 'manual', headers }),
    /** What it has logged so far, a line each. */
    lines: () =>
      server
        .log()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    stop: async () => {
      await server.stop();
      province.remove();
    },
  };
}

/** Signs in with a demo account; answers the cookie. `headers` as a proxy would add them. */
export async function signInOver(
  server: Pick<StartedServer, 'url'>,
  name: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const response = await fetch(`${server.url}/sign-in?index`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({ name, password: DEMO_PASSWORD, to: '/' }),
  });
  if (response.status !== 302) throw new Error(`sign-in answered ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}
