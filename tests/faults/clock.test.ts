import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, row, rows } from '~db/client.server';
import { findLease } from '~db/queries/writer-lease';
import { acquireLease } from '~/server/lease';
import { freshDatabase } from '../database';
import { Candidate, countAcknowledged, lostAnswers } from './candidate';
import { fillRoom, signInAgain } from './exam-room';
import { ServerProcess, signal, thao, until } from './server-process';
import { buildShim, makeNumber, setNumber, whyNoShim } from './shim/shim';

const why = whyNoShim();
if (why) process.stderr.write(`\n!! A CLOCK THAT IS SET IS NOT TESTED HERE: ${why}\n\n`);

const HOUR = 3_600_000;

/** The wall clock of the real processes, set while an exam room saves. */
describe.skipIf(why !== null)('a clock that is set', () => {
  let folder: string;
  let clock: string;
  let server: ServerProcess;
  let candidates: Candidate[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'thao-clock-'));
    clock = makeNumber(join(folder, 'clock'), 0);
  });
  afterEach(async () => {
    for (const candidate of candidates.splice(0)) candidate.close();
    await server.killAll();
    rmSync(folder, { recursive: true, force: true });
  });

  const progress = async () => {
    const before = countAcknowledged(candidates);
    await until(
      () => countAcknowledged(candidates) >= before + 60,
      () => JSON.stringify([candidates.map(({ last }) => last), server.log]),
    );
  };
  const attempts = (path: string) => {
    const db = openDatabase(path, { readonly: true });
    const found = rows<{ state: string; deadline: number; graceUntil: number }>(
      db,
      'select state, deadline, grace_until as graceUntil from attempt order by id',
    );
    db.close();
    return found;
  };

  it.each([
    { name: 'an hour forward', step: HOUR },
    { name: 'an hour back', step: -HOUR },
  ])(
    'leaves everybody the time that was left: $name',
    async ({ step }) => {
      const { path, seats } = await fillRoom(folder, 5);
      server = await ServerProcess.start(path, { LD_PRELOAD: buildShim(folder), SHIM_CLOCK: clock });
      candidates = seats.map((seat) => new Candidate(seat, server.port));
      const working = candidates.map((candidate) => candidate.work(5));
      await progress();
      const before = attempts(path);
      const writer = server.pids().writer;
      const left = candidates[0]?.last?.remainingMs ?? 0;
      const since = performance.now();

      setNumber(clock, step);
      signInAgain(path, seats, Date.now() + step);
      await progress();
      await wait(1500);
      await progress();
      const after = attempts(path);
      expect(after.map(({ state }) => state)).toEqual(before.map(() => 'running'));
      for (const [index, attempt] of after.entries()) {
        const moved = attempt.deadline - (before[index]?.deadline ?? 0);
        // Exactly the step, up to what passes between reading two clocks.
        expect(Math.abs(moved - step)).toBeLessThan(500);
        expect(attempt.graceUntil - attempt.deadline).toBe(10_000);
      }
      // What the browsers are told runs on as if nothing had happened.
      const passed = performance.now() - since;
      const now = candidates[0]?.last?.remainingMs ?? 0;
      expect(Math.abs(left - now - passed)).toBeLessThan(2000);
      expect(server.pids().writer).toEqual(writer);

      // And back, as when the machine finds its time server again.
      setNumber(clock, 0);
      signInAgain(path, seats, Date.now());
      await wait(1500);
      await progress();
      for (const candidate of candidates) candidate.stop();
      await Promise.all(working);
      for (const [index, { deadline }] of attempts(path).entries()) {
        expect(Math.abs(deadline - (before[index]?.deadline ?? 0))).toBeLessThan(1000);
      }
      await server.stop();
      expect(lostAnswers(path, candidates)).toEqual([]);
      // Order of knowledge and seals hold although time went backwards.
      const db = openDatabase(path, { readonly: true });
      const turns = row<{ n: number }>(
        db,
        'select count(*) as n from tx a join tx b on b.id = a.id + 1 where b.at <= a.at',
      );
      db.close();
      expect(turns).toEqual({ n: 0 });
      const { checks } = thao({ DATABASE_PATH: path }, 'check') as {
        checks: { name: string; ok: boolean }[];
      };
      expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    },
    120_000,
  );

  it('that jumps makes no second writer, and a killed one is followed at once', async () => {
    const { path, seats } = await fillRoom(folder, 3);
    server = await ServerProcess.start(path, { LD_PRELOAD: buildShim(folder), SHIM_CLOCK: clock });
    candidates = seats.map((seat) => new Candidate(seat, server.port));
    const working = candidates.map((candidate) => candidate.work(5));
    for (const step of [HOUR, -HOUR]) {
      await progress();
      setNumber(clock, step);
      signInAgain(path, seats, Date.now() + step);
      for (const pid of server.pids().writer) signal(pid, 'SIGKILL');
      await progress();
      expect(server.pids().writer).toHaveLength(1);
    }
    for (const candidate of candidates) candidate.stop();
    await Promise.all(working);
    await server.stop();
    expect(lostAnswers(path, candidates)).toEqual([]);
  }, 300_000);
});

describe('the lease under clocks that are set', () => {
  it.each([{ step: HOUR }, { step: -HOUR }])(
    'stays with a writer that beats, whoever comes with $step ms',
    async ({ step }) => {
      const fresh = freshDatabase();
      const other = openDatabase(fresh.path);
      try {
        // A writer on another host, beating.
        fresh.db
          .sql("insert into writer_lease (id, term, holder, beat_at) values (1, 7, '1@elsewhere', ?)")
          .run(Date.now());
        const beats = setInterval(
          () => fresh.db.sql('update writer_lease set beat_at = beat_at + 50').run(),
          50,
        );
        const lease = await acquireLease(other, () => Date.now() + step, 4500);
        clearInterval(beats);
        expect(lease).toBeNull();
        expect(findLease(fresh.db)?.term).toBe(7);
        // Once it beats no more, it is followed, however wrong the clocks are.
        expect((await acquireLease(other, () => Date.now() + step, 4500))?.term).toBe(8);
      } finally {
        other.close();
        fresh.remove();
      }
    },
  );
});
