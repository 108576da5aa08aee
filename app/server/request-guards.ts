import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { IncomingMessage } from 'node:http';
import { tokenHash } from '~/access/adapters/tokens';
import type { ErrorCode } from '~/access/errors';
import { ERROR_STATUS } from '~/access/errors';
import { networkOf } from '~/access/throttle';
import { readCookie, readPreferences, SESSION_COOKIE } from '~/http/cookies';
import { i18nFor } from '~/locales/i18n.server';
import { createRequestLimits } from './request-limits';

/** What is refused before any page is asked. */

/** A body so much over its limit is read and thrown away, so that the browser shows the answer; beyond it the line is cut. */
const DRAINED_BYTES = 64 * 1024 * 1024;
const METHODS = ['GET', 'HEAD', 'POST'];
/** Forms, and JSON where a page's script posts: whatever else a body claims to be is read by nobody. */
const BODY_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data|application\/json)\s*(;|$)/i;

/** A refusal in the reader's language, as plain text. */
function refuse(request: Request, response: Response, code: ErrorCode, status?: number, seconds = 0): void {
  const { lang } = readPreferences(request.headers.cookie ?? null, null);
  const { t } = i18nFor(lang);
  response
    .status(status ?? ERROR_STATUS[code])
    .type('text')
    .send(`${t(`errors:${code}.title`)}\n${t(`errors:${code}.text`, { seconds })}\n`);
}

/** Only the three methods that pages use. */
export const onlyKnownMethods: RequestHandler = (request, response, next) => {
  if (METHODS.includes(request.method)) return next();
  response.set('Allow', METHODS.join(', '));
  refuse(request, response, 'invalid_input', 405);
};

/**
 * Browsers state the length of a form; a body without one could grow without end, so it is not read at all. `limitOf`
 * answers the largest body of an address in bytes.
 */
export function limitBodies(limitOf: (path: string) => number): RequestHandler {
  return (request, response, next) => {
    const length = Number(request.headers['content-length'] ?? 0);
    const endless = request.headers['transfer-encoding'] !== undefined;
    if (endless || length > limitOf(request.path)) {
      const refuseIt = () => {
        // What is not read stays in the connection: it must not be taken for the next request.
        response.set('Connection', 'close');
        refuse(request, response, 'too_large', endless ? 411 : 413);
      };
      if (endless || length > DRAINED_BYTES) return refuseIt();
      request.on('end', refuseIt).resume();
      return;
    }
    const type = request.headers['content-type'];
    if (length > 0 && (type === undefined || !BODY_TYPES.test(type))) {
      return refuse(request, response, 'invalid_input', 415);
    }
    next();
  };
}

/** A write must come from a page of this site. */
export function onlyOwnWrites(baseUrl: string): RequestHandler {
  return (request, response, next) => {
    if (request.method !== 'POST') return next();
    if (!sameOrigin(request, baseUrl)) return refuse(request, response, 'not_allowed');
    // Settled here. Remix would ask again by Host, which a proxy may have changed, and call its refusal a fault.
    delete request.headers.origin;
    next();
  };
}

/**
 * Did a page of this site send it? By Origin, or, where a browser leaves it out, by Sec-Fetch-Site. Another name of this
 * machine will do where the page itself came from there, by the same protocol; neither header comes only from what is
 * no browser, which nobody can lead astray.
 */
export function sameOrigin(request: IncomingMessage, baseUrl: string): boolean {
  const { origin } = request.headers;
  if (origin !== undefined && origin !== 'null') {
    if (origin === baseUrl) return true;
    if (!URL.canParse(origin)) return false;
    const { host, protocol } = new URL(origin);
    return host === request.headers.host && protocol === new URL(baseUrl).protocol;
  }
  const site = request.headers['sec-fetch-site'];
  return site === undefined ? origin !== 'null' : site === 'same-origin' || site === 'none';
}

/** Brakes of request-limits.ts, for a session and for its network. */
export function limitRequests(now: () => number): RequestHandler {
  const limits = createRequestLimits();
  return (request: Request, response: Response, next: NextFunction) => {
    const token = readCookie(request.headers.cookie, SESSION_COOKIE);
    const seconds = limits({
      method: request.method,
      path: request.path,
      session: token ? tokenHash(token) : '',
      network: networkOf(request.ip ?? ''),
      now: now(),
    });
    if (seconds === 0) return next();
    response.set('Retry-After', String(seconds));
    refuse(request, response, 'too_many', undefined, seconds);
  };
}
