import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One seeded demo province for the whole run; each file of tests works on a copy of its own. */
export default function globalSetup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'thao-e2e-'));
  process.env.THAO_E2E_FOLDER = folder;
  const thao = (...args: string[]) =>
    execFileSync(
      process.execPath,
      [join(import.meta.dirname, '../../build/processes/thao.js'), ...args, '--json'],
      {
        env: { ...process.env, DATABASE_PATH: join(folder, 'seed', 'thao.sqlite') },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
  thao('migrate');
  thao('keys', 'init');
  thao('content', 'sync');
  thao('seed', 'demo');
  return () => rmSync(folder, { recursive: true, force: true });
}
