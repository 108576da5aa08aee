import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Litestream's own program: the one that LITESTREAM_PROGRAM names, or that of the package for this kind of machine; null
 * where there is neither.
 */
export function litestreamProgram(): string | null {
  if (process.env.LITESTREAM_PROGRAM) return process.env.LITESTREAM_PROGRAM;
  const require = createRequire(import.meta.url);
  const name = `@flydotio/litestream-${process.platform}-${process.arch}`;
  try {
    return join(dirname(require.resolve(`${name}/package.json`)), 'litestream');
  } catch {
    return null;
  }
}

/** Runs the program to its end; its messages go to `note`, line by line. Answers the exit code, null for a signal. */
export function runLitestream(
  program: string,
  args: string[],
  note: (line: string) => void,
): Promise<number | null> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) note(line);
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code));
  });
}

/**
 * When a piece last reached a replica in a folder, UTC milliseconds; null where none ever did. Read from the folders of
 * its generations, whose time changes with each new piece: three days of pieces are too many to look at one by one.
 */
export function newestPieceAt(folder: string): number | null {
  const generations = join(folder, 'generations');
  const times = namesIn(generations).flatMap((generation) =>
    ['wal', 'snapshots'].flatMap((kind) => {
      const found = statSync(join(generations, generation, kind), { throwIfNoEntry: false });
      return found ? [found.mtimeMs] : [];
    }),
  );
  return times.length > 0 ? Math.max(...times) : null;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // The second place is not there: not mounted, or never written to.
    return [];
  }
}
