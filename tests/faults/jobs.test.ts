import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initKeys } from '~/access/keys.server';
import { enqueueJob } from '~/jobs/jobs.server';
import { row, rows } from '~db/client.server';
import { setSettingText } from '~db/queries/trail';
import { freshDatabase } from '../database';
import { addTestAccount } from '../load-context';

/** The job process as a process: killed, stopped, and beside another one. */
const SCRIPT = join(import.meta.dirname, '../job-process.ts');
const DAY_MS = 24 * 3_600_000;

let world: ReturnType<typeof freshDatabase>;
let marks: string;
let children: ChildProcess[];
let accountId: number;

beforeEach(() => {
  world = freshDatabase();
  marks = join(world.folder, 'marks.txt');
  children = [];
  initKeys(join(world.folder, 'keys'));
  accountId = addTestAccount(world.db, Date.now(), { username: 'van', personId: null, grants: [] });
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  world.remove();
});

/** Starts a job process; resolves once it is at work. A short lease is for processes that die. */
async function start(leaseMs = 60_000) {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, marks, String(leaseMs)], {
    env: { ...process.env, DATABASE_PATH: world.path, SMTP_URL: '', BASE_URL: 'https://thao.example' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  const ended = new Promise<number | null>((settle) => child.once('exit', (code) => settle(code)));
  await new Promise((settle) => child.stdout.once('data', settle));
  return { kill: (signal: NodeJS.Signals) => child.kill(signal), ended };
}

const enqueue = (kind: 'pieces' | 'note', count = 0) =>
  enqueueJob(world.db, { kind, input: { count }, accountId, now: Date.now() })!;
const job = (publicId: string) =>
  row<{ state: string; tries: number; done: number; result: string | null }>(
    world.db,
    'select state, tries, done, result from job where public_id = ?',
    publicId,
  )!;
const told = () => rows<{ kind: string }>(world.db, 'select kind from notice order by id');
const starts = () => (existsSync(marks) ? readFileSync(marks, 'utf8').trim().split('\n') : []);

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(20);
}

describe('a job process', () => {
  it('that is killed in the middle of a job leaves it to the next, which ends it once', async () => {
    const publicId = enqueue('pieces', 40);
    const first = await start(1500);
    await until(() => job(publicId).done >= 5);
    first.kill('SIGKILL');
    await first.ended;
    expect(job(publicId)).toMatchObject({ state: 'running', tries: 1, result: null });
    await start();
    await until(() => job(publicId).state === 'done');
    expect(job(publicId)).toMatchObject({ tries: 2, result: '{"count":40}' });
    expect(starts()).toEqual([`pieces ${publicId}`, `pieces ${publicId}`]);
    expect(told()).toEqual([{ kind: 'job_done' }]);
  });

  it('that is stopped in the middle of a job puts it back, without costing a try', async () => {
    const publicId = enqueue('pieces', 400);
    const first = await start();
    await until(() => job(publicId).done >= 5);
    first.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(job(publicId)).toMatchObject({ state: 'queued', tries: 0 });
    expect(told()).toEqual([]);
  });

  it('beside another one takes no job that the other has, and each daily job runs once', async () => {
    setSettingText(world.db, 'scheduleSince', String(Date.now() - 3 * DAY_MS));
    const ids = Array.from({ length: 30 }, () => enqueue('note'));
    const long = enqueue('pieces', 60);
    await Promise.all([start(), start()]);
    await until(() => [...ids, long].every((publicId) => job(publicId).state === 'done'));
    const daily = () =>
      rows<{ kind: string; state: string; tries: number }>(
        world.db,
        "select kind, state, tries from job where key is not null and kind in ('clean-up', 'nightly-check') order by kind",
      );
    await until(() => daily().length === 2 && daily().every(({ state }) => state === 'done'));
    expect(daily().map(({ kind, tries }) => [kind, tries])).toEqual([
      ['clean-up', 1],
      ['nightly-check', 1],
    ]);
    expect(starts().sort()).toEqual([...ids.map((id) => `note ${id}`), `pieces ${long}`].sort());
    expect(told().filter(({ kind }) => kind === 'job_done')).toHaveLength(31);
  });
});
