import { renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HTTPS, signInOver, startBehindProxy, type StartedServer } from '../running-server';

/* What the built server writes of its requests, as it stands behind a proxy that ends TLS. */

let behind: Awaited<ReturnType<typeof startBehindProxy>>;
let server: StartedServer;

beforeAll(async () => {
  behind = await startBehindProxy();
  ({ server } = behind);
}, 120_000);
afterAll(() => behind?.stop());

const get: typeof behind.get = (path, headers) => behind.get(path, headers);
const lines = () => behind.lines();

describe('the log', () => {
  const NAME = 'Nguyễn Thị Rất-Riêng';
  const CODE = 'LG-987654';
  const SECRET = 'mat-khau-chi-dung-o-day';

  it('names nobody and nothing that was typed, whatever is asked', async () => {
    const hr = await signInOver(server, 'LG-000873', { Origin: HTTPS });
    const asHr = { cookie: hr, Origin: HTTPS };
    const q = encodeURIComponent(NAME);
    for (const path of [
      `/roster?q=${q}`,
      `/people/${CODE}`,
      `/verify/RRRR-RIENG-${CODE}`,
      `/${q}`,
      `/banks/${q}`,
    ]) {
      await get(path, asHr);
      await get(path, {
        Referer: `${HTTPS}/${q}`,
        'User-Agent': NAME.normalize('NFD').replace(/[^\x20-\x7e]/g, ''),
      });
    }
    for (const [name, password] of [
      [NAME, SECRET],
      [CODE, SECRET],
      [SECRET, NAME],
    ] as const) {
      await fetch(`${server.url}/sign-in?index`, {
        ...{
          method: 'POST',
          headers: { Origin: HTTPS },
          body: new URLSearchParams({ name, password, to: `/${q}` }),
        },
      });
    }
    await fetch(`${server.url}/confirmations?index`, {
      ...{ method: 'POST', headers: asHr },
      body: new URLSearchParams({ staffCode: CODE, key: `${SECRET}-0000-0000`, note: NAME }),
    });
    await expect
      .poll(() => lines().some(({ route, status }) => route === '/confirmations' && status === 404), {
        timeout: 30_000,
      })
      .toBe(true);
    const token = hr.split('=')[1] ?? 'none';
    for (const part of [NAME, q, 'Rất-Riêng', CODE, SECRET, 'RIENG', 'LG-000873', token, '203.0.113.7']) {
      expect([part, server.log().includes(part)]).toEqual([part, false]);
    }
    expect(lines()).toContainEqual(
      expect.objectContaining({
        event: 'request',
        method: 'GET',
        route: '/people/:staffCode',
        status: 404,
        level: 'info',
        accountId: expect.any(Number) as number,
      }),
    );
    expect(lines()).toContainEqual(
      expect.objectContaining({ method: 'POST', route: '/sign-in', status: 401, level: 'warn' }),
    );
  });

  it('has a line for each request, with the id that its answer carried', async () => {
    const ids = await Promise.all(
      ['/sign-in', '/verify', '/healthz', '/enhance.js'].map(async (path) =>
        (await get(path)).headers.get('x-request-id'),
      ),
    );
    await expect
      .poll(() => ids.filter((id) => !lines().some(({ requestId }) => requestId === id)), { timeout: 30_000 })
      .toEqual([]);
  });

  it('has the fault under the id that the error page shows, and not its text', async () => {
    const hr = await signInOver(server, 'LG-000873', { Origin: HTTPS });
    const page = await (await get('/confirmations', { cookie: hr })).text();
    const [, staffCode = '', key = ''] =
      /name="staffCode" value="([^"]+)"\/?><input type="hidden" name="key" value="([^"]+)"/.exec(page) ?? [];
    // The key that signs is gone from under the running server.
    const file = join(dirname(server.databasePath), 'keys', 'signing-key.pem');
    renameSync(file, `${file}.away`);
    const failed = await fetch(`${server.url}/confirmations?index`, {
      ...{
        method: 'POST',
        headers: { cookie: hr, Origin: HTTPS },
        body: new URLSearchParams({ staffCode, key }),
      },
    });
    renameSync(`${file}.away`, file);
    const text = await failed.text();
    const [, shown] = /Mã sự cố ([A-Z2-9]{8})/.exec(text) ?? [];
    expect([failed.status, shown]).toEqual([500, failed.headers.get('x-request-id')]);
    expect(text).not.toMatch(/ENOENT|signing-key|at .*\.js/);
    const fault = lines().find(({ event }) => event === 'request failed');
    expect(fault).toMatchObject({
      level: 'error',
      requestId: shown,
      error: { name: 'Error', code: 'ENOENT' },
    });
    expect((fault?.error as { stack: string[] }).stack.join('\n')).toMatch(
      /loadSigningKey|server\/index\.js/,
    );
    expect(JSON.stringify(fault)).not.toContain(staffCode);
  });
});
