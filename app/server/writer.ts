import { existsSync, realpathSync, unlinkSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AppError } from '~/access/errors';
import { OPERATIONS } from '~/assessment/attempt-operations.server';
import type { WriterKind } from '~/assessment/attempt-writer';
import { extendOutage, moveDeadlines, sweepDue } from '~/assessment/attempt-writes.server';
import { diskThresholds } from '~/operations/disk';
import { watchDisk } from '~/operations/disk.server';
import { openDatabase, type Db } from '~db/client.server';
import { beatLease, findLease, releaseLease } from '~db/queries/writer-lease';
import { frames, type AnswerFrame, type RequestFrame } from './frames';
import { createGroupCommit } from './group-commit';
import { acquireLease, LEASE_STALE_MS } from './lease';
import { endOnFault, faultOf, log } from './log';
import { createWriterMetrics, type WriterMetrics } from './metrics';
import { giveMetrics, type Channel } from './metrics-exchange';
import { causeOf, DISK_FULL, guardDisk } from './writer-disk';

const BEAT_MS = 1000;
const CLOSE_MS = 500;
/** What NTP corrects bit by bit stays far below; more at once is a clock that was set, or a machine that slept. */
const CLOCK_STEP_MS = 1000;

/** Why a writer ended: told to, another one holds the lease, its socket failed, or its disk. */
export type WriterEnd = 'stopped' | 'lease_held' | 'lease_lost' | 'socket_failed' | 'disk_failed';

export interface RunningWriter {
  /** Finishes what waits, gives the lease back and closes. */
  stop: () => void;
  ended: Promise<WriterEnd>;
}

/**
 * The one process that starts attempts, stores answers and closes attempts. Opens a connection of its own, takes the
 * lease, gives the time of an outage back, then answers requests over a Unix socket (newline-delimited JSON, any number
 * under way) and beats and sweeps each second. Ends by itself when the lease is another's.
 *
 * While the disk is full it takes nothing on and does not beat: everybody is refused with disk_full, and the first beat
 * that is durable again gives the time back like any other outage. `steady` is a clock that nobody can set, against
 * which a step of the wall clock is noticed; running attempts then keep the time that they had left.
 */
