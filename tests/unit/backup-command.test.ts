import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

describe('backup and restore on the command line', () => {
  let folder: string;
  let archive: { path: string; bytes: number; sha256: string; seconds: number };
  const thao = (database: string, ...args: string[]) => {
    const result = spawnSync(process.execPath, [join(root, 'build/processes/thao.js'), ...args], {
      cwd: root,
      env: { ...process.env, DATABASE_PATH: join(folder, database), KEYS_PATH: join(folder, 'keys') },
      encoding: 'utf8',
    });
    return { code: result.status, out: result.stdout, err: result.stderr };
  };
  const json = (result: { out: string }) => JSON.parse(result.out) as Record<string, unknown>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'thao-backup-'));
    expect(thao('a.sqlite', 'migrate').code).toBe(0);
    expect(thao('a.sqlite', 'keys', 'init').code).toBe(0);
    expect(thao('a.sqlite', 'content', 'sync').code).toBe(0);
    const made = thao('a.sqlite', 'backup', 'create', join(folder, 'archives'), '--keep', '3', '--json');
    expect([made.code, made.err]).toEqual([0, '']);
    archive = json(made) as unknown as typeof archive;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('state size, hash and time of the archive', () => {
    expect(archive.bytes).toBe(statSync(archive.path).size);
    expect(archive.sha256).toBe(createHash('sha256').update(readFileSync(archive.path)).digest('hex'));
    expect(archive.seconds).toBeGreaterThan(0);
    const { bytes, sha256 } = archive;
    expect(json(thao('a.sqlite', 'backup', 'verify', archive.path, '--json'))).toMatchObject({
      bytes,
      sha256,
      ok: true,
    });
  });

  it('restore into an empty place, and refuse to overwrite unless told', () => {
    const restored = thao('b.sqlite', 'restore', archive.path, '--highest-number', '7', '--json');
    expect([restored.code, restored.err]).toEqual([0, '']);
    expect(json(restored)).toMatchObject({ sha256: archive.sha256, voided: [{ from: 1, to: 7 }] });
    expect(thao('b.sqlite', 'check').code).toBe(0);
    const again = thao('b.sqlite', 'restore', archive.path, '--json');
    expect([again.code, again.out]).toEqual([1, '']);
    expect(again.err).toMatch(/^database_exists: /);
    expect(thao('b.sqlite', 'restore', archive.path, '--replace').code).toBe(0);
  });

  const wrong: { args: string[]; code: number; says: RegExp }[] = [
    { args: ['backup'], code: 2, says: /backup create DIR/ },
    { args: ['backup', 'create'], code: 2, says: /backup create DIR/ },
    { args: ['restore'], code: 2, says: /restore FILE/ },
    { args: ['restore', 'x', '--highest-number', 'many'], code: 2, says: /many/ },
    { args: ['backup', 'create', 'x', '--keep', '0'], code: 2, says: /--keep/ },
    { args: ['restore', '/nowhere/x.backup'], code: 1, says: /\/nowhere\/x\.backup/ },
    { args: ['backup', 'create', '/nowhere'], code: 1, says: /c\.sqlite/ },
    { args: ['restore', 'x', '--as', 'an'], code: 1, says: /not_allowed/ },
  ];
  it.each(wrong)('end with $code for $args', ({ args, code, says }) => {
    const result = thao('c.sqlite', ...args);
    expect([result.code, result.out]).toEqual([code, '']);
    expect(result.err).toMatch(says);
    expect(result.err).not.toContain('    at ');
    expect(existsSync(join(folder, 'c.sqlite'))).toBe(false);
  });

  it('take the passphrase from a file, and say when it is another', () => {
    const [right, other, short] = ['right', 'other', 'short'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(right, 'một câu đủ dài\n');
    writeFileSync(other, 'một câu khác hẳn\n');
    writeFileSync(short, 'ngắn\n');
    const target = join(folder, 'encrypted');
    const create = (file: string) =>
      thao('a.sqlite', 'backup', 'create', target, '--passphrase-file', file, '--json');
    expect(create(short).code).toBe(2);
    const { path } = json(create(right)) as { path: string };
    const verify = (file: string) => thao('a.sqlite', 'backup', 'verify', path, '--passphrase-file', file);
    expect(verify(right).code).toBe(0);
    expect(verify(other)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^backup_passphrase: .*\n {2}what wrong\n$/) as string,
    });
  });
});
