import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { edge, REACHED, statusOf } from '../../tests/edge-server';

let web: ReturnType<typeof edge>;
beforeEach(() => {
  web = edge();
});
afterEach(() => web.remove());

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const post = (path: string, headers: Record<string, string> = {}, body = 'a=b') =>
  fetch(web.url + path, { method: 'POST', redirect: 'manual', headers: { ...FORM, ...headers }, body });

describe('where a write comes from', () => {
  const cases: [name: string, headers: Record<string, string>, allowed: boolean][] = [
    ['the address people type', { Origin: 'https://thao.example' }, true],
    ['no browser', {}, true],
    ['the same by an older browser', { 'Sec-Fetch-Site': 'same-origin' }, true],
    ['the address bar', { 'Sec-Fetch-Site': 'none' }, true],
    ['plain http', { Origin: 'http://thao.example' }, false],
    ['plain http of the name asked for', { Origin: 'HERE' }, false],
    ['another site', { Origin: 'https://evil.example' }, false],
    ['a name that begins like ours', { Origin: 'https://thao.example.evil.example' }, false],
    ['a neighbouring host', { Origin: 'https://other.example' }, false],
    ['a hidden origin', { Origin: 'null' }, false],
    ['a hidden origin that says same-origin', { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }, true],
    ['another site without an origin', { 'Sec-Fetch-Site': 'cross-site' }, false],
    ['a neighbouring host without an origin', { 'Sec-Fetch-Site': 'same-site' }, false],
    ['nonsense', { Origin: '://' }, false],
  ];
  it.each(cases)('%s', async (_, headers, allowed) => {
    await web.serve({ BASE_URL: 'https://thao.example' });
    if (headers.Origin === 'HERE') headers.Origin = web.url;
    expect((await post('/sign-in', headers)).status).toBe(allowed ? REACHED : 403);
    // The hot path of a running attempt asks the same before anything else.
    const hot = await post('/attempts/AAAAAAAAAAAAAAAA/answers', headers, '{}');
    expect(hot.status).toBe(allowed ? 401 : 403);
  });
});

