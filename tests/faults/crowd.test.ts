import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '~db/client.server';
import { getSettingText, setSettingText } from '~db/queries/trail';
import { freshDatabase } from '../database';
import { Candidate, lostAnswers } from './candidate';
import { fillRoom } from './exam-room';
import { ServerProcess } from './server-process';

/** "database is locked": what reads first and then writes must have asked for the lock at its beginning. */
describe('everybody at once', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'thao-crowd-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const counters = (path: string, processes: number, times: number) =>
    Array.from({ length: processes }, async () => {
      const script = join(import.meta.dirname, 'counter-process.ts');
      const child = spawn(process.execPath, ['--import', 'tsx', script, path, String(times)], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let said = '';
      child.stderr.on('data', (text: Buffer) => (said += text.toString()));
      const [code] = (await once(child, 'exit')) as [number | null];
      return { code, said };
    });

  it('four processes count to 800 together', async () => {
    const fresh = freshDatabase();
    try {
      const ended = await Promise.all(counters(fresh.path, 4, 200));
      expect(ended).toEqual(ended.map(() => ({ code: 0, said: '' })));
      expect(getSettingText(fresh.db, 'counter')).toBe('800');
    } finally {
      fresh.remove();
    }
  }, 300_000);

  it('two hundred browsers save in the same moment, beside other writers: two hundred successes', async () => {
    const { path, seats } = await fillRoom(folder, 200);
    const db = openDatabase(path);
    setSettingText(db, 'counter', '0');
    db.close();
    const server = await ServerProcess.start(path, { WEB_WORKERS: '2' });
    const candidates = seats.map((seat) => new Candidate(seat, server.port));
    try {
      const others = counters(path, 2, 150);
      for (let round = 0; round < 3; round += 1) {
        for (const candidate of candidates) candidate.choose();
        const saved = await Promise.all(candidates.map((candidate) => candidate.flush()));
        expect(saved.filter((one) => one)).toHaveLength(200);
        expect(candidates.filter(({ last }) => last?.status !== 200)).toEqual([]);
      }
      expect((await Promise.all(others)).map(({ code }) => code)).toEqual([0, 0]);
      await server.stop();
      expect(lostAnswers(path, candidates)).toEqual([]);
    } finally {
      for (const candidate of candidates) candidate.close();
      await server.killAll();
    }
  }, 300_000);
});
