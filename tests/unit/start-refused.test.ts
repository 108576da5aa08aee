import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PROCESSES, seededProvince, startBuiltServer } from '../running-server';

/* The built server refuses to start rather than to serve on the wrong keys or a guessable secret. */

let province: ReturnType<typeof seededProvince>;
let databasePath: string;
let keys: string;
beforeAll(() => {
  province = seededProvince();
}, 120_000);
afterAll(() => province.remove());
beforeEach(() => {
  databasePath = province.copy();
  keys = join(dirname(databasePath), 'keys');
});

/** A start that must fail; port 1 would end one that does not. */
function start(more: Record<string, string>): { status: number | null; says: string } {
  const result = spawnSync(process.execPath, [join(PROCESSES, 'main.js')], {
    env: {
      ...process.env,
      DATABASE_PATH: databasePath,
      PORT: '1',
      WEB_WORKERS: '1',
      ...more,
    } as NodeJS.ProcessEnv,
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status: result.status, says: result.stderr };
}

describe('keys', () => {
  it('that signed papers and are gone are not made anew', () => {
    renameSync(keys, `${keys}.away`);
    const { status, says } = start({});
    expect([status, says]).toEqual([
      1,
      expect.stringMatching(/made with signing-key [0-9a-f]{8}, which is not in/) as string,
    ]);
    expect(says).toContain('Put the key folder of this installation back');
    expect(existsSync(keys)).toBe(false);
  });

  it('that are others than those of the papers are refused as well', () => {
    const other = province.copy();
    const strange = join(dirname(other), 'keys');
    for (const name of readdirSync(strange)) renameSync(join(strange, name), join(strange, `${name}.away`));
    spawnSync(process.execPath, [join(PROCESSES, 'thao.js'), 'keys', 'init'], {
      env: { ...process.env, DATABASE_PATH: other },
    });
    expect(start({ KEYS_PATH: strange }).says).toMatch(/signing-key [0-9a-f]{8}, which is not in/);
  });

  it.runIf(process.platform !== 'win32')(
    'that others may read are refused in production and noted elsewhere',
    async () => {
      chmodSync(join(keys, 'data-key'), 0o644);
      const { status, says } = start({ NODE_ENV: 'production' });
      expect([status, says]).toEqual([
        1,
        expect.stringContaining(`Readable by other users: ${join(keys, 'data-key')}`) as string,
      ]);
      expect(says).toContain(`chmod -R go= ${keys}`);
      const server = await startBuiltServer(databasePath);
      expect(server.log()).toContain('keys readable by other users');
      await server.stop();
    },
  );
});

describe('settings', () => {
  it('that are guessable or half set end the start with their name, and never with their value', () => {
    const weak = start({ NODE_ENV: 'production', METRICS_TOKEN: 'letmein-letmein' });
    expect([weak.status, weak.says]).toEqual([
      1,
      expect.stringMatching(/^METRICS_TOKEN: too short or a common word/) as string,
    ]);
    expect(weak.says).not.toContain('letmein');
    expect(start({ OIDC_ISSUER: 'https://sso.example' }).says).toMatch(/^OIDC_CLIENT_ID: missing/);
    expect(start({ BASE_URL: 'thao.example' }).says).toMatch(/^BASE_URL: /);
  });

  it('may come from files', async () => {
    const file = join(dirname(databasePath), 'token');
    writeFileSync(file, 'V9f-3kQ2xT7_mB1zR8\n');
    const server = await startBuiltServer(databasePath, { METRICS_TOKEN_FILE: file, NODE_ENV: 'production' });
    const response = await fetch(`${server.url}/metrics`, {
      headers: { Authorization: 'Bearer V9f-3kQ2xT7_mB1zR8', Via: '1.1 proxy' },
    });
    expect(response.status).toBe(200);
    await server.stop();
  });

  it('stop the command line too, with what to mend', () => {
    const result = spawnSync(process.execPath, [join(PROCESSES, 'thao.js'), 'audit', 'verify'], {
      env: { ...process.env, DATABASE_PATH: databasePath, TRUST_PROXY: 'nginx' } as NodeJS.ProcessEnv,
      encoding: 'utf8',
    });
    expect([result.status, result.stderr]).toEqual([
      1,
      'TRUST_PROXY: nginx is no number of proxies (0 to 9)\n',
    ]);
  });
});
