import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from '../edge-server';
import { HTTPS, signInOver, startBehindProxy, type StartedServer } from '../running-server';

/* The built server as it stands behind a proxy that ends TLS, and what no browser would send it. */

const CANDIDATE = 'LG-024817';
let behind: Awaited<ReturnType<typeof startBehindProxy>>;
let server: StartedServer;

beforeAll(async () => {
  behind = await startBehindProxy();
  ({ server } = behind);
}, 120_000);
afterAll(() => behind?.stop());

const get: typeof behind.get = (path, headers) => behind.get(path, headers);
const lines = () => behind.lines();

describe('cookies on https', () => {
  it('have names that no other host can set, and are Secure', async () => {
    const response = await fetch(`${server.url}/sign-in?index`, {
      ...{ method: 'POST', redirect: 'manual', headers: { Origin: HTTPS } },
      body: new URLSearchParams({ name: CANDIDATE, password: 'thao-demo-2026', to: '/exams' }),
    });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/exams']);
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-thao_session=[\w-]{43}; Path=\/; SameSite=Lax; HttpOnly; Secure$/);
    expect(response.headers.get('strict-transport-security')).toContain('max-age=31536000');

    const token = cookie.split(';')[0] ?? '';
    expect((await get('/exams', { cookie: token })).status).toBe(200);
    // The same token under a name that a neighbouring host could have planted is nobody's.
    const planted = token.replace('__Host-', '');
    expect((await get('/exams', { cookie: planted })).headers.get('location')).toMatch(/^\/sign-in/);
    const hot = (name: string) =>
      fetch(`${server.url}/attempts/AAAAAAAAAAAAAAAA/beat`, {
        ...{ method: 'POST', headers: { cookie: name, Origin: HTTPS }, body: '' },
      });
    expect([(await hot(token)).status, (await hot(planted)).status]).toEqual([404, 401]);
  });
});

describe('what every page is sent with', () => {
  it('is kept nowhere, asks for no part of the machine and is for no search engine', async () => {
    for (const path of ['/sign-in', '/exams', '/verify/ABCD', '/khong-co']) {
      const { headers } = await get(path);
      expect([path, headers.get('cache-control')]).toEqual([
        path,
        expect.stringContaining('no-store') as string,
      ]);
      expect(headers.get('vary')).toContain('Cookie');
      expect(headers.get('permissions-policy')).toContain('camera=()');
      expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
      expect(headers.get('content-security-policy')).toMatch(/form-action 'self'.*frame-ancestors 'none'/);
    }
    expect(await (await get('/robots.txt')).text()).toBe('User-agent: *\nDisallow: /\n');
  });
});

describe('forged and spoilt requests', () => {
  const cookie = (value: string) => ({ cookie: `__Host-thao_session=${value}` });
  it.each([
    ['a token of nobody', 'A'.repeat(43)],
    ['no token', ''],
    ['half of an escape', '%E0%A4%A'],
    ['a quoted one', '"A"'],
    ['a long one', 'x'.repeat(8000)],
    ['SQL', "' or 1=1 --"],
    ['an object', '[object Object]'],
  ])('%s in the cookie is a stranger', async (_, value) => {
    const response = await get('/exams', cookie(value));
    expect([response.status, response.headers.get('location')]).toEqual([302, '/sign-in?to=%2Fexams']);
  });

  it.each([
    'thao_display=%%%',
    '__Host-thao_display=zz.999.x',
    '__Host-thao_flash={"key":"<script>"}',
    '=;=;;;',
    '__proto__=1',
  ])('the cookie %s changes nothing', async (value) => {
    const page = await get('/sign-in', { cookie: value });
    expect([page.status, await page.text()]).toEqual([
      200,
      expect.stringContaining('<html lang="vi"') as string,
    ]);
  });

  it('a session ends when its time is over', async () => {
    const token = await signInOver(server, CANDIDATE, { Origin: HTTPS });
    const db = new Database(server.databasePath);
    db.prepare('update session set expires_at = 1').run();
    db.close();
    expect((await get('/exams', { cookie: token })).headers.get('location')).toMatch(/^\/sign-in/);
  });

  it.each([
    '/../../../../etc/passwd',
    '/assets/../../../package.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/content/pictures/..%2f..%2fkeys%2fsigning-key.pem',
    '/assets/%00.js',
    '/verify/%',
    '/..\\..\\etc\\passwd',
    '//evil.example/%2f..',
  ])('the path %s leads to no file and to no other site', async (path) => {
    const answer = await rawRequest(
      server.port,
      `GET ${path} HTTP/1.1\r\nHost: thao.example\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 (400|403|404|302) /);
    expect(answer).not.toMatch(/root:|PRIVATE KEY|"dependencies"|location: (https?:)?\/\/evil/i);
  });

  it.each([
    '/%0d%0aSet-Cookie:%20x=1',
    '/a\r\nSet-Cookie: x=1',
    '/\u0000',
    'x\nLocation: https://evil.example',
  ])('the way on %j puts nothing into the headers', async (to) => {
    const response = await fetch(`${server.url}/preferences`, {
      ...{ method: 'POST', redirect: 'manual', headers: { Origin: HTTPS } },
      body: new URLSearchParams({ lang: 'vi', redirectTo: to }),
    });
    expect(response.status).toBe(302);
    expect(response.headers.getSetCookie().every((line) => line.startsWith('__Host-thao_display='))).toBe(
      true,
    );
    expect(new URL(response.headers.get('location') ?? '', HTTPS).origin).toBe(HTTPS);
  });

  it.each<[name: string, body: string | Uint8Array]>([
    ['nested 30,000 deep', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['an object nested 10,000 deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['with keys of prototypes', '{"__proto__":{"epoch":1},"constructor":1}'],
    ['of no text', new Uint8Array([0xff, 0xfe, 0x00, 0xc3, 0x28])],
    ['with a number beyond counting', '{"epoch":1e999,"events":[]}'],
    ['cut off', '{"epoch":1,"events":[{"sequence":1'],
  ])('a save %s is refused and the server goes on', async (_, body) => {
    const token = await signInOver(server, CANDIDATE, { Origin: HTTPS });
    const headers = { cookie: token, Origin: HTTPS };
    const address = `${server.url}${await runningExam(headers)}`;
    const response = await fetch(`${address}/answers`, { method: 'POST', headers, body: body as BodyInit });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      400,
      'invalid_input',
    ]);
    expect((await fetch(`${address}/beat`, { method: 'POST', headers, body: '' })).status).toBe(200);
  });

  it('a form that is no form is refused, not an error', async () => {
    const body = '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nnever ends';
    const response = await fetch(`${server.url}/sign-in?index`, {
      ...{
        method: 'POST',
        headers: { Origin: HTTPS, 'Content-Type': 'multipart/form-data; boundary=x' },
        body,
      },
    });
    expect(response.status).toBe(400);
  });

  it('none of it was a fault of the program', () => {
    expect(lines().filter(({ level }) => level === 'error')).toEqual([]);
  });
});

/** Starts the exam, or finds the attempt that is open. */
async function runningExam(headers: Record<string, string>): Promise<string> {
  const page = await (await fetch(`${server.url}/exams/IU01`, { headers })).text();
  const key = /name="key" value="([^"]+)"/.exec(page)?.[1] ?? '0'.repeat(36);
  const started = await fetch(`${server.url}/exams/IU01`, {
    ...{ method: 'POST', redirect: 'manual', headers, body: new URLSearchParams({ key }) },
  });
  return started.headers.get('location') ?? '';
}