describe('requests that no page sends', () => {
  beforeEach(() => web.serve());

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('%s is refused', async (method) => {
    const answer = await web.raw(`${method} /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect([statusOf(answer), /allow: GET, HEAD, POST/i.test(answer)]).toEqual([405, true]);
  });

  it.each<[type: string | null, status: number]>([
    ['application/x-www-form-urlencoded', REACHED],
    ['application/x-www-form-urlencoded; charset=UTF-8', REACHED],
    ['multipart/form-data; boundary=x', REACHED],
    ['application/json', REACHED],
    ['text/plain', 415],
    ['application/xml', 415],
    ['application/x-www-form-urlencoded-not', 415],
    ['text/html, application/json', 415],
    [null, 415],
  ])('a body of type %s: %d', async (type, status) => {
    const head = type === null ? '' : `Content-Type: ${type}\r\n`;
    const text = `POST /sign-in HTTP/1.1\r\nHost: x\r\n${head}Content-Length: 3\r\nConnection: close\r\n\r\na=b`;
    expect(statusOf(await web.raw(text))).toBe(status);
  });

  it.each<[name: string, text: string, status: number]>([
    ['of unstated length', 'Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n', 411],
    ['that nobody would wait for', 'Content-Length: 67108865\r\n\r\n', 413],
    ['with two lengths', 'Content-Length: 3\r\nContent-Length: 30\r\n\r\na=b', 400],
    ['with a length and chunks', 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['with a length below zero', 'Content-Length: -1\r\n\r\n', 400],
    ['behind a folded header', `X-A: 1\r\n ${'b'}: 2\r\nContent-Length: 3\r\n\r\na=b`, 400],
    ['behind a header with a zero byte', 'X-A: a\0b\r\nContent-Length: 3\r\n\r\na=b', 400],
    ['behind 20 kB of headers', `X-A: ${'a'.repeat(20_000)}\r\nContent-Length: 3\r\n\r\na=b`, 431],
  ])('a body %s is not read', async (_, rest, status) => {
    const answer = await web.raw(
      `POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n${rest}`,
    );
    expect(statusOf(answer)).toBe(status);
    expect(answer).toMatch(/connection: close/i);
  });

  it('says so in the reader’s language', async () => {
    const vi = await post('/sign-in', { Origin: 'https://evil.example' });
    expect(await vi.text()).toContain('Tài khoản đang dùng không có quyền');
    const en = await post('/sign-in', {
      Origin: 'https://evil.example',
      Cookie: 'thao_display=en.100.system',
    });
    expect([en.headers.get('content-type'), await en.text()]).toEqual([
      'text/plain; charset=utf-8',
      expect.not.stringMatching(/Tài khoản/) as string,
    ]);
  });
});

describe('slow clients', () => {
  const times = { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 50 };
  it('are cut off in mid-header and in mid-body', async () => {
    await web.serve({}, { times });
    expect(
      statusOf(await web.raw('GET / HTTP/1.1\r\nHost: x\r\nX-A:', { after: 100, text: ' b\r\nX-B:' })),
    ).toBe(408);
    const form =
      'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\na=';
    expect(await web.raw(form, { after: 100, text: 'b' })).not.toContain(' 200 ');
    const save = 'POST /attempts/AAAAAAAAAAAAAAAA/answers HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{';
    expect(await web.raw(save, { after: 100, text: '}' })).not.toContain(' 200 ');
  });
});

describe('brakes by network', () => {
  const verify = (forwarded?: string) =>
    fetch(
      `${web.url}/verify/ABCD`,
      forwarded === undefined ? {} : { headers: { 'X-Forwarded-For': forwarded } },
    );
  const statuses = async (n: number, forwarded: (at: number) => string | undefined) =>
    (await Promise.all(Array.from({ length: n }, (_, at) => verify(forwarded(at))))).map(
      ({ status }) => status,
    );

  it('count the entry that one’s own proxy has appended, whatever the client claims before it', async () => {
    await web.serve({ TRUST_PROXY: '1' });
    const answers = await statuses(121, (at) => `10.0.0.${at}, 203.0.113.7`);
    expect(answers.filter((status) => status === 429)).toHaveLength(1);
    expect((await verify('203.0.113.8')).status).toBe(REACHED);
    expect((await verify('203.0.113.8, 203.0.113.7')).status).toBe(429);
  });

  it('count the second entry from the right behind two proxies', async () => {
    await web.serve({ TRUST_PROXY: '2' });
    await statuses(120, (at) => `10.0.0.${at}, 203.0.113.7, 192.0.2.1`);
    expect((await verify('203.0.113.7, 192.0.2.9')).status).toBe(429);
  });

  it('believe no header where there is no proxy, and take an IPv6 network for one', async () => {
    await web.serve();
    expect(await statuses(121, (at) => `203.0.113.${at}`)).toContain(429);
    await web.serve({ TRUST_PROXY: '1' });
    expect(await statuses(121, (at) => `2001:db8:1:2::${at.toString(16)}`)).toContain(429);
  });

  it('say when to come again, and let through then', async () => {
    await web.serve();
    await statuses(120, () => undefined);
    const refused = await verify();
    const seconds = Number(refused.headers.get('retry-after'));
    expect([refused.status, seconds > 0, await refused.text()]).toEqual([
      429,
      true,
      expect.stringContaining(`Xin chờ ${seconds} giây`) as string,
    ]);
    web.clock.now += seconds * 1000;
    expect((await verify()).status).toBe(REACHED);
    expect(web.lines.filter(({ status }) => status === 429)).toMatchObject([
      { level: 'warn', route: '/verify/ABCD' },
    ]);
  });
});
