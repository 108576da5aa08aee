import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Why the machine's faults cannot be shown here; null where they can. Tests that are left out for it say so aloud. */
export function whyNoShim(): string | null {
  if (process.platform !== 'linux') return 'LD_PRELOAD is known on Linux only';
  const found = spawnSync('gcc', ['--version'], { stdio: 'ignore' });
  return found.status === 0 ? null : 'no gcc: install it, on Debian: apt-get install -y gcc libc6-dev';
}

/** Compiles machine.c into a folder; answers the library for LD_PRELOAD. */
export function buildShim(folder: string): string {
  const library = join(folder, 'machine.so');
  const source = join(import.meta.dirname, 'machine.c');
  execFileSync('gcc', [
    '-O2',
    '-Wall',
    '-Wextra',
    '-shared',
    '-fPIC',
    '-o',
    library,
    source,
    '-ldl',
    '-lpthread',
  ]);
  return library;
}

/** A number that the shim reads anew each time: written in place, because the processes have it mapped. */
export function setNumber(path: string, value: number): void {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(Math.round(value)));
  writeFileSync(path, bytes, { flag: 'r+' });
}

export function makeNumber(path: string, value: number): string {
  writeFileSync(path, Buffer.alloc(8));
  setNumber(path, value);
  return path;
}
