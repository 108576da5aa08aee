import { realpathSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Ports } from '~/access/context.server';
import { BEAT_MS, putProcessState } from '~/jobs/process-state.server';
import { runNextJob } from '~/jobs/runner.server';
import { enqueueDueJobs } from '~/jobs/schedule.server';
import type { MailWay } from '~/jobs/terms';
import { makeMailer, type Mailer } from '~/notices/adapters/mailer';
import { isMailAddress } from '~/notices/mail-address';
import { sendDueMail } from '~/notices/mail.server';
import { openDatabase } from '~db/client.server';
import { openFiles } from '~db/files/files.server';
import { readEnvironment, type Environment } from './environment';
import { endOnFault, faultOf, log } from './log';
import { portsOfProcess } from './ports';
import { connectWriter } from './writer-client';

const IDLE_MS = 1000;
/** After the mail server could not be reached. */
const PAUSE_MS = 60_000;
/** After the database said no, e.g. on a full disk. */
const FAULT_MS = 5000;

export interface RunningJobs {
  /** Takes no new work; a job at work is told to stop and goes back into the queue. */
  stop: () => void;
  ended: Promise<void>;
}

/**
 * The process for what outlives a request: queues the daily jobs when they are due, runs one job after the other, and
 * sends mail beside them. Any number of them may run on one database; one is enough.
 */
export function startJobs(parts: {
  environment: Environment;
  now: () => number;
  ports: Ports;
  leaseMs?: number;
}): RunningJobs {
  const { environment, now, ports, leaseMs } = parts;
  const { databasePath, filesPath, keysPath, baseUrl } = environment;
  const replicated = environment.replicaUrl !== null;
  // Two connections: a handler may be in the middle of a long read, or write, while its progress is written.
  const db = openDatabase(databasePath, { replicated });
  const workDb = openDatabase(databasePath, { replicated });
  const files = openFiles(filesPath, { replicated });
  const { way, mailer } = openMailer(environment);
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;

  let lastBeat = -Infinity;
  const jobStep = async () => {
    if (now() - lastBeat >= BEAT_MS || now() < lastBeat) {
      lastBeat = now();
      putProcessState(db, { at: lastBeat, mail: way });
      enqueueDueJobs(db, { now: lastBeat, kinds: Object.keys(ports.jobHandlers) });
    }
    const ended = await runNextJob({
      ...{ db, now, ports, isStopping, onFault, work: { db: workDb, files, keysPath, baseUrl } },
      ...(leaseMs === undefined ? {} : { leaseMs }),
    });
    if (!ended) return IDLE_MS;
    log(ended.outcome === 'failed' ? 'error' : 'info', 'job ended', { ...ended });
    return 0;
  };
  const mailStep = async (sender: Mailer) => {
    const { sent, pause } = await sendDueMail({ db, now, mailer: sender, baseUrl, isStopping });
    if (sent > 0) log('info', 'mail sent', { count: sent });
    if (pause) log('error', 'mail server refused or out of reach', {});
    return pause ? PAUSE_MS : IDLE_MS;
  };

  /** On a full disk nothing is begun: what is due waits until there is room. */
  const looked = async (step: () => Promise<number>) =>
    ports.machine.disk().state === 'full' ? FAULT_MS : step();
  /** Steps until told to stop; each answers how long to wait before the next. */
  const loop = async (step: () => Promise<number>) => {
    while (!isStopping()) {
      const pause = await looked(step).catch((error: unknown) => {
        log('error', 'job process fault', { error: faultOf(error) });
        return FAULT_MS;
      });
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const loops = [loop(jobStep), ...(mailer ? [loop(() => mailStep(mailer))] : [])];
  const ended = Promise.all(loops).then(() => {
    mailer?.close();
    for (const one of [workDb, files, db]) one.close();
  });
  return { stop: () => stopping.abort(), ended };
}

function openMailer({ smtpUrl, mailFrom }: Environment): { way: MailWay; mailer: Mailer | null } {
  if (smtpUrl === '') return { way: 'none', mailer: null };
  try {
    if (!isMailAddress(mailFrom)) throw new TypeError('MAIL_FROM is not a mail address');
    const mailer = makeMailer(smtpUrl, mailFrom);
    return { way: mailer.kind, mailer };
  } catch (error) {
    // Mail waits in the outbox and the page of jobs says so; everything else goes on.
    log('error', 'mail is set up wrongly', { reason: (error as Error).message });
    return { way: 'wrong', mailer: null };
  }
}

function onFault(error: unknown, job: { kind: string; publicId: string }): void {
  log('error', 'job fault', { error: faultOf(error), kind: job.kind, publicId: job.publicId });
}

async function main(): Promise<void> {
  endOnFault();
  const parent = process.ppid;
  const writer = connectWriter(process.env.THAO_WRITER_SOCKET ?? '');
  const environment = readEnvironment(process.env);
  const now = () => Date.now();
  const jobs = startJobs({ environment, now, ports: portsOfProcess(environment, writer, now) });
  process.on('SIGTERM', jobs.stop);
  // Ctrl+C reaches the whole group; the first process decides the order of stopping.
  process.on('SIGINT', () => undefined);
  // Without the process that started it nobody would restart or stop this one.
  process.on('disconnect', jobs.stop);
  const orphaned = setInterval(() => process.ppid !== parent && jobs.stop(), IDLE_MS);
  await jobs.ended;
  clearInterval(orphaned);
  log('info', 'job process ended');
  process.exit(0);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
