import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { AppError, type ErrorCode, ERROR_STATUS } from '~/access/errors';
import { readSaveBody, SAVE_BYTES, type SaveBody } from '~/assessment/answers';
import type { AttemptStanding, AttemptWriter, SaveResult } from '~/assessment/attempt-writer';
import { findAttemptOwner } from '~db/queries/attempts';
import type { Db } from '~db/client.server';
import { faultOf, type Log } from './log';
import type { WebMetrics } from './metrics';

export interface AttemptEndpointDeps {
  db: Db;
  now: () => number;
  writer: Pick<AttemptWriter, 'save' | 'beat'>;
  /** The person signed in, if any. */
  findActor: (request: IncomingMessage) => { personId: number } | null;
  sameOrigin: (request: IncomingMessage) => boolean;
  log: Log;
  count: WebMetrics['countRequest'];
}

/** What is sent back: where the attempt stands, or a code; `kept` says whether late answers were stored all the same. */
export type AttemptAnswer =
  | ({ ok: true } & AttemptStanding)
  | ({ ok: false; code: ErrorCode; kept?: boolean } & Partial<AttemptStanding>);

const ADDRESS = /^\/attempts\/([A-Za-z0-9_-]{16})\/(answers|beat)(?:\?.*)?$/;
/** A body over the limit is read on for so long, so that the browser gets to see the answer. */
const DRAIN_BYTES = 1024 * 1024;

/**
 * The hot path of a running attempt, in bare Node: POST /attempts/:publicId/answers stores answers, POST
 * /attempts/:publicId/beat says that the browser is there. One read and one round trip to the writer each; `ok` is sent
 * only when everything is durable. Answers false for any other request, which is then somebody else's.
 */
export function handleAttemptRequest(
  deps: AttemptEndpointDeps,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const match = request.method === 'POST' ? ADDRESS.exec(request.url ?? '') : null;
  if (!match) return false;
  const [, publicId = '', verb] = match;
  watch(deps, response, `/attempts/:attemptId/${verb}`);
  perform(deps, request, publicId, verb === 'answers').then(
    (answer) => send(response, answer),
    (error: unknown) => {
      if (!(error instanceof AppError))
        deps.log('error', 'attempt request failed', { verb, error: faultOf(error) });
      send(response, { ok: false, code: error instanceof AppError ? error.code : 'writer_unavailable' });
    },
  );
  return true;
}

/** Counted like any other request; thousands a second would drown the log, so only what is refused has a line there. */
function watch({ log, count }: AttemptEndpointDeps, response: ServerResponse, route: string): void {
  const startedAt = performance.now();
  response.once('close', () => {
    const status = response.writableFinished ? response.statusCode : 499;
    count({ kind: 'hot', route, method: 'POST', status, seconds: (performance.now() - startedAt) / 1000 });
    log(status < 400 ? 'debug' : 'warn', 'request', { method: 'POST', route, status });
  });
}

async function perform(
  deps: AttemptEndpointDeps,
  request: IncomingMessage,
  publicId: string,
  saves: boolean,
): Promise<AttemptAnswer> {
  // The body is read first, whatever comes of it: an answer sent over an unread body is lost with the connection.
  const body = await readBody(request);
  if (!deps.sameOrigin(request)) throw new AppError('not_allowed');
  const actor = deps.findActor(request);
  if (!actor) throw new AppError('sign_in_required');
  if (body === null) throw new AppError('too_large');
  const owner = findAttemptOwner(deps.db, publicId);
  // The same answer for an address that does not exist and for another person's attempt.
  if (!owner || owner.personId !== actor.personId) throw new AppError('not_found');
  if (!saves) return { ok: true, ...(await deps.writer.beat(owner)) };
  return told(await deps.writer.save({ ...owner, ...parse(body) }));
}

function told({ kind, ...standing }: SaveResult): AttemptAnswer {
  if (kind === 'saved') return { ok: true, ...standing };
  return { ok: false, code: 'closed', kept: kind === 'late', ...standing };
}

function parse(body: string): SaveBody {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    value = null;
  }
  const save = readSaveBody(value);
  if (!save) throw new AppError('invalid_input');
  return save;
}

/** The body as text; null where it is larger than a save may be. */
function readBody(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= SAVE_BYTES) chunks.push(chunk);
      else if (bytes > DRAIN_BYTES) request.destroy();
    });
    request.on('end', () => resolve(bytes > SAVE_BYTES ? null : Buffer.concat(chunks).toString('utf8')));
    request.on('error', reject);
    request.on('close', () => reject(new AppError('too_large')));
  });
}

function send(response: ServerResponse, answer: AttemptAnswer): void {
  if (response.destroyed) return;
  const text = JSON.stringify(answer);
  response.writeHead(answer.ok ? 200 : ERROR_STATUS[answer.code], {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  });
  response.end(text);
}
