import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../free-port';
import { PROCESSES } from '../running-server';

/** Longer rounds for those who look for what happens seldom: `THAO_FAULT_ROUNDS=20 npm test -- tests/faults`. */
export const ROUNDS = Math.max(1, Number(process.env.THAO_FAULT_ROUNDS ?? 1));

/** The built server with all its processes, as `npm start` runs it, on a free port. */
export class ServerProcess {
  readonly log: string[] = [];
  private child: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly env: Record<string, string>,
  ) {}

  static async start(databasePath: string, env: Record<string, string> = {}): Promise<ServerProcess> {
    const server = new ServerProcess(await freePort(), { DATABASE_PATH: databasePath, ...env });
    server.launch();
    await server.ready();
    return server;
  }

  launch(): void {
    const child = spawn(process.execPath, [join(PROCESSES, 'main.js')], {
      env: { ...process.env, WEB_WORKERS: '1', PORT: String(this.port), ...this.env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => this.log.push(...text.trimEnd().split('\n')));
    this.child = child;
  }

  async ready(): Promise<void> {
    await until(
      async () => (await this.readyz()).status === 200,
      () => this.log.join('\n'),
    );
  }

  async readyz(): Promise<{ status: number; text: string }> {
    try {
      const response = await fetch(`http://127.0.0.1:${this.port}/readyz`);
      return { status: response.status, text: await response.text() };
    } catch {
      return { status: 0, text: '' };
    }
  }

  get primary(): number {
    return this.child?.pid ?? 0;
  }

  /** Process ids of the writer (at most one) and of the web workers, at this moment. */
  pids(): { writer: number[]; web: number[] } {
    const children = descendants(this.primary).map((pid) => ({ pid, command: commandOf(pid) }));
    return {
      writer: children.filter(({ command }) => command.includes('writer.js')).map(({ pid }) => pid),
      web: children.filter(({ command }) => command.includes('main.js')).map(({ pid }) => pid),
    };
  }

  /** All of it at once, as the kernel or a power cut would. */
  async killAll(): Promise<void> {
    const all = [this.primary, ...descendants(this.primary)];
    for (const pid of all) signal(pid, 'SIGKILL');
    await this.exited();
    await until(async () => all.every((pid) => !isRunning(pid)));
  }

  /** As the service manager stops it; answers the exit code. */
  async stop(): Promise<number | null> {
    this.child?.kill('SIGTERM');
    return this.exited();
  }

  private async exited(): Promise<number | null> {
    const { child } = this;
    if (!child) return null;
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  }
}

/** The `thao` command as built; answers its JSON, throws with its messages. */
export function thao(env: Record<string, string>, ...args: string[]): Record<string, unknown> {
  const output = execFileSync(process.execPath, [join(PROCESSES, 'thao.js'), ...args, '--json'], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return JSON.parse(output) as Record<string, unknown>;
}

export async function until(
  holds: () => Promise<boolean> | boolean,
  otherwise: () => string = () => '',
  tries = 1600,
): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    if (await holds()) return;
    await wait(50);
  }
  throw new Error(`waited in vain. ${otherwise()}`);
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Every process below one, at this moment (Linux). */
export function descendants(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => parentOf(child) === pid);
  return [...children, ...children.flatMap(descendants)];
}

function parentOf(pid: number): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
    return state !== 'Z';
  } catch {
    return false;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
