import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const STEPS = ['renameSync', 'linkSync', 'rmSync', 'fsyncSync'] as const;

/**
 * From now on this process kills itself right before the n-th call (counted from 1) that changes or syncs names on the
 * disk under `folder`: SIGKILL, so that nothing of ours runs after it.
 */
export function dieAtStep(n: number, folder: string): void {
  let step = 0;
  for (const name of STEPS) {
    const real = fs[name] as (...args: unknown[]) => unknown;
    (fs as unknown as Record<string, unknown>)[name] = (...args: unknown[]) => {
      const isOurs = name === 'fsyncSync' || String(args[0]).startsWith(folder);
      if (isOurs && (step += 1) === n) process.kill(process.pid, 'SIGKILL');
      return real(...args);
    };
  }
  syncBuiltinESMExports();
}
