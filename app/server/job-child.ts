import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { log } from './log';

const RESTART_MS = 1000;
/** A job that does not look up for so long is ended; after its lease it is taken up again. */
const PATIENCE_MS = 8000;

/** Starts the job process, and again whenever it ends. `stop` resolves once it is gone. */
export function startJobProcess(input: { development: boolean; socketPath: string }): {
  stop: () => Promise<void>;
} {
  const { development, socketPath } = input;
  let child: ChildProcess;
  let stopping = false;
  const start = () => {
    child = fork(join(import.meta.dirname, development ? 'jobs.ts' : 'jobs.js'), {
      env: { ...process.env, THAO_WRITER_SOCKET: socketPath },
      execArgv: development ? ['--import', 'tsx'] : [],
    });
    child.on('exit', (code) => {
      if (stopping) return;
      log('error', 'job process ended', { code });
      setTimeout(() => !stopping && start(), RESTART_MS);
    });
  };
  start();
  return {
    stop: () =>
      new Promise((resolve) => {
        stopping = true;
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
        child.once('exit', () => {
          clearTimeout(patience);
          resolve();
        });
        child.kill('SIGTERM');
      }),
  };
}
