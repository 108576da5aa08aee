import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '~/access/errors';
import { startAttempt } from '~/assessment/attempts.server';
import { freshDatabase } from '../../tests/database';
import { addSampleExam, learnerCtx, MINUTE } from '../../tests/exam';
import { findAttemptById, findAttemptOwner, listEvents } from '~db/queries/attempts';
import { listPaper } from '~db/queries/gradings';
import { findLease } from '~db/queries/writer-lease';
import { rows, run } from '~db/client.server';
import { LEASE_STALE_MS } from './lease';
import { connectWriter } from './writer-client';

describe('the writer process', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let socketPath: string;
  let client: ReturnType<typeof connectWriter>;
  const children: ChildProcess[] = [];

  const launch = (socket = socketPath) => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'writer.ts')], {
      env: { ...process.env, THAO_DATABASE: fresh.path, THAO_WRITER_SOCKET: socket },
      stdio: 'ignore',
    });
    children.push(child);
    return child;
  };
  /** Exit code, null where a signal ended it. */
  const exit = async (child: ChildProcess): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  };
  const until = async (what: () => boolean) => {
    const end = Date.now() + 20_000;
    while (!what()) {
      if (Date.now() > end) throw new Error('waited in vain');
      await wait(20);
    }
  };

  beforeEach(() => {
    fresh = freshDatabase();
    addSampleExam(fresh.db);
    socketPath = join(fresh.folder, 'w.sock');
    client = connectWriter(socketPath);
  });
  afterEach(async () => {
    client.close();
    for (const child of children.splice(0)) {
      child.kill('SIGCONT');
      child.kill('SIGKILL');
      await exit(child);
    }
    fresh.remove();
  });

  /** An attempt of the present, started through the writer, with a function that saves the next event. */
  const begin = async (personId = 1, key = 'k') => {
    const ctx = learnerCtx(fresh.db, Date.now(), { personId, ports: { attemptWriter: client } });
    const { publicId } = await startAttempt(ctx, { examCode: 'IU01', key });
    const attemptId = findAttemptOwner(fresh.db, publicId)?.attemptId ?? 0;
    const [item] = listPaper(fresh.db, attemptId);
    const tokens = (JSON.parse(item?.options ?? '[]') as [string, string][]).map(([token]) => token);
    const save = (sequence: number) =>
      client.save({
        attemptId,
        personId,
        epoch: 1,
        events: [
          { sequence, position: item?.position ?? 0, answer: [tokens[sequence % 2] ?? ''], flagged: false },
        ],
      });
    const sequences = () => listEvents(fresh.db, attemptId).map((event) => event.sequence);
    return { attemptId, personId, save, sequences };
  };

  it('keeps every acknowledged answer through kill -9, and goes on after a restart', async () => {
    const first = launch();
    const attempt = await begin();
    const acknowledged: number[] = [];
    let sequence = 0;
    let saving = true;
    const browsers = Array.from({ length: 8 }, async () => {
      while (saving) {
        sequence += 1;
        const mine = sequence;
        await attempt.save(mine).then(
          () => acknowledged.push(mine),
          (error: AppError) => expect(error.code).toBe('writer_unavailable'),
        );
      }
    });
    let child = first;
    for (let round = 0; round < 3; round += 1) {
      const before = acknowledged.length;
      await until(() => acknowledged.length > before + 100);
      child.kill('SIGKILL');
      child = launch();
    }
    const before = acknowledged.length;
    await until(() => acknowledged.length > before + 100);
    saving = false;
    await Promise.all(browsers);
    const stored = new Set(attempt.sequences());
    expect(acknowledged.filter((one) => !stored.has(one))).toEqual([]);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
  });

  it('answers requests that it was killed over or that were made while it was down, each once', async () => {
    const child = launch();
    const attempt = await begin();
    child.kill('SIGSTOP');
    const under = [1, 2, 3].map((sequence) => attempt.save(sequence));
    await wait(50);
    child.kill('SIGKILL');
    await exit(child);
    const after = [4, 5].map((sequence) => attempt.save(sequence));
    launch();
    const kinds = (await Promise.all([...under, ...after])).map((result) => result.kind);
    expect(kinds).toEqual(new Array(5).fill('saved'));
    expect(attempt.sequences()).toEqual([1, 2, 3, 4, 5]);
  });

  it('hands refusals on with their code, and serves others beside them', async () => {
    launch();
    const attempt = await begin();
    const { attemptId, personId } = attempt;
    const bad = client.save({
      attemptId,
      personId,
      epoch: 1,
      events: [{ sequence: 1, position: 1, answer: ['x'], flagged: false }],
    });
    const [refused, saved] = await Promise.allSettled([bad, attempt.save(2)]);
    expect(refused).toMatchObject({
      status: 'rejected',
      reason: { code: 'invalid_input', detail: { reason: 'token' } },
    });
    expect(saved).toMatchObject({ status: 'fulfilled', value: { kind: 'saved', sequence: 2 } });
  });

  it('makes one submission of two at once, with an answer beside them stored before or kept as late', async () => {
    launch();
    run(fresh.db, 'update exam_version set attempts_allowed = 1000');
    for (let round = 0; round < 20; round += 1) {
      const attempt = await begin(1, `k${round}`);
      const act = { attemptId: attempt.attemptId, personId: 1, accountId: 1, actorName: 'learner1' };
      const [one, saved, two] = await Promise.all([client.submit(act), attempt.save(1), client.submit(act)]);
      expect(one).toEqual(two);
      const [event] = listEvents(fresh.db, attempt.attemptId);
      expect(event?.late).toBe(saved.kind === 'late' ? 1 : 0);
      expect(rows(fresh.db, "select 1 from audit_entry where action = 'attempt.submitted'")).toHaveLength(
        round + 1,
      );
    }
  });

  it('finishes what it has taken on when told to stop', async () => {
    const child = launch();
    const attempt = await begin();
    const saves = [1, 2, 3, 4].map((sequence) => attempt.save(sequence));
    await wait(1);
    child.kill('SIGTERM');
    expect(await exit(child)).toBe(0);
    expect(existsSync(socketPath)).toBe(false);
    expect(findLease(fresh.db)?.holder).toBe('');
    launch();
    await Promise.all(saves);
    expect(attempt.sequences()).toEqual([1, 2, 3, 4]);
  });

  it('stops itself without writing when the lease has moved on', async () => {
    const child = launch();
    const attempt = await begin();
    run(fresh.db, "update writer_lease set term = term + 1, holder = 'another@elsewhere'");
    const save = attempt.save(1).catch((error: AppError) => error.code);
    expect(await exit(child)).toBe(1);
    expect(attempt.sequences()).toEqual([]);
    client.close();
    expect(await save).toBe('writer_unavailable');
  });

  it('does not start while another one beats', async () => {
    const child = launch();
    const attempt = await begin();
    const second = launch(join(fresh.folder, 'second.sock'));
    expect(await exit(second)).toBe(1);
    expect(child.exitCode).toBeNull();
    expect((await attempt.save(1)).kind).toBe('saved');
  });

  it('gives way to a successor when it was paused, and the time of the pause back to candidates', async () => {
    const paused = launch();
    const attempt = await begin();
    await attempt.save(1);
    const before = findAttemptById(fresh.db, attempt.attemptId)?.deadline ?? 0;
    paused.kill('SIGSTOP');
    const since = Date.now();
    const refused = attempt.save(2).catch((error: AppError) => error.code);
    await wait(LEASE_STALE_MS);
    launch();
    // On a slow machine both tries may have gone to the paused writer; a browser then sends again, as here.
    if ((await refused) === 'writer_unavailable') await attempt.save(2);
    const gained = (findAttemptById(fresh.db, attempt.attemptId)?.deadline ?? 0) - before;
    expect(gained).toBeGreaterThan(LEASE_STALE_MS);
    expect(gained).toBeLessThan(Date.now() - since + 2000);
    paused.kill('SIGCONT');
    expect(await exit(paused)).toBe(1);
    // Its end must not take the successor's socket away.
    expect(existsSync(socketPath)).toBe(true);
    expect((await attempt.save(3)).kind).toBe('saved');
    expect(attempt.sequences()).toEqual([1, 2, 3]);
  });

  it('closes attempts by the clock, every second', async () => {
    launch();
    const { attemptId } = await begin();
    const { attemptId: other } = await begin(2);
    const now = Date.now();
    run(
      fresh.db,
      'update attempt set deadline = ?, grace_until = ? where id = ?',
      now,
      now + MINUTE,
      attemptId,
    );
    run(fresh.db, 'update attempt set deadline = ?, grace_until = ? where id = ?', now - 1, now, other);
    await until(() => findAttemptById(fresh.db, other)?.state === 'submitted');
    expect(findAttemptById(fresh.db, other)).toMatchObject({ submittedAt: now - 1, submittedBy: 'deadline' });
    expect(findAttemptById(fresh.db, attemptId)?.state).toBe('closing');
  });
});
