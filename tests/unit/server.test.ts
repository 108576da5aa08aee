import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '~db/client.server';
import { migrate, migrationsFolder, readMigrations } from '~db/migrate.server';
import { setSettingText } from '~db/queries/trail';
import { descendants } from '../faults/server-process';
import { freePort } from '../free-port';

const processes = join(import.meta.dirname, '..', '..', 'build', 'processes');

/** The built server on a seeded province, as `npm start` runs it. */
describe('the server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thao-server-'));
  const databasePath = join(folder, 'thao.sqlite');
  let server: ChildProcess;
  let url = '';

  const start = (env: Record<string, string>) =>
    spawn(process.execPath, [join(processes, 'main.js')], {
      env: { ...process.env, DATABASE_PATH: databasePath, WEB_WORKERS: '1', ...env },
      stdio: ['ignore', 'ignore', 'ignore'],
    });

  beforeAll(async () => {
    for (const args of [
      ['migrate'],
      ['keys', 'init'],
      ['content', 'sync'],
      ['seed', 'demo', '--staff', '60'],
    ]) {
      execFileSync(process.execPath, [join(processes, 'thao.js'), ...args, '--json'], {
        env: { ...process.env, DATABASE_PATH: databasePath },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    }
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    server = start({ PORT: String(port) });
    await until(async () => (await fetch(`${url}/readyz`)).ok);
  }, 120_000);

  afterAll(async () => {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  it.runIf(existsSync('/proc/self/fd'))('opens no connection that nobody meant to', async () => {
    const opened = () =>
      descendants(server.pid ?? 0)
        .map((pid) => openFiles(pid).filter((file) => file === databasePath).length)
        .filter((count) => count > 0)
        .sort();
    // The job process is nobody's business for being ready, so it may come a little later.
    await until(() => Promise.resolve(opened().length === 3 && opened().includes(2)));
    // One web worker and the one writer hold one each, the job process one for its work and one for its progress; the
    // first process holds none.
    expect(opened()).toEqual([1, 1, 2]);
  });

  it('sends a strict policy, no sniffing and no name of its software', async () => {
    const response = await fetch(`${url}/sign-in`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  const origins: { name: string; headers: Record<string, string>; status: number }[] = [
    { name: 'its own origin', headers: { Origin: 'own' }, status: 302 },
    { name: 'another origin', headers: { Origin: 'https://evil.example' }, status: 403 },
    { name: 'an origin that is no address', headers: { Origin: 'x' }, status: 403 },
    { name: 'a hidden origin', headers: { Origin: 'null' }, status: 403 },
    { name: 'no origin but another site', headers: { 'Sec-Fetch-Site': 'cross-site' }, status: 403 },
  ];
  it.each(origins)('answers $status to a write from $name', async ({ headers, status }) => {
    const sent = Object.fromEntries(
      Object.entries(headers).map(([key, value]) => [key, value === 'own' ? url : value]),
    );
    const response = await fetch(`${url}/preferences`, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...sent, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'lang=en&redirectTo=/',
    });
    expect(response.status).toBe(status);
  });

  it('reads no body over a megabyte, and none of unstated length', async () => {
    const headers = { Origin: url, 'Content-Type': 'application/x-www-form-urlencoded' };
    const large = await fetch(`${url}/sign-in?index`, {
      method: 'POST',
      headers,
      body: `name=${'a'.repeat(1_100_000)}`,
    });
    expect(large.status).toBe(413);
    const endless = new ReadableStream({
      start: (stream) => (stream.enqueue(new TextEncoder().encode('a=b')), stream.close()),
    });
    const options: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers,
      body: endless,
      duplex: 'half',
    };
    expect((await fetch(`${url}/sign-in?index`, options)).status).toBe(411);
  });

  it('serves what the pages name, with long caching for hashed files', async () => {
    const page = await (await fetch(`${url}/sign-in`)).text();
    const stylesheet = /href="(\/assets\/[^"]+\.css)"/.exec(page)?.[1] ?? '';
    const response = await fetch(url + stylesheet);
    expect([response.status, response.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    expect((await fetch(`${url}/enhance.js`)).status).toBe(200);
    expect((await fetch(`${url}/favicon.ico`)).status).toBe(200);
  });

  it('refuses any address but loopback while a demo account is active', () => {
    const result = spawnSync(process.execPath, [join(processes, 'main.js')], {
      env: { ...process.env, DATABASE_PATH: databasePath, HOST: '0.0.0.0', PORT: '1' },
      encoding: 'utf8',
    });
    expect([result.status, result.stderr]).toEqual([1, expect.stringContaining('a demo account is active')]);
  });

  it('refuses any address but loopback while the second factor is off', () => {
    const path = join(folder, 'weak.sqlite');
    const db = openDatabase(path);
    migrate(db, readMigrations(migrationsFolder()), 1);
    setSettingText(db, 'secondFactor', JSON.stringify('off'));
    db.close();
    const result = spawnSync(process.execPath, [join(processes, 'main.js')], {
      env: { ...process.env, DATABASE_PATH: path, HOST: '0.0.0.0', PORT: '1' },
      encoding: 'utf8',
    });
    expect([result.status, result.stderr]).toEqual([1, expect.stringContaining('the second factor is off')]);
  });

  it('says what to do when there is no database', () => {
    const result = spawnSync(process.execPath, [join(processes, 'main.js')], {
      env: { ...process.env, DATABASE_PATH: join(folder, 'nowhere.sqlite') },
      encoding: 'utf8',
    });
    expect([result.status, result.stderr]).toEqual([1, expect.stringContaining('thao -- migrate')]);
  });
});

function openFiles(pid: number): string[] {
  const path = `/proc/${pid}/fd`;
  return readdirSync(path).flatMap((fd) => {
    try {
      return [readlinkSync(join(path, fd))];
    } catch {
      return [];
    }
  });
}

async function until(works: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await works().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('not ready');
}
