/** Builds the browser files, the Remix server bundle, and the processes. */
import { spawnSync } from 'node:child_process';

for (const args of [
  ['remix', 'vite:build'],
  ['vite', 'build', '--config', 'app/server/vite.config.ts', '--logLevel', 'warn'],
]) {
  const result = spawnSync('npx', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) process.exit(result.status ?? 1);
}
