import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { readableCode } from '~/access/readable-code';
import type { RequestLog } from '~/http/context.server';
import { outwardCookie } from './cookie-names';
import { faultOf, type Log } from './log';
import type { WebMetrics } from './metrics';

/** What one request leaves behind: its id, and whose it was. */
export interface Trace extends RequestLog {
  requestId: string;
  accountId: number | null;
}

declare module 'express-serve-static-core' {
  interface Request {
    trace?: Trace;
  }
}

/** Short enough to be read out on the phone, e.g. K7QM2XRP; an id from the proxy is taken over as it is. */
export function requestIdOf(request: IncomingMessage, trustsProxy: boolean): string {
  const given = request.headers['x-request-id'];
  if (trustsProxy && typeof given === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(given)) return given;
  return readableCode(randomBytes(8));
}

/**
 * Gives each request an id and writes one line when it ends: method, pattern of the address, status, milliseconds,
 * account. Files of the build and probes of health are written at level debug only; refusals (401, 403, 429) are warnings.
 */
export function traceRequests(parts: {
  log: Log;
  metrics: WebMetrics;
  patternOf: (path: string) => string;
  trustsProxy: boolean;
}): RequestHandler {
  const { log, metrics, patternOf, trustsProxy } = parts;
  return (request: Request, response: Response, next: NextFunction) => {
    const startedAt = performance.now();
    const requestId = requestIdOf(request, trustsProxy);
    const trace: Trace = {
      requestId,
      accountId: null,
      setAccount: (accountId) => void (trace.accountId = accountId),
      say: (level, event, fields) => log(level, event, { ...fields, requestId }),
      fault: (error) => {
        metrics.errors.inc({ part: 'page' });
        log('error', 'request failed', { requestId, error: faultOf(error) });
      },
    };
    request.trace = trace;
    response.setHeader('X-Request-Id', requestId);
    const { method, path } = request;
    response.once('close', () => {
      const ms = performance.now() - startedAt;
      const kind = kindOf(path);
      const route = kind === 'asset' ? '/assets/*' : patternOf(path);
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.countRequest({ kind, route, method, status, seconds: ms / 1000 });
      const level = isRefusal(status) ? 'warn' : kind === 'page' ? 'info' : 'debug';
      const whose = trace.accountId === null ? {} : { accountId: trace.accountId };
      log(level, 'request', { method, route, status, ms: Math.round(ms * 10) / 10, requestId, ...whose });
    });
    next();
  };
}

export type RequestKind = 'page' | 'asset' | 'probe';

function kindOf(path: string): RequestKind {
  if (/^\/(healthz|readyz|metrics)$/.test(path)) return 'probe';
  return /^\/(assets|content\/pictures)\/|^\/[\w-]+\.(js|svg|ico|txt)$/.test(path) ? 'asset' : 'page';
}

const isRefusal = (status: number) => status === 401 || status === 403 || status === 429;

/**
 * Last touches on an answer's headers, in the moment before they are sent: what says nothing about keeping is kept
 * nowhere, and cookies get their outside names on https.
 */
export function finishHeaders(isSecure: boolean): RequestHandler {
  return (_, response: Response, next: NextFunction) => {
    const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
    response.writeHead = ((...args: unknown[]) => {
      if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'private, no-store');
      const cookies = response.getHeader('Set-Cookie');
      if (isSecure && cookies !== undefined) {
        response.setHeader('Set-Cookie', [cookies].flat().map(String).map(outwardCookie));
      }
      return writeHead(...args);
    }) as typeof response.writeHead;
    next();
  };
}
