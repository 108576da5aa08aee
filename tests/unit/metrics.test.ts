import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededProvince, signInOver, startBuiltServer, type StartedServer } from '../running-server';

let province: ReturnType<typeof seededProvince>;
let server: StartedServer;
beforeAll(async () => {
  province = seededProvince();
  server = await startBuiltServer(province.copy(), { WEB_WORKERS: '2' });
}, 120_000);
afterAll(async () => {
  await server?.stop();
  province.remove();
});

interface Family {
  type: string;
  help: string;
  samples: { name: string; labels: Record<string, string>; value: number }[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const SUFFIXES: Record<string, string[]> = {
  counter: [''],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count'],
};

/**
 * Reads the text format 0.0.4 strictly: HELP and TYPE before the samples of each family, families whole and once, no
 * sample twice, a newline at the end. Throws with the line that is wrong.
 */
function readMetrics(text: string): Map<string, Family> {
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  let current: [name: string, family: Family] | null = null;
  if (!text.endsWith('\n')) throw new Error('no newline at the end');
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const help = new RegExp(`^# HELP (${NAME}) (.+)$`).exec(line);
    const type = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram)$`).exec(line);
    const sample = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (-?[0-9.e+-]+|NaN|[+-]Inf)$`).exec(line);
    if (help) {
      if (families.has(help[1]!)) throw new Error(`twice: ${line}`);
      current = [help[1]!, { type: '', help: help[2]!, samples: [] }];
      families.set(...current);
    } else if (type) {
      if (current?.[0] !== type[1] || current![1].type !== '') throw new Error(`without its HELP: ${line}`);
      current![1].type = type[2]!;
    } else if (sample) {
      const [, name = '', labels = '', value = ''] = sample;
      if (!current) throw new Error(`without its HELP: ${line}`);
      const [family, { type: kind, samples }] = current;
      const suffix = name.slice(family.length);
      if (!name.startsWith(family) || !SUFFIXES[kind]?.includes(suffix)) throw new Error(`astray: ${line}`);
      if (seen.has(`${name}{${labels}}`)) throw new Error(`twice: ${line}`);
      seen.add(`${name}{${labels}}`);
      samples.push({ name, labels: readLabels(labels, line), value: Number(value) });
    } else throw new Error(`not of the format: ${line}`);
  }
  return families;
}

function readLabels(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  let rest = text;
  while (rest !== '') {
    const label = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\n"])*)"(,|$)/.exec(rest);
    if (!label) throw new Error(`labels: ${line}`);
    labels[label[1]!] = label[2]!;
    rest = rest.slice(label[0].length);
  }
  return labels;
}

async function scrape() {
  const response = await fetch(`${server.url}/metrics`);
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/plain; charset=utf-8; version=0.0.4',
  ]);
  const families = readMetrics(await response.text());
  const valueOf = (name: string, labels: Record<string, string> = {}) =>
    families
      .get(name.replace(/_(bucket|sum|count)$/, ''))
      ?.samples.filter(
        (sample) =>
          sample.name === name &&
          Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
      )
      .reduce((sum, { value }) => sum + value, 0) ?? 0;
  return { families, valueOf };
}

describe('the reader of the format', () => {
  it.each([
    ['no end of line', '# HELP a x\n# TYPE a gauge\na 1'],
    ['a sample without its type', '# HELP a x\na 1\n'],
    ['a family twice', '# HELP a x\n# TYPE a gauge\na 1\n# HELP a x\n# TYPE a gauge\na 2\n'],
    ['a sample twice', '# HELP a x\n# TYPE a gauge\na{b="c"} 1\na{b="c"} 2\n'],
    ['a broken label', '# HELP a x\n# TYPE a gauge\na{b="c} 1\n'],
    ['no number', '# HELP a x\n# TYPE a gauge\na one\n'],
    ['a bucket of a counter', '# HELP a x\n# TYPE a counter\na_bucket{le="1"} 1\n'],
  ])('refuses %s', (_, text) => expect(() => readMetrics(text)).toThrow());
});

