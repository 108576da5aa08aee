import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { litestreamProgram } from '~/operations/adapters/litestream';
import { replicaLag } from '~/operations/machine.server';
import { openDatabase, row } from '~db/client.server';
import { Candidate, countAcknowledged, lostAnswers } from './candidate';
import { fillRoom, signInAgain } from './exam-room';
import { ServerProcess, thao, until } from './server-process';

/** How often Litestream looks, as `replica config` tells it. */
const SYNC_MS = 1000;

const program = litestreamProgram();
if (!program)
  process.stderr.write(
    `\n!! THE REPLICA IS NOT TESTED HERE: no Litestream for ${process.platform}-${process.arch}\n\n`,
  );

/** The machine is lost while an exam room saves; a second one goes on from the replica. */
describe.skipIf(program === null)('the replica', () => {
  let folder: string;
  let replica: string;
  let litestream: ChildProcess | null = null;
  const servers: ServerProcess[] = [];
  let candidates: Candidate[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'thao-replica-'));
    replica = join(folder, 'máy 2');
  });
  afterEach(async () => {
    for (const candidate of candidates.splice(0)) candidate.close();
    litestream?.kill('SIGKILL');
    for (const server of servers.splice(0)) await server.killAll();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs Litestream with the configuration that the product writes. */
  const replicate = (path: string) => {
    const config = join(folder, 'litestream.yml');
    const made = thao({ DATABASE_PATH: path, REPLICA_URL: replica }, 'replica', 'config', '--out', config);
    expect(made).toMatchObject({ url: replica, program });
    litestream = spawn(program ?? '', ['replicate', '-config', config], { stdio: 'ignore' });
  };
  const kill = async () => {
    if (!litestream || litestream.exitCode !== null) return;
    const ended = once(litestream, 'exit');
    litestream.kill('SIGKILL');
    await ended;
    litestream = null;
  };

  it('brings a lost machine back but for the last seconds, and the browsers send what is missing', async () => {
    const first = join(folder, 'máy 1');
    mkdirSync(first);
    const { path, seats } = await fillRoom(first, 8);
    // Keys are kept elsewhere, as the handbook has it.
    const keys = join(folder, 'keys');
    cpSync(join(first, 'keys'), keys, { recursive: true });
    replicate(path);
    const server = await ServerProcess.start(path, { REPLICA_URL: replica });
    servers.push(server);
    const savedAt = new Map<string, number>();
    candidates = seats.map(
      (seat) =>
        new Candidate(seat, server.port, ({ attemptId }, sequences) => {
          for (const sequence of sequences) savedAt.set(`${attemptId}/${sequence}`, Date.now());
        }),
    );
    const working = candidates.map((candidate) => candidate.work(2));
    await until(() => piecesOf(replica).length > 3 && countAcknowledged(candidates) > 400);
    expect(replicaLag(replica, Date.now())).toBeLessThan(60);
    await wait(400);

    // All of it at once, and the disk with it.
    await Promise.all([server.killAll(), kill()]);
    const acknowledged = countAcknowledged(candidates);
    rmSync(first, { recursive: true, force: true });

    const second = join(folder, 'second', 'thao.sqlite');
    const place = { DATABASE_PATH: second, KEYS_PATH: keys, REPLICA_URL: replica };
    const restored = thao(place, 'replica', 'restore', '--highest-number', '7');
    expect(restored).toMatchObject({ generation: { counter: 1 }, voided: [{ from: 1, to: 7 }] });
    const { checks } = thao(place, 'check') as { checks: { name: string; ok: boolean }[] };
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);

    const lost = lostAnswers(second, candidates);
    const pieces = piecesOf(replica);
    const [newest = 0] = pieces;
    // One round of Litestream may leave two pieces, where the log began anew within it: that of a round before is asked for.
    const before = pieces.find((at) => newest - at > SYNC_MS / 2) ?? 0;
    expect(before).toBeGreaterThan(0);
    const lastSaved = Math.max(...savedAt.values());
    const seconds =
      lost.length === 0 ? 0 : (lastSaved - Math.min(...lost.map((one) => savedAt.get(one) ?? 0))) / 1000;
    process.stdout.write(
      `replica: ${lost.length} of ${acknowledged} acknowledged answers were not there yet, the last ${seconds.toFixed(2)} s; newest piece ${((lastSaved - newest) / 1000).toFixed(2)} s before the last answer\n`,
    );
    // Each round holds all that was acknowledged before the one before it was finished.
    expect(lost.filter((one) => (savedAt.get(one) ?? 0) < before)).toEqual([]);
    expect(acknowledged - lost.length).toBeGreaterThan(50);

    // The second machine serves; everybody signs in again and goes on.
    signInAgain(second, seats, Date.now());
    const successor = await ServerProcess.start(second, { KEYS_PATH: keys });
    servers.push(successor);
    for (const candidate of candidates) candidate.moveTo(successor.port);
    await until(() => countAcknowledged(candidates) > acknowledged + 100);
    for (const candidate of candidates) candidate.stop();
    await Promise.all(working);
    await successor.stop();
    expect(lostAnswers(second, candidates)).toEqual([]);
    // The chain of each attempt's answers holds with what came again.
    const after = thao(place, 'check') as { checks: { name: string; ok: boolean }[] };
    expect(after.checks.filter(({ ok }) => !ok)).toEqual([]);
  }, 300_000);

  it('goes on from where it is when Litestream was away, also after much was written', async () => {
    const { path, seats } = await fillRoom(folder, 4);
    replicate(path);
    const server = await ServerProcess.start(path, { REPLICA_URL: replica });
    servers.push(server);
    candidates = seats.map((seat) => new Candidate(seat, server.port));
    const working = candidates.map((candidate) => candidate.work());
    await until(() => piecesOf(replica).length > 1);
    await kill();
    const before = countAcknowledged(candidates);
    await until(() => countAcknowledged(candidates) > before + 300);
    replicate(path);
    for (const candidate of candidates) candidate.stop();
    await Promise.all(working);
    const reached = Date.now();
    await until(() => (piecesOf(replica)[1] ?? 0) > reached);
    await Promise.all([server.killAll(), kill()]);

    const second = join(folder, 'second', 'thao.sqlite');
    thao(
      { DATABASE_PATH: second, KEYS_PATH: join(folder, 'keys'), REPLICA_URL: replica },
      'replica',
      'restore',
    );
    expect(lostAnswers(second, candidates)).toEqual([]);
    const db = openDatabase(second, { readonly: true });
    expect(row(db, "select holder from writer_lease where holder <> ''")).toBeNull();
    db.close();
  }, 300_000);

  it('that is not there is refused in words, and nothing is changed', () => {
    const place = {
      DATABASE_PATH: join(folder, 'second', 'thao.sqlite'),
      REPLICA_URL: join(folder, 'nowhere'),
    };
    expect(() => thao(place, 'replica', 'restore')).toThrow(/replica_unusable/);
    expect(readdirSync(join(folder, 'second'))).toEqual([]);
  });
});

/** When each piece of the main database's replica was finished, UTC milliseconds, the newest first. */
function piecesOf(replica: string): number[] {
  const generations = join(replica, 'thao', 'generations');
  const names = (at: string) => {
    try {
      return readdirSync(at).map((name) => join(at, name));
    } catch {
      return [];
    }
  };
  return names(generations)
    .flatMap((generation) => names(join(generation, 'wal')))
    .filter((file) => file.endsWith('.lz4'))
    .flatMap((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? [])
    .sort((a, b) => b - a);
}
