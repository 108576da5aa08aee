import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnvironment } from './environment';
import { SECRET_SETTINGS, weakSecrets, withSecretFiles, type Variables } from './secrets';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thao-secrets-'));
  writeFileSync(join(folder, 'good'), '  k3ptOutOfTheEnvironment\n');
  writeFileSync(join(folder, 'empty'), '\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const STRONG = 'V9f-3kQ2xT7_mB1zR8';

describe('secrets', () => {
  it.each(SECRET_SETTINGS)('%s may come from a file', (name) => {
    const env = withSecretFiles({ [`${name}_FILE`]: join(folder, 'good') });
    expect(env[name]).toBe('k3ptOutOfTheEnvironment');
  });

  it.each<[what: string, env: Variables, says: string]>([
    ['twice', { METRICS_TOKEN: 'x', METRICS_TOKEN_FILE: '/x' }, 'both set'],
    ['from a file that is not there', { METRICS_TOKEN_FILE: '/nowhere/token' }, 'ENOENT'],
    ['from an empty file', { METRICS_TOKEN_FILE: 'EMPTY' }, 'is empty'],
  ])('are not taken %s', (_, env, says) => {
    const path = env.METRICS_TOKEN_FILE === 'EMPTY' ? join(folder, 'empty') : env.METRICS_TOKEN_FILE;
    expect(() => withSecretFiles({ ...env, METRICS_TOKEN_FILE: path })).toThrow(says);
  });

  it.each([
    ['changeme', true],
    ['short', true],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', true],
    ['secret-password-123456', true],
    [STRONG, false],
    ['', false],
  ])('%j is weak: %s', (value, weak) => {
    expect(weakSecrets({ METRICS_TOKEN: value }).length > 0).toBe(weak);
  });

  it('that are weak are refused in production only, without being repeated', () => {
    const weak = { METRICS_TOKEN: 'hunter2hunter' };
    expect(readEnvironment(weak).metricsToken).toBe('hunter2hunter');
    for (const production of [{ NODE_ENV: 'production' }, { HOST: '0.0.0.0' }]) {
      const read = () => readEnvironment({ ...weak, ...production });
      expect(read).toThrow(/^METRICS_TOKEN: too short/);
      expect(read).not.toThrow('hunter2');
    }
    expect(readEnvironment({ METRICS_TOKEN: STRONG, HOST: '0.0.0.0' }).isProduction).toBe(true);
  });
});

describe('other settings', () => {
  it.each<[env: Variables, says: string]>([
    [{ BASE_URL: 'thao.example' }, 'BASE_URL'],
    [{ BASE_URL: 'https://thao.example/path' }, 'BASE_URL'],
    [{ TRUST_PROXY: 'nginx' }, 'TRUST_PROXY'],
    [{ SECURITY_CONTACT: 'someone@example' }, 'SECURITY_CONTACT'],
    [{ SECURITY_CONTACT: 'mailto:a@b.vn\nX: y' }, 'SECURITY_CONTACT'],
    [{ OIDC_ISSUER: 'https://sso.example' }, 'OIDC_CLIENT_ID'],
  ])('%j is refused by name', (env, says) => {
    expect(() => readEnvironment(env)).toThrow(says);
  });

  it('BASE_URL is an origin, as browsers say it', () => {
    expect(readEnvironment({ BASE_URL: 'https://Thao.Example:443/' }).baseUrl).toBe('https://thao.example');
    expect(readEnvironment({}).baseUrl).toBe('http://127.0.0.1:3000');
  });

  it.each([
    [undefined, 0],
    ['0', 0],
    ['1', 1],
    ['true', 1],
    ['2', 2],
  ])('TRUST_PROXY %j is %d', (text, proxies) => {
    expect(readEnvironment({ TRUST_PROXY: text }).proxies).toBe(proxies);
  });
});
