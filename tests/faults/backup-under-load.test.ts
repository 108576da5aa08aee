import { copyFileSync, mkdtempSync, rmSync, truncateSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '~db/client.server';
import { answerText } from '~/assessment/answers';
import { Candidate, countAcknowledged } from './candidate';
import { fillRoom } from './exam-room';
import { PROCESSES } from '../running-server';
import { ServerProcess, thao, until } from './server-process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A backup taken while an exam room saves, brought back elsewhere and counted answer by answer. */
describe('a backup under load', () => {
  let folder: string;
  let server: ServerProcess;
  let candidates: Candidate[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'thao-backup-'));
  });
  afterEach(async () => {
    for (const candidate of candidates.splice(0)) candidate.close();
    await server.killAll();
    rmSync(folder, { recursive: true, force: true });
  });

  it('holds everything that was acknowledged before it began, and comes back whole', async () => {
    const { path, seats } = await fillRoom(folder, 8);
    server = await ServerProcess.start(path);
    candidates = seats.map((seat) => new Candidate(seat, server.port));
    const working = candidates.map((candidate) => candidate.work());
    await until(() => countAcknowledged(candidates) > 200);

    const before = candidates.map(({ seat, acknowledged }) => ({
      seat,
      changes: [...acknowledged.values()],
    }));
    const made = await command({ DATABASE_PATH: path }, 'backup', 'create', join(folder, 'backups'));
    const during = countAcknowledged(candidates);
    expect(during).toBeGreaterThan(before.reduce((sum, { changes }) => sum + changes.length, 0));
    for (const candidate of candidates) candidate.stop();
    await Promise.all(working);

    const elsewhere = join(folder, 'elsewhere', 'thao.sqlite');
    const place = { DATABASE_PATH: elsewhere, KEYS_PATH: join(folder, 'keys') };
    thao(place, 'restore', String(made.path));
    const { checks } = thao(place, 'check') as { checks: { name: string; ok: boolean }[] };
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);

    const db = openDatabase(elsewhere, { readonly: true });
    const held = db.sqlite
      .prepare('select answer from answer_event where attempt_id = ? and sequence = ?')
      .pluck();
    const missing = before.flatMap(({ seat, changes }) =>
      changes.filter(({ sequence, answer }) => held.get(seat.attemptId, sequence) !== answerText(answer)),
    );
    db.close();
    expect(missing).toEqual([]);
  }, 300_000);

  it('that was cut short is refused, whatever its size says', async () => {
    const { path } = await fillRoom(folder, 2);
    server = await ServerProcess.start(path);
    const made = await command({ DATABASE_PATH: path }, 'backup', 'create', join(folder, 'backups'));
    const cut = join(folder, 'cut.backup');
    copyFileSync(String(made.path), cut);
    truncateSync(cut, statSync(cut).size - 4096);
    const place = {
      DATABASE_PATH: join(folder, 'elsewhere', 'thao.sqlite'),
      KEYS_PATH: join(folder, 'keys'),
    };
    expect(() => thao(place, 'backup', 'verify', cut)).toThrow(/backup_damaged/);
    expect(() => thao(place, 'restore', cut)).toThrow(/backup_damaged/);
  }, 300_000);
});

/** As `thao`, without holding up the browsers of this process meanwhile. */
async function command(env: Record<string, string>, ...args: string[]): Promise<Record<string, unknown>> {
  const child = spawn(process.execPath, [join(PROCESSES, 'thao.js'), ...args, '--json'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  await once(child, 'close');
  return JSON.parse(output) as Record<string, unknown>;
}