export async function startWriter(parts: {
  databasePath: string;
  socketPath: string;
  now: () => number;
  steady?: () => number;
  isDiskFull?: () => boolean;
  /** Does Litestream run beside? */
  replicated?: boolean;
  metrics?: WriterMetrics;
}): Promise<RunningWriter> {
  const { socketPath, now, steady = () => performance.now(), isDiskFull = () => false } = parts;
  const { metrics = createWriterMetrics(steady) } = parts;
  const db = openDatabase(parts.databasePath, { replicated: parts.replicated ?? false });
  const lease = await acquireLease(db, now, undefined, steady);
  if (!lease) {
    db.close();
    return { stop: () => undefined, ended: Promise.resolve('lease_held') };
  }
  const { term } = lease;
  const sockets = new Set<Socket>();
  let ending = false;
  let lastBeat = lease.beatBefore ?? now();
  const disk = guardDisk(isDiskFull);
  /** Between the two clocks, and by how much the wall clock was set since the last commit. */
  let offset = now() - steady();
  let clockStep = 0;
  let report: (end: WriterEnd) => void;
  const ended = new Promise<WriterEnd>((settle) => (report = settle));

  const failed = (event: string, error: unknown, fields: Record<string, unknown> = {}) => {
    metrics.errors.inc({ part: 'writer' });
    log('error', event, { ...fields, error: faultOf(error) });
  };

  const commit = createGroupCommit({
    db,
    now,
    holdsLease: () => findLease(db)?.term === term,
    onLeaseLost: () => end('lease_lost'),
    first: (_, at) => {
      const drift = at - steady() - offset;
      clockStep = Math.abs(drift) < CLOCK_STEP_MS ? 0 : Math.round(drift);
      const moved = clockStep === 0 ? 0 : moveDeadlines(db, at, clockStep);
      return () => {
        offset += drift;
        lastBeat += clockStep;
        if (clockStep !== 0) log('error', 'clock was set', { step: clockStep, attempts: moved });
      };
    },
  });

  const beat = () => {
    commit.push({
      work: (_, at) => {
        // A gap means that nobody was served: the process was down, paused, or its machine slept.
        const from = lastBeat + clockStep;
        const gap = at - from > LEASE_STALE_MS;
        const extended = gap ? extendOutage(db, at, { from, to: at }) : 0;
        beatLease(db, term, at);
        return { at, extended, gap: gap ? at - from : 0, swept: sweepDue(db, at) };
      },
      done: (outcome) => {
        if (!outcome.ok) {
          if (!diskFailed(outcome.error)) failed('writer beat failed', outcome.error);
          return;
        }
        disk.hasRoom();
        const { at, extended, gap, swept } = outcome.result as Record<
          'at' | 'extended' | 'gap' | 'swept',
          number
        >;
        lastBeat = at;
        if (extended > 0) log('info', 'outage given back', { gap, attempts: extended });
        if (swept >= 500) setImmediate(beat);
      },
    });
  };

  /** True where the error is the disk's; a broken one ends this writer. */
  const diskFailed = (error: unknown): boolean => {
    const fault = disk.judge(error);
    if (fault === 'broken') {
      failed('disk failed', causeOf(error));
      end('disk_failed');
    }
    return fault !== null;
  };
  const pulseOnce = () => {
    if (disk.mayWrite()) beat();
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const { send } = frames<RequestFrame, AnswerFrame>(socket, ({ id, kind, message }) => {
      if (ending || !Object.hasOwn(OPERATIONS, kind))
        return send({ id, ok: false, code: 'writer_unavailable', detail: {} });
      const settled = metrics.begin(kind);
      if (disk.isFull()) {
        settled(DISK_FULL);
        return send({ id, ...DISK_FULL });
      }
      const operation = OPERATIONS[kind as WriterKind] as (db: Db, at: number, message: unknown) => unknown;
      commit.push({
        work: (_, at) => operation(db, at, message),
        done: (outcome) => {
          if (outcome.ok) {
            settled({ ok: true });
            return send({ id, ok: true, result: outcome.result });
          }
          const { error } = outcome;
          const ofDisk = diskFailed(error);
          if (!ofDisk && !(error instanceof AppError)) failed('writer request failed', error, { kind });
          const answer = ofDisk && disk.isFull() ? { id, ...DISK_FULL } : refusal(id, error);
          settled(answer);
          send(answer);
        },
      });
    });
  });

  const end = (reason: WriterEnd) => {
    if (ending) return;
    ending = true;
    clearInterval(pulse);
    if (reason === 'stopped') {
      commit.flush();
      try {
        db.sqlite.transaction(() => releaseLease(db, term, now())).immediate();
      } catch (error) {
        // On a full disk the lease stays; a successor sees that this process has ended.
        failed('lease not given back', error);
      }
    }
    // Closing removes the socket's file, which after a lost lease is the successor's.
    if (reason !== 'lease_lost') server.close();
    // Answers are written in the next turn of the event loop; the sockets are closed behind them.
    setImmediate(() =>
      setImmediate(async () => {
        await Promise.race([Promise.all([...sockets].map(closed)), wait(CLOSE_MS)]);
        db.close();
        report(reason);
      }),
    );
  };

  // The outage before this start is made good before the first request can find an attempt closed by it.
  pulseOnce();
  commit.flush();
  const pulse = setInterval(pulseOnce, BEAT_MS);
  server.on('error', (error) => {
    failed('writer socket failed', error);
    end('socket_failed');
  });
  if (process.platform !== 'win32' && existsSync(socketPath)) unlinkSync(socketPath);
  // For this user only, from the first moment on.
  const mask = process.umask(0o177);
  server.listen(socketPath);
  process.umask(mask);
  return { stop: () => end('stopped'), ended };
}

const closed = (socket: Socket) => new Promise<void>((settle) => socket.end(settle));

function refusal(id: number, error: unknown): AnswerFrame & { ok: false } {
  if (error instanceof AppError) return { id, ok: false, code: error.code, detail: error.detail };
  return { id, ok: false, code: 'writer_unavailable', detail: {} };
}

async function main(): Promise<void> {
  const parent = process.ppid;
  const disk = watchDisk({
    databasePath: process.env.THAO_DATABASE ?? '',
    thresholds: diskThresholds(process.env),
    now: () => Date.now(),
    freshMs: BEAT_MS / 2,
  });
  endOnFault();
  const metrics = createWriterMetrics(() => performance.now());
  giveMetrics(process as Channel, metrics.registry);
  const writer = await startWriter({
    databasePath: process.env.THAO_DATABASE ?? '',
    socketPath: process.env.THAO_WRITER_SOCKET ?? '',
    now: () => Date.now(),
    isDiskFull: () => disk().state === 'full',
    replicated: Boolean(process.env.REPLICA_URL),
    metrics,
  });
  process.on('SIGTERM', writer.stop);
  // Ctrl+C reaches the whole group; the first process decides the order of stopping.
  process.on('SIGINT', () => undefined);
  // Without the process that started it nobody would restart or stop this one, and it would keep the lease.
  process.on('disconnect', writer.stop);
  const orphaned = setInterval(() => process.ppid !== parent && writer.stop(), BEAT_MS);
  const end = await writer.ended;
  clearInterval(orphaned);
  log(end === 'stopped' ? 'info' : 'error', 'writer ended', { reason: end });
  process.exit(end === 'stopped' ? 0 : 1);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
