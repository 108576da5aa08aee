/**
 * Run by tests in processes of its own: the job process with two kinds of work for tests, under a lease of their own.
 * `pieces` works through as many pieces as its input says, 50 ms each; `note` only leaves its mark. Each start of a job is
 * noted in a file, a line a start: `<kind> <publicId>`.
 */
import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { localAttemptWriter } from '~/assessment/attempt-operations.server';
import { JobStopped, type JobHandler } from '~/jobs/handler.server';
import { readEnvironment } from '~/server/environment';
import { startJobs } from '~/server/jobs';
import { makePorts } from '~/server/ports';
import { openDatabase } from '~db/client.server';

const [marks = '', leaseMs = ''] = process.argv.slice(2);
const environment = readEnvironment(process.env);
const now = () => Date.now();
const db = openDatabase(environment.databasePath);
const ports = makePorts(localAttemptWriter(db, now));

const pieces: JobHandler = async (_, run) => {
  appendFileSync(marks, `pieces ${run.publicId}\n`);
  const { count } = run.input as { count: number };
  for (let done = 1; done <= count; done += 1) {
    if (run.isCancelled()) throw new JobStopped();
    await wait(50);
    run.report(done, count);
  }
  return { count };
};
const note: JobHandler = (_, run) => {
  appendFileSync(marks, `note ${run.publicId}\n`);
  return {};
};
ports.jobHandlers = { ...ports.jobHandlers, pieces, note };

const jobs = startJobs({ environment, now, ports, leaseMs: Number(leaseMs) });
process.on('SIGTERM', jobs.stop);
process.stdout.write('.');
await jobs.ended;
db.close();
