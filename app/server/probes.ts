import { timingSafeEqual } from 'node:crypto';
import { Router, type Request } from 'express';
import type { Db } from '~db/client.server';
import { findLease } from '~db/queries/writer-lease';
import { tokenHash } from '~/access/adapters/tokens';
import type { MachineWatch } from '~/operations/machine.server';
import { stateMetrics } from '~/operations/state-metrics.server';
import { LOOPBACK, type Environment } from './environment';

/** For machines: is it alive, does it work, how is it, and whom to tell about a hole. */

const BEAT_MS = 5000;
const SECURITY_DAYS = 180;
const ADDRESSES = ['/healthz', '/readyz', '/metrics', '/.well-known/security.txt'];

export interface ProbeParts {
  environment: Environment;
  db: Db;
  now: () => number;
  /** Numbers of all processes as text; null where the first process does not answer. */
  metrics: () => Promise<string | null>;
  machine: MachineWatch;
}

export function probes(parts: ProbeParts): Router {
  const { environment, db, now } = parts;
  const router = Router();
  router.use(ADDRESSES, (_, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
    next();
  });
  router.get('/healthz', (_, response) => void response.type('text').send('ok'));
  router.get('/readyz', (_, response) => {
    const fault = faultOfService(parts);
    response
      .status(fault === null ? 200 : 503)
      .type('text')
      .send(fault ?? 'ok');
  });
  router.get('/metrics', (request, response, next) => {
    // To others the address does not exist.
    if (!mayReadMetrics(request, environment.metricsToken)) return next();
    Promise.all([
      parts.metrics(),
      stateMetrics(db, { now: now(), path: environment.databasePath, machine: parts.machine }),
    ])
      .then(([processes, state]) => {
        if (processes === null) return response.status(503).type('text').send('no numbers');
        response.set('Content-Type', 'text/plain; version=0.0.4; charset=utf-8').send(`${processes}${state}`);
      })
      .catch(next);
  });
  router.get('/.well-known/security.txt', (_, response, next) => {
    const { securityContact, baseUrl } = environment;
    if (securityContact === '') return next();
    response.type('text').send(securityText(securityContact, baseUrl, now()));
  });
  return router;
}

/** The beat is written to the database each second, so a fresh one says that the writer lives and the disk takes writes. */
function faultOfService({ db, now, machine }: ProbeParts): string | null {
  // Asked first: on a full disk the writer does not beat either.
  if (machine.disk().state === 'full') return 'disk full';
  const lease = findLease(db);
  return lease && lease.beatAt > now() - BEAT_MS ? null : 'writer not running';
}

/**
 * From this machine itself, or with the token. A request that a proxy has passed on comes from this machine as well, so
 * it must carry no mark of one and be addressed to loopback.
 */
export function mayReadMetrics(request: Request, token: string): boolean {
  const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token !== '' && given !== undefined) {
    return timingSafeEqual(Buffer.from(tokenHash(given)), Buffer.from(tokenHash(token)));
  }
  const passedOn = ['x-forwarded-for', 'x-forwarded-proto', 'forwarded', 'via', 'x-real-ip'];
  if (passedOn.some((name) => request.headers[name] !== undefined)) return false;
  const host = URL.canParse(`http://${request.headers.host}`)
    ? new URL(`http://${request.headers.host}`).hostname
    : '';
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return LOOPBACK.has(address) && LOOPBACK.has(host.replace(/^\[|\]$/g, ''));
}

/** RFC 9116. The end moves with the clock: the file is as old as the answer. */
export function securityText(contact: string, baseUrl: string, now: number): string {
  const expires = new Date(now + SECURITY_DAYS * 24 * 3_600_000).toISOString().replace(/T.*/, 'T00:00:00Z');
  return [
    `Contact: ${contact}`,
    `Expires: ${expires}`,
    'Preferred-Languages: vi, en',
    `Canonical: ${baseUrl}/.well-known/security.txt`,
    '',
  ].join('\n');
}
