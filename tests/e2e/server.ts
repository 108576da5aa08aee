import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../free-port';

export interface RunningServer {
  url: string;
  databasePath: string;
  process: ChildProcess;
  stop: () => Promise<void>;
}

/** A real server on a copy of the seeded province. */
export async function startServer(more: Record<string, string> = {}): Promise<RunningServer> {
  const base = process.env.THAO_E2E_FOLDER ?? '';
  const folder = mkdtempSync(join(base, 'copy-'));
  cpSync(join(base, 'seed'), folder, { recursive: true });
  return serve(join(folder, 'thao.sqlite'), more);
}

/** A real server on a database that is there already; with PORT among `more` at the same address as before. */
export async function serve(databasePath: string, more: Record<string, string> = {}): Promise<RunningServer> {
  const port = more.PORT === undefined ? await freePort() : Number(more.PORT);
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../build/processes/main.js')], {
    env: { ...process.env, DATABASE_PATH: databasePath, PORT: String(port), WEB_WORKERS: '1', ...more },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // A test that fails between start and stop leaves no server behind.
  process.once('exit', () => child.kill('SIGTERM'));
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  for (let tries = 0; ; tries += 1) {
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) break;
    if (tries > 150 || child.exitCode !== null) throw new Error(`the server did not start:\n${errors}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const stop = () =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  return { url, databasePath, process: child, stop };
}
