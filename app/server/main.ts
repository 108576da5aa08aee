import cluster from 'node:cluster';
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { hasActiveDemoAccount } from '~db/queries/access';
import { openDatabase } from '~db/client.server';
import { migrate, migrationsFolder, readMigrations } from '~db/migrate.server';
import { isFactorRequired } from '~/access/factors.server';
import { initKeys } from '~/access/keys.server';
import { systemActor, type Ctx } from '~/access/context.server';
import { gradePending } from '~/assessment/attempts.server';
import { readEnvironment, writerSocketPath } from './environment';
import { log } from './log';
import { makePorts } from './ports';
import { createWebServer } from './web';
import { connectWriter } from './writer-client';

/**
 * The first process: checks the database and the keys, starts the one writer and the web workers, and starts again
 * whichever of them ends. It serves nothing itself.
 */
const environment = readEnvironment(process.env);
const development = process.argv.includes('--dev');
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

if (cluster.isPrimary) startPrimary();
else await startWorker();

function startPrimary(): void {
  if (!existsSync(environment.databasePath)) {
    fail(`No database at ${environment.databasePath}. Run: npm run thao -- migrate`);
  }
  const db = openDatabase(environment.databasePath);
  migrate(db, readMigrations(migrationsFolder()), Date.now());
  if (!LOOPBACK.has(environment.host) && hasActiveDemoAccount(db)) {
    fail(`HOST ${environment.host} refused: a demo account is active. Demo data is served on loopback only.`);
  }
  if (!LOOPBACK.has(environment.host) && !isFactorRequired(db)) {
    fail(
      `HOST ${environment.host} refused: the second factor is off (setting secondFactor). Turn it on, or serve on loopback only.`,
    );
  }
  db.close();
  initKeys(environment.keysPath);

  const socketPath = writerSocketPath(process.pid);
  let stopping = false;
  let writer: ChildProcess;
  const startWriter = () => {
    writer = fork(join(import.meta.dirname, development ? 'writer.ts' : 'writer.js'), {
      env: { ...process.env, THAO_DATABASE: environment.databasePath, THAO_WRITER_SOCKET: socketPath },
      execArgv: development ? ['--import', 'tsx'] : [],
    });
    writer.on('exit', (code) => {
      if (stopping) return;
      log('error', 'writer ended', { code });
      setTimeout(startWriter, 100);
    });
  };
  startWriter();

  const startWeb = (grader: boolean) => {
    const worker = cluster.fork({ THAO_WRITER_SOCKET: socketPath, THAO_GRADER: grader ? '1' : '' });
    worker.on('exit', (code) => {
      if (stopping) return;
      log('error', 'web worker ended', { code });
      setTimeout(() => startWeb(grader), 100);
    });
  };
  const workers = development ? 1 : environment.workers;
  for (let index = 0; index < workers; index += 1) startWeb(index === 0);

  const stop = () => {
    if (stopping) return;
    stopping = true;
    const workers_ = Object.values(cluster.workers ?? {});
    let left = workers_.length;
    const stopWriter = () => {
      writer.once('exit', () => process.exit(0));
      writer.kill('SIGTERM');
    };
    if (left === 0) stopWriter();
    for (const worker of workers_) {
      worker?.once('exit', () => {
        left -= 1;
        // The writer goes last, so that saves under way are still acknowledged.
        if (left === 0) stopWriter();
      });
      worker?.kill('SIGTERM');
    }
    setTimeout(() => process.exit(1), 10_000).unref();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function startWorker(): Promise<void> {
  const db = openDatabase(environment.databasePath);
  const writer = connectWriter(process.env.THAO_WRITER_SOCKET ?? '');
  const ports = makePorts(writer);
  const now = () => Date.now();
  const { build, clientFolder, before } = development ? await devBuild() : await productionBuild();
  const server = createWebServer({
    environment,
    db,
    now,
    ports,
    build,
    clientFolder,
    ...(before ? { before } : {}),
  });
  server.keepAliveTimeout = 65_000;
  server.listen(environment.port, environment.host, () =>
    log('info', 'listening', { baseUrl: environment.baseUrl }),
  );

  if (process.env.THAO_GRADER) {
    const grade = () => {
      const ctx: Ctx = {
        db,
        now: now(),
        actor: systemActor('grader'),
        ports,
        keysPath: environment.keysPath,
        baseUrl: environment.baseUrl,
      };
      try {
        gradePending(ctx);
      } catch (error) {
        log('error', 'grading failed', { error: String(error) });
      }
    };
    setInterval(grade, 1000);
  }

  process.on('SIGTERM', () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), 5000).unref();
  });
  // Ctrl+C reaches the whole group; the first process decides the order of stopping.
  process.on('SIGINT', () => undefined);
}

async function productionBuild() {
  const folder = join(import.meta.dirname, '..');
  const build = (await import(pathToFileURL(join(folder, 'server', 'index.js')).href)) as ServerBuild;
  return { build, clientFolder: join(folder, 'client'), before: undefined };
}

async function devBuild() {
  const { createServer } = await import('vite');
  const vite = await createServer({ server: { middlewareMode: true } });
  const build = () => vite.ssrLoadModule('virtual:remix/server-build') as unknown as Promise<ServerBuild>;
  return { build, clientFolder: null, before: vite.middlewares };
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
