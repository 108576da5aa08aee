import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** The built command line as an operator runs it: a process of its own on a database of its own. */
function thao(folder: string, ...args: string[]) {
  const result = spawnSync(process.execPath, [join(root, 'build/processes/thao.js'), ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_PATH: join(folder, 'thao.sqlite') },
    encoding: 'utf8',
  });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

const json = (result: { out: string }) => JSON.parse(result.out) as Record<string, unknown>;

describe('the command line', () => {
  let folders: string[] = [];
  beforeAll(() => {
    folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'thao-cli-')));
    for (const folder of folders) {
      expect(thao(folder, 'migrate').code).toBe(0);
      expect(thao(folder, 'keys', 'init').code).toBe(0);
      expect(thao(folder, 'content', 'sync', '--json').code).toBe(0);
      const seeded = thao(folder, 'seed', 'demo', '--seed', '1', '--today', '2026-06-30', '--json');
      expect(seeded.err).toBe('');
      expect(json(seeded)).toMatchObject({ staff: 300, courses: 1 });
    }
  }, 240_000);
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it('makes the same province from the same arguments: same figure, same roster', () => {
    const [a, b] = folders.map((folder) => {
      const out = join(folder, 'roster.json');
      const figure = json(thao(folder, 'indicator', '--as-of', '2026-06-30', '--by', 'unit', '--json'));
      const roster = json(
        thao(folder, 'roster', 'export', '--as-of', '2026-06-30', '--format', 'json', '--out', out, '--json'),
      );
      const { numerator, denominator, share, rows } = figure;
      return { numerator, denominator, share, rows, roster: [roster.rows, roster.sha256] };
    });
    expect(a).toEqual(b);
    const share = Number(a?.numerator) / Number(a?.denominator);
    expect(share).toBeGreaterThanOrEqual(0.62);
    expect(share).toBeLessThanOrEqual(0.66);
  });

  it('answers with rows that add up to the figure', () => {
    const [folder = ''] = folders;
    for (const by of ['level', 'block', 'category', 'unit']) {
      const figure = json(thao(folder, 'indicator', '--by', by, '--json')) as {
        numerator: number;
        denominator: number;
        rows: { numerator: number; denominator: number }[];
      };
      const sum = (pick: 'numerator' | 'denominator') =>
        figure.rows.reduce((total, row) => total + row[pick], 0);
      expect([by, sum('numerator'), sum('denominator')]).toEqual([by, figure.numerator, figure.denominator]);
    }
  });

  it('states the hash of the file it wrote, and of the canonical rows', () => {
    const [folder = ''] = folders;
    const out = join(folder, 'roster.json');
    const said = json(
      thao(folder, 'roster', 'export', '--as-of', '2026-06-30', '--format', 'json', '--out', out, '--json'),
    );
    const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
    expect(said.fileSha256).toBe(sha256(readFileSync(out)));
    const { rows } = JSON.parse(readFileSync(out, 'utf8')) as { rows: { staffCode: string }[] };
    const sorted = [...rows].sort((a, b) => (a.staffCode < b.staffCode ? -1 : 1));
    expect(said.sha256).toBe(sha256(JSON.stringify(sorted)));
  });

  it('finds every integrity rule kept and the trail whole', () => {
    const [folder = ''] = folders;
    const { checks } = json(thao(folder, 'check', '--json')) as { checks: { name: string; ok: boolean }[] };
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    expect(json(thao(folder, 'audit', 'verify', '--json'))).toMatchObject({ ok: true });
  });

  it('changes nothing when content is loaded again, and refuses a second province', () => {
    const [folder = ''] = folders;
    expect(json(thao(folder, 'content', 'sync', '--json'))).toMatchObject({
      created: 0,
      updated: 0,
      tasks: 0,
    });
    expect(thao(folder, 'seed', 'demo').code).toBe(1);
    expect(json(thao(folder, 'seed', 'demo', '--if-empty', '--json'))).toMatchObject({
      seeded: false,
      staff: 300,
    });
  });

  it('issues a confirmation and verifies its code', () => {
    const [folder = ''] = folders;
    const out = join(folder, 'due.json');
    thao(folder, 'roster', 'export', '--as-of', '2026-06-30', '--format', 'json', '--out', out);
    const { rows } = JSON.parse(readFileSync(out, 'utf8')) as { rows: { staffCode: string; met: boolean }[] };
    const issued = rows
      .filter((row) => row.met)
      .slice(0, 12)
      .map((row) => thao(folder, 'confirmation', 'issue', '--person', row.staffCode, '--json'))
      .find((result) => result.code === 0);
    const { code } = json(issued ?? { out: '{}' }) as { code: string };
    expect(json(thao(folder, 'confirmation', 'verify', code, '--json'))).toMatchObject({ valid: true });
    const other = code.startsWith('A') ? `B${code.slice(1)}` : `A${code.slice(1)}`;
    expect(json(thao(folder, 'confirmation', 'verify', other, '--json'))).toMatchObject({ valid: false });
  });

  it('names file and line of a broken content file and changes nothing', () => {
    const [folder = ''] = folders;
    const broken = mkdtempSync(join(tmpdir(), 'thao-content-'));
    cpSync(join(root, 'content'), broken, { recursive: true });
    const path = join(broken, 'banks', 'IU01-P.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('right: true', 'right: maybe'));
    const result = thao(folder, 'content', 'sync', '--folder', broken, '--json');
    expect([result.code, result.out]).toEqual([1, '']);
    expect(result.err).toMatch(/banks\/IU01-P\.yaml:\d+: /);
    expect(json(thao(folder, 'content', 'sync', '--json'))).toMatchObject({ created: 0, updated: 0 });
    rmSync(broken, { recursive: true, force: true });
  });

  const wrong: { args: string[]; code: number }[] = [
    { args: [], code: 2 },
    { args: ['fly'], code: 2 },
    { args: ['indicator', '--as-of', '31/12/2026'], code: 2 },
    { args: ['indicator', '--as-of', '2026-02-30'], code: 2 },
    { args: ['indicator', '--known-at', '2026-06-30T08:00:00'], code: 2 },
    { args: ['indicator', '--colour', 'red'], code: 2 },
    { args: ['indicator', '--unit', 'LG.NOWHERE'], code: 1 },
    { args: ['indicator', '--as', 'LG-024817'], code: 1 },
    {
      args: ['roster', 'export', '--as-of', '2026-06-30', '--format', 'json', '--out', '/nowhere/x.json'],
      code: 1,
    },
    { args: ['confirmation', 'issue', '--person', 'LG-999999'], code: 1 },
  ];
  it.each(wrong)('ends with $code for $args', ({ args, code }) => {
    const result = thao(folders[0] ?? '', ...args);
    expect([result.code, result.out]).toEqual([code, '']);
    expect(result.err).not.toBe('');
    expect(result.err).not.toContain('    at ');
  });

  it('lets an HR officer act within her scope alone', () => {
    const [folder = ''] = folders;
    const out = join(folder, 'scope.json');
    const own = thao(
      folder,
      'roster',
      'export',
      '--as-of',
      '2026-06-30',
      '--format',
      'json',
      '--out',
      out,
      '--as',
      'LG-017701',
      '--json',
    );
    expect(Number(json(own).rows)).toBeGreaterThan(10);
    expect(Number(json(own).rows)).toBeLessThan(100);
    rmSync(out);
    const other = thao(
      folder,
      'roster',
      'export',
      '--as-of',
      '2026-06-30',
      '--format',
      'json',
      '--out',
      out,
      '--as',
      'LG-017701',
      '--unit',
      'LG.102',
    );
    expect([other.code, existsSync(out)]).toEqual([1, false]);
  });
});