describe('/metrics', () => {
  it('adds up all processes, and says which answered', async () => {
    // The server is ready with its first worker; the second follows when it has started.
    const answered = async () => {
      const { valueOf } = await scrape();
      return ['web', 'writer'].map((process) => valueOf('thao_processes', { process }));
    };
    await expect.poll(answered, { timeout: 30_000 }).toEqual([2, 1]);
    const { families, valueOf } = await scrape();
    for (const name of ['thao_database_bytes', 'thao_disk_free_bytes', 'thao_resident_bytes']) {
      expect([name, valueOf(name) > 1000]).toEqual([name, true]);
    }
    expect(valueOf('thao_writer_beat_age_seconds')).toBeLessThan(30);
    expect(valueOf('thao_errors_total')).toBe(0);
    expect([...families.values()].every(({ help, type }) => help !== '' && type !== '')).toBe(true);
    expect(families.get('thao_jobs')?.samples.map(({ labels }) => labels.state)).toContain('failed');
  });

  it('counts each request once, whichever worker had it, by the pattern of its address', async () => {
    const before = (await scrape()).valueOf('thao_http_requests_total', {
      route: '/verify/:code',
      status: '404',
    });
    const codes = ['AAAA', 'BBBB', 'CCCC', 'DDDD'];
    // Each over a connection of its own, so that both workers get some.
    for (const code of codes)
      await fetch(`${server.url}/verify/${code}`, { headers: { Connection: 'close' } });
    // A request is counted when its connection has let go of it, a moment after its answer is here.
    const counted = async () =>
      (await scrape()).valueOf('thao_http_requests_total', { route: '/verify/:code', status: '404' });
    await expect.poll(counted, { timeout: 30_000 }).toBe(before + codes.length);
    const { families } = await scrape();
    const routes = families.get('thao_http_requests_total')?.samples.map(({ labels }) => labels.route) ?? [];
    expect(routes.filter((route) => codes.some((code) => route?.includes(code)))).toEqual([]);
  });

  it('shows the exam at work: attempts, saves, and the time until they are durable', async () => {
    const cookie = await signInOver(server, 'LG-024817');
    const headers = { cookie, Origin: server.url };
    const page = await (await fetch(`${server.url}/exams/IU01`, { headers })).text();
    const key = /name="key" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const started = await fetch(`${server.url}/exams/IU01`, {
      ...{ method: 'POST', redirect: 'manual', headers },
      body: new URLSearchParams({ key }),
    });
    const address = started.headers.get('location') ?? '';
    const beat = () => fetch(`${server.url}${address}/beat`, { method: 'POST', headers, body: '' });
    for (let n = 0; n < 5; n += 1) expect((await beat()).status).toBe(200);
    const refused = await fetch(`${server.url}${address}/answers`, {
      ...{ method: 'POST', headers },
      body: JSON.stringify({ epoch: 9, events: [{ sequence: 1, position: 1, answer: null, flagged: true }] }),
    });
    expect(refused.status).toBe(409);
    const { valueOf } = await scrape();
    expect(valueOf('thao_attempts_running')).toBe(1);
    expect(valueOf('thao_writes_total', { kind: 'start' })).toBe(1);
    expect(valueOf('thao_writes_total', { kind: 'beat' })).toBe(5);
    expect(valueOf('thao_durable_seconds_count', { kind: 'beat' })).toBe(5);
    expect(valueOf('thao_durable_seconds_sum', { kind: 'beat' })).toBeGreaterThan(0);
    expect(valueOf('thao_writes_refused_total', { kind: 'save', code: 'conflict' })).toBe(1);
    expect(valueOf('thao_writer_queue_length')).toBe(0);
    expect(valueOf('thao_http_requests_total', { route: '/attempts/:attemptId/beat', status: '200' })).toBe(
      5,
    );
  });
});
