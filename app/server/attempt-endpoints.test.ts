import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startAttempt, submitAttempt } from '~/assessment/attempts.server';
import { SAVE_BYTES } from '~/assessment/answers';
import { freshDatabase } from '../../tests/database';
import { addSampleExam, learnerCtx } from '../../tests/exam';
import { findAttemptOwner, listEvents } from '~db/queries/attempts';
import { listPaper } from '~db/queries/gradings';
import { handleAttemptRequest } from './attempt-endpoints';
import { connectWriter } from './writer-client';

describe('saving over HTTP', () => {
  let fresh: ReturnType<typeof freshDatabase>;
  let client: ReturnType<typeof connectWriter>;
  let writer: ChildProcess;
  let server: Server;
  let origin: string;
  let attempts = 0;

  beforeAll(async () => {
    fresh = freshDatabase();
    addSampleExam(fresh.db, {
      exam: { attemptsAllowed: 1000 },
      rows: [{ skill: 'IU01', type: 'single', count: 4 }],
    });
    const socketPath = join(fresh.folder, 'w.sock');
    writer = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'writer.ts')], {
      env: { ...process.env, THAO_DATABASE: fresh.path, THAO_WRITER_SOCKET: socketPath },
      stdio: 'ignore',
    });
    client = connectWriter(socketPath);
    const deps = {
      db: fresh.db,
      now: () => Date.now(),
      writer: client,
      findActor: (request: { headers: Record<string, unknown> }) =>
        request.headers['x-person'] ? { personId: Number(request.headers['x-person']) } : null,
      sameOrigin: (request: { headers: Record<string, unknown> }) => request.headers['x-site'] !== 'other',
      log: () => undefined,
      count: () => undefined,
    };
    server = createServer((request, response) => {
      if (!handleAttemptRequest(deps, request, response)) response.writeHead(418).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    client.close();
    writer.kill('SIGKILL');
    await once(writer, 'exit');
    fresh.remove();
  });

  let publicId: string;
  let tokens: string[];
  beforeEach(async () => {
    const ctx = learnerCtx(fresh.db, Date.now(), { ports: { attemptWriter: client } });
    attempts += 1;
    publicId = (await startAttempt(ctx, { examCode: 'IU01', key: `k${attempts}` })).publicId;
    const [item] = listPaper(fresh.db, findAttemptOwner(fresh.db, publicId)?.attemptId ?? 0);
    tokens = (JSON.parse(item?.options ?? '[]') as [string, string][]).map(([token]) => token);
    return async () => {
      await submitAttempt({ ...ctx, now: Date.now() }, { publicId });
    };
  });

  const post = async (
    path: string,
    body: string | object,
    headers: Record<string, string> = { 'x-person': '1' },
  ) => {
    const response = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { response, status: response.status, answer: (await response.json()) as Record<string, unknown> };
  };
  const save = (sequence: number, pick: number, headers?: Record<string, string>) =>
    post(
      `/attempts/${publicId}/answers`,
      { epoch: 1, events: [{ sequence, position: 1, answer: [tokens[pick]], flagged: false }] },
      headers,
    );
  const stored = () => listEvents(fresh.db, findAttemptOwner(fresh.db, publicId)?.attemptId ?? 0);

  it('says saved when it is stored, and where the attempt stands', async () => {
    const { status, answer, response } = await save(1, 0);
    expect([status, answer]).toEqual([
      200,
      {
        ok: true,
        state: 'running',
        epoch: 1,
        sequence: 1,
        at: expect.any(Number) as number,
        remainingMs: expect.any(Number) as number,
      },
    ]);
    expect(stored()).toHaveLength(1);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  it('answers a retry like the first time', async () => {
    await save(1, 0);
    expect(await save(1, 0)).toMatchObject({ status: 200, answer: { ok: true, sequence: 1 } });
    expect(stored()).toHaveLength(1);
  });

  it('refuses another answer under the same sequence', async () => {
    await save(1, 0);
    expect(await save(1, 1)).toMatchObject({ status: 409, answer: { ok: false, code: 'conflict' } });
  });

  it('keeps what comes after submission and says that it is closed', async () => {
    await submitAttempt(learnerCtx(fresh.db, Date.now(), { ports: { attemptWriter: client } }), { publicId });
    expect(await save(1, 0)).toMatchObject({
      status: 409,
      answer: { ok: false, code: 'closed', kept: true, state: 'graded', remainingMs: 0 },
    });
    expect(stored()).toMatchObject([{ late: 1 }]);
  });

  it.each<[name: string, headers: Record<string, string>, status: number, code: string]>([
    ['nobody signed in', {}, 401, 'sign_in_required'],
    ['another person', { 'x-person': '2' }, 404, 'not_found'],
    ['another site', { 'x-person': '1', 'x-site': 'other' }, 403, 'not_allowed'],
  ])('stores nothing for %s', async (_, headers, status, code) => {
    expect(await save(1, 0, headers)).toMatchObject({ status, answer: { ok: false, code } });
    expect(await post(`/attempts/${publicId}/beat`, '', headers)).toMatchObject({ status, answer: { code } });
    expect(stored()).toHaveLength(0);
  });

  it('does not know other attempts', async () => {
    const answer = await post('/attempts/AAAAAAAAAAAAAAAA/answers', { epoch: 1, events: [] });
    expect(answer).toMatchObject({ status: 404, answer: { code: 'not_found' } });
  });

  it.each<[name: string, body: string]>([
    ['no JSON', '{'],
    ['nothing', ''],
    ['no events', '{"epoch":1,"events":[]}'],
  ])('refuses a body that is %s', async (_, body) => {
    expect(await post(`/attempts/${publicId}/answers`, body)).toMatchObject({
      status: 400,
      answer: { ok: false, code: 'invalid_input' },
    });
  });

  it('refuses a body over 64 kB, and the connection lives on', async () => {
    const body = `{"epoch":1,"events":[],"x":"${'x'.repeat(SAVE_BYTES)}"}`;
    expect(await post(`/attempts/${publicId}/answers`, body)).toMatchObject({
      status: 413,
      answer: { ok: false, code: 'too_large' },
    });
    expect((await save(1, 0)).status).toBe(200);
  });

  it('cuts off a body that does not end', async () => {
    await expect(post(`/attempts/${publicId}/answers`, 'x'.repeat(8 * 1024 * 1024))).rejects.toThrow();
  });

  it('answers a beat with the time left', async () => {
    const { status, answer } = await post(`/attempts/${publicId}/beat`, '');
    expect([status, answer.ok, answer.state]).toEqual([200, true, 'running']);
    expect(answer.remainingMs).toBeGreaterThan(29 * 60_000);
  });

  it.each([
    ['GET', '/attempts/AAAAAAAAAAAAAAAA/answers'],
    ['POST', '/attempts/AAAAAAAAAAAAAAAA/submit'],
    ['POST', '/attempts/short/answers'],
  ])('leaves %s %s to others', async (method, path) => {
    expect((await fetch(`${origin}${path}`, { method })).status).toBe(418);
  });
});
