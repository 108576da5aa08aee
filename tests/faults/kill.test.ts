import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, rows } from '~db/client.server';
import { Candidate, countAcknowledged, lostAnswers } from './candidate';
import { fillRoom } from './exam-room';
import { ROUNDS, ServerProcess, signal, thao, until } from './server-process';

/** Processes that end in the middle of everything, while an exam room saves. */
describe.runIf(process.platform === 'linux')('killed processes', () => {
  let folder: string;
  let server: ServerProcess;
  let candidates: Candidate[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'thao-kill-'));
  });
  afterEach(async () => {
    for (const candidate of candidates.splice(0)) candidate.close();
    await server.killAll();
    rmSync(folder, { recursive: true, force: true });
  });

  const begin = async (people: number) => {
    const room = await fillRoom(folder, people);
    server = await ServerProcess.start(room.path);
    candidates = room.seats.map((seat) => new Candidate(seat, server.port));
    return room;
  };
  const progress = async (more = 100) => {
    const before = countAcknowledged(candidates);
    await until(
      () => countAcknowledged(candidates) >= before + more,
      () => server.log.join('\n'),
    );
  };

  it('keeps every acknowledged answer, and every browser gets the rest saved by itself', async () => {
    const { path } = await begin(12);
    const working = candidates.map((candidate) => candidate.work());
    await progress();
    const victims = ['writer', 'web', 'primary'] as const;
    for (let round = 0; round < 6 * ROUNDS; round += 1) {
      const victim = victims[round % victims.length] ?? 'writer';
      await wait(Math.random() * 60);
      if (victim === 'primary') {
        // The whole service, as the kernel ends it when memory runs out; the service manager starts it again.
        await server.killAll();
        server.launch();
      } else for (const pid of server.pids()[victim]) signal(pid, 'SIGKILL');
      await progress();
    }
    for (const candidate of candidates) candidate.stop();
    await Promise.all(working);
    expect(await server.stop()).toBe(0);

    expect(lostAnswers(path, candidates)).toEqual([]);
    // Nothing is left unsaved, nothing stands twice, and the trail with all chains of answers is whole.
    expect(candidates.filter(({ queue }) => queue.waiting.length > 0)).toEqual([]);
    const { checks } = thao({ DATABASE_PATH: path }, 'check') as { checks: { name: string; ok: boolean }[] };
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  }, 300_000);

  it('is orderly when the first process alone is killed: writer and lease are free at once', async () => {
    const { path } = await begin(4);
    const working = candidates.map((candidate) => candidate.work());
    await progress();
    signal(server.primary, 'SIGKILL');
    await until(() => server.pids().writer.length === 0);
    server.launch();
    await progress();
    for (const candidate of candidates) candidate.stop();
    await Promise.all(working);
    await server.stop();
    expect(lostAnswers(path, candidates)).toEqual([]);
  }, 300_000);

  it('loses nothing and refuses nothing when it is stopped and started as meant', async () => {
    const { path } = await begin(8);
    const working = candidates.map((candidate) => candidate.work());
    await progress();
    for (let round = 0; round < 2 * ROUNDS; round += 1) {
      expect(await server.stop()).toBe(0);
      const db = openDatabase(path, { readonly: true });
      expect(rows(db, 'select holder from writer_lease')).toEqual([{ holder: '' }]);
      db.close();
      server.launch();
      await progress();
    }
    for (const candidate of candidates) candidate.stop();
    await Promise.all(working);
    // While it stopped nobody was told no: a save under way was answered, a later one found nobody and came again.
    const codes = new Set(candidates.flatMap(({ refusals }) => [...refusals.keys()]));
    expect([...codes].filter((code) => code !== 'none')).toEqual([]);
    await server.stop();
    expect(lostAnswers(path, candidates)).toEqual([]);
  }, 300_000);
});
