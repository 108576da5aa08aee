import cluster from 'node:cluster';
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { hasActiveDemoAccount } from '~db/queries/access';
import { openDatabase, type Db } from '~db/client.server';
import { migrateFiles, openFiles } from '~db/files/files.server';
import { MigrationRefused, migrationsFolder, readMigrations, upgrade } from '~db/migrate.server';
import { finishPlacement } from '~db/placement.server';
import { createProvider } from '~/access/adapters/oidc';
import { isFactorRequired } from '~/access/factors.server';
import { initKeys } from '~/access/keys.server';
import { systemActor, type Ctx } from '~/access/context.server';
import { gradePending } from '~/assessment/attempts.server';
import { raiseAlarms } from '~/operations/alarms.server';
import { findKeyFault } from '~/operations/key-faults.server';
import { LOOPBACK, readEnvironment, writerSocketPath, type Environment } from './environment';
import { startJobProcess } from './job-child';
import { keyFaultText, readableByOthers } from './key-folder';
import { endOnFault, faultOf, log } from './log';
import { createWebMetrics } from './metrics';
import { askForMetrics, giveMetrics, relayMetrics, type Channel } from './metrics-exchange';
import { portsOfProcess } from './ports';
import { SettingRefused } from './secrets';
import { createWebServer } from './web';
import { connectWriter } from './writer-client';

/**
 * The first process: checks the database and the keys, starts the one writer, the web workers and the job process, and
 * starts again whichever of them ends. It serves nothing itself.
 */
const environment = settings();
const development = process.argv.includes('--dev');
/** How long after its end the writer is started again: at once, and more seldom while it keeps ending. */
const RESTART_MS = { first: 50, longest: 5000 };
const ALARM_MS = 60_000;

endOnFault();
if (cluster.isPrimary) startPrimary();
else await startWorker();

