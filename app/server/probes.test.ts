import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { edge, REACHED, statusOf } from '../../tests/edge-server';

let web: ReturnType<typeof edge>;
beforeEach(() => {
  web = edge();
});
afterEach(() => web.remove());

describe('for machines', () => {
  it('security.txt names the contact and an end within a year; without a contact it is not there', async () => {
    await web.serve({ SECURITY_CONTACT: 'mailto:antoan@example.gov.vn', BASE_URL: 'https://thao.example' });
    const text = await (await fetch(`${web.url}/.well-known/security.txt`)).text();
    expect(text).toBe(
      'Contact: mailto:antoan@example.gov.vn\nExpires: 2027-05-24T00:00:00Z\nPreferred-Languages: vi, en\n' +
        'Canonical: https://thao.example/.well-known/security.txt\n',
    );
    await web.serve();
    expect((await fetch(`${web.url}/.well-known/security.txt`)).status).toBe(REACHED);
  });

  it('/readyz says what is wrong', async () => {
    await web.serve();
    const ready = async () => {
      const response = await fetch(`${web.url}/readyz`);
      return [response.status, await response.text()];
    };
    expect(await ready()).toEqual([503, 'writer not running']);
    web.db.sqlite
      .prepare("insert into writer_lease (id, term, holder, beat_at) values (1, 1, 'x', ?)")
      .run(web.clock.now);
    expect(await ready()).toEqual([200, 'ok']);
    web.disk.state = 'full';
    expect(await ready()).toEqual([503, 'disk full']);
  });

  it.each<[name: string, token: string, headers: Record<string, string>, allowed: boolean]>([
    ['this machine', '', {}, true],
    ['this machine behind a proxy', '', { 'X-Forwarded-For': '203.0.113.7' }, false],
    ['a proxy that only says Via', '', { Via: '1.1 proxy' }, false],
    ['a wrong token', 'V9f-3kQ2xT7_mB1zR8', { Authorization: 'Bearer x', Via: '1.1 proxy' }, false],
    [
      'the token',
      'V9f-3kQ2xT7_mB1zR8',
      { Authorization: 'Bearer V9f-3kQ2xT7_mB1zR8', Via: '1.1 proxy' },
      true,
    ],
    ['an empty token where none is set', '', { Authorization: 'Bearer ', Via: '1.1 proxy' }, false],
  ])('/metrics for %s', async (_, token, headers, allowed) => {
    await web.serve({ METRICS_TOKEN: token });
    expect((await fetch(`${web.url}/metrics`, { headers })).status).toBe(allowed ? 200 : REACHED);
  });

  it('/metrics is for nobody who came by a public name', async () => {
    await web.serve();
    const answer = await web.raw('GET /metrics HTTP/1.1\r\nHost: thao.example\r\nConnection: close\r\n\r\n');
    expect(statusOf(answer)).toBe(REACHED);
  });
});

describe('an error before the page', () => {
  it('shows nothing of itself, and the log has its place under the id that was sent', async () => {
    await web.serve();
    const response = await fetch(`${web.url}/sign-in`);
    expect([response.status, await response.text()]).toEqual([500, 'server error']);
    const id = response.headers.get('x-request-id');
    expect(id).toMatch(/^[A-HJ-NP-Z2-9]{8}$/);
    const fault = web.lines.find(({ event }) => event === 'request failed');
    expect(fault).toMatchObject({ level: 'error', requestId: id, error: { name: 'Error' } });
    expect(JSON.stringify(web.lines)).not.toContain('a page is asked for');
  });

  it('takes an id over from a proxy only, and only a plain one', async () => {
    const idFor = async (given: string) =>
      (await fetch(`${web.url}/healthz`, { headers: { 'X-Request-Id': given } })).headers.get('x-request-id');
    await web.serve();
    expect(await idFor('from-outside-1')).not.toBe('from-outside-1');
    await web.serve({ TRUST_PROXY: '1' });
    expect(await idFor('from-the-proxy-1')).toBe('from-the-proxy-1');
    expect(await idFor('<script>alert(1)</script>')).toMatch(/^[A-Z2-9]{8}$/);
    expect(await idFor('x'.repeat(65))).toMatch(/^[A-Z2-9]{8}$/);
  });
});