function startPrimary(): void {
  if (finishPlacement(environment.databasePath)) log('info', 'a restore that was cut off has been finished');
  if (!existsSync(environment.databasePath)) {
    fail(`No database at ${environment.databasePath}. Run: npm run thao -- migrate`);
  }
  const db = openDatabase(environment.databasePath);
  bringUp(db);
  if (!LOOPBACK.has(environment.host) && hasActiveDemoAccount(db)) {
    fail(`HOST ${environment.host} refused: a demo account is active. Demo data is served on loopback only.`);
  }
  if (!LOOPBACK.has(environment.host) && !isFactorRequired(db)) {
    fail(
      `HOST ${environment.host} refused: the second factor is off (setting secondFactor). Turn it on, or serve on loopback only.`,
    );
  }
  const fault = findKeyFault(db, environment.keysPath);
  if (fault) fail(keyFaultText(fault, environment.keysPath));
  db.close();
  initKeys(environment.keysPath);
  const open = readableByOthers(environment.keysPath);
  if (open.length > 0 && environment.isProduction) {
    fail(`Readable by other users: ${open.join(', ')}. Run: chmod -R go= ${environment.keysPath}`);
  }
  if (open.length > 0) log('warn', 'keys readable by other users', { files: open.length });

  const socketPath = writerSocketPath(process.pid);
  let stopping = false;
  let writer: ChildProcess;
  let delay = RESTART_MS.first;
  const startWriter = () => {
    writer = fork(join(import.meta.dirname, development ? 'writer.ts' : 'writer.js'), {
      env: { ...process.env, THAO_DATABASE: environment.databasePath, THAO_WRITER_SOCKET: socketPath },
      execArgv: development ? ['--import', 'tsx'] : [],
    });
    const startedAt = performance.now();
    writer.on('exit', (code) => {
      if (stopping) return;
      // One that cannot live (a broken disk) is started ever more seldom: its log would fill what is left.
      const lived = performance.now() - startedAt > RESTART_MS.longest;
      delay = lived ? RESTART_MS.first : Math.min(RESTART_MS.longest, delay * 2);
      log('error', 'writer ended', { code });
      setTimeout(startWriter, delay);
    });
  };
  startWriter();

  /** Every process that has numbers for /metrics. */
  const withNumbers = (): Channel[] => {
    const web = Object.values(cluster.workers ?? {}).filter((worker) => worker?.isConnected());
    return [...(web as Channel[]), ...(writer.connected ? [writer] : [])];
  };
  const startWeb = (grader: boolean) => {
    const worker = cluster.fork({ THAO_WRITER_SOCKET: socketPath, THAO_GRADER: grader ? '1' : '' });
    relayMetrics(worker, withNumbers);
    worker.on('exit', (code) => {
      if (stopping) return;
      log('error', 'web worker ended', { code });
      setTimeout(() => startWeb(grader), 100);
    });
  };
  const workers = development ? 1 : environment.workers;
  for (let index = 0; index < workers; index += 1) startWeb(index === 0);

  const jobs = startJobProcess({ development, socketPath });

  const stop = () => {
    if (stopping) return;
    stopping = true;
    const jobsGone = jobs.stop();
    const workers_ = Object.values(cluster.workers ?? {});
    let left = workers_.length;
    const stopWriter = () => {
      writer.once('exit', () => void jobsGone.then(() => process.exit(0)));
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

/** Brings both files to this build's version; a database of a newer build is not touched. */
function bringUp(db: Db): void {
  const files = openFiles(environment.filesPath);
  try {
    const now = Date.now();
    for (const { applied, copiedTo } of [
      upgrade(db, readMigrations(migrationsFolder()), now),
      migrateFiles(files, now),
    ]) {
      if (applied.length > 0) log('info', 'migrated', { applied: applied.join(' '), copiedTo });
    }
  } catch (error) {
    if (error instanceof MigrationRefused) fail(error.message);
    throw error;
  } finally {
    files.close();
  }
}

async function startWorker(): Promise<void> {
  const replicated = environment.replicaUrl !== null;
  const db = openDatabase(environment.databasePath, { replicated });
  const files = openFiles(environment.filesPath, { replicated });
  const writer = connectWriter(process.env.THAO_WRITER_SOCKET ?? '');
  const now = () => Date.now();
  const ports = portsOfProcess(environment, writer, now);
  const { build, clientFolder, before } = development ? await devBuild() : await productionBuild();
  const metrics = createWebMetrics();
  const channel = process as Channel;
  giveMetrics(channel, metrics.registry);
  const server = createWebServer({
    ...{ environment, db, files, now, ports, build, clientFolder, metrics },
    allMetrics: () => askForMetrics(channel),
    provider: environment.provider && createProvider(environment.provider, environment.baseUrl),
    ...(before ? { before } : {}),
  });
  server.listen(environment.port, environment.host, () =>
    log('info', 'listening', { baseUrl: environment.baseUrl }),
  );

  if (process.env.THAO_GRADER) {
    const regularly = (everyMs: number, name: string, work: (ctx: Ctx) => void) => {
      const { keysPath, baseUrl } = environment;
      const tick = () => {
        // On a full disk nothing is written; what waits is found again afterwards.
        if (ports.machine.disk().state === 'full') return;
        try {
          work({ db, files, now: now(), actor: systemActor(name), ports, keysPath, baseUrl });
        } catch (error) {
          metrics.errors.inc({ part: name });
          log('error', `${name} failed`, { error: faultOf(error) });
        }
      };
      setInterval(tick, everyMs);
    };
    regularly(1000, 'grader', gradePending);
    regularly(ALARM_MS, 'alarms', (ctx) => {
      for (const { kind, ...facts } of raiseAlarms(ctx)) log('error', kind, facts);
    });
  }

  process.on('SIGTERM', () => {
    server.close(() => process.exit(0));
    // A connection kept alive ends when it next has nothing to do: who asks again finds nobody and comes back later.
    server.closeIdleConnections();
    setInterval(() => server.closeIdleConnections(), 10);
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

function settings(): Environment {
  try {
    return readEnvironment(process.env);
  } catch (error) {
    if (error instanceof SettingRefused) fail(error.message);
    throw error;
  }
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
