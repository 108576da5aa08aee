import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { actorOfToken } from '~/access/sessions.server';
import type { Ports } from '~/access/context.server';
import type { LoadContext } from '~/http/context.server';
import { readCookie, SESSION_COOKIE } from '~/http/cookies';
import { getPicture } from '~/learning/pictures.server';
import { row, type Db } from '~db/client.server';
import { handleAttemptRequest } from './attempt-endpoints';
import type { Environment } from './environment';

export interface WebParts {
  environment: Environment;
  db: Db;
  now: () => number;
  ports: Ports;
  build: ServerBuild | (() => Promise<ServerBuild>);
  /** Folder of the built browser files; null in development, where Vite serves them. */
  clientFolder: string | null;
  /** Development only: Vite's middleware, before everything else. */
  before?: express.RequestHandler;
}

/** The web server: the hot path of a running attempt in bare Node, everything else through Express and Remix. */
export function createWebServer(parts: WebParts): Server {
  const app = createApp(parts);
  const { db, now, ports, environment } = parts;
  const hot = {
    db,
    now,
    writer: ports.attemptWriter,
    sameOrigin: (request: IncomingMessage) => sameOrigin(request, environment.baseUrl),
    findActor: (request: IncomingMessage) => {
      const token = readCookie(request.headers.cookie, SESSION_COOKIE);
      const actor = token ? actorOfToken(db, token, now()) : null;
      return actor?.personId == null ? null : { personId: actor.personId };
    },
  };
  return createServer((request, response) => {
    if (handleAttemptRequest(hot, request, response)) return;
    app(request, response);
  });
}

function createApp(parts: WebParts): Express {
  const { environment, db, now, ports } = parts;
  const app = express();
  app.disable('x-powered-by');
  // One proxy of one's own: whatever stands in front of its entry of X-Forwarded-For is the client's own claim.
  app.set('trust proxy', environment.trustProxy ? 1 : false);
  if (parts.before) app.use(parts.before);

  app.get('/healthz', (_, response) => void response.type('text').send('ok'));
  app.get('/readyz', (_, response) => {
    const ready = row(db, 'select 1 as one from writer_lease where beat_at > ?', now() - 5000) !== null;
    const full = ports.machine.disk().state === 'full';
    response
      .status(ready && !full ? 200 : 503)
      .type('text')
      .send(full ? 'disk full' : ready ? 'ok' : 'writer not running');
  });

  app.use((_, response, next) => {
    response.locals.nonce = randomBytes(16).toString('base64');
    next();
  });
  app.use(securityHeaders(environment));
  app.use(compression());

  if (parts.clientFolder) {
    app.use(
      '/assets',
      express.static(join(parts.clientFolder, 'assets'), {
        immutable: true,
        maxAge: '1y',
        fallthrough: false,
      }),
    );
    app.use(express.static(parts.clientFolder, { maxAge: '1h', index: false }));
  }
  app.get('/content/pictures/:name', (request, response, next) => {
    const picture = getPicture(db, (request.params.name ?? '').replace(/\.svg$/, ''));
    if (!picture) return next();
    response.set({
      'Cache-Control': 'public, max-age=31536000, immutable',
      // A picture opened by itself is a document: it may do nothing.
      'Content-Security-Policy': "default-src 'none'; style-src 'none'; sandbox",
    });
    response.type(picture.mediaType).send(picture.bytes);
  });

  app.use(limitBodies);
  app.use((request: Request, response: Response, next: NextFunction) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (reads || sameOrigin(request, environment.baseUrl)) return next();
    response.status(403).type('text').send('cross-site request refused');
  });
  app.all(
    '*',
    createRequestHandler({
      build: parts.build,
      getLoadContext: (request, response) => {
        const context: LoadContext = {
          db,
          now,
          ports,
          keysPath: environment.keysPath,
          baseUrl: environment.baseUrl,
          nonce: String(response.locals.nonce),
          requestId: randomBytes(6).toString('hex'),
          address: request.ip ?? '',
        };
        return { ...context };
      },
    }),
  );
  return app;
}

/** The largest form: a question in two languages with every option at its longest fits several times. */
const BODY_BYTES = 1024 * 1024;

/** Browsers state the length of a form; a body without one could grow without end, so it is not read at all. */
function limitBodies(request: Request, response: Response, next: NextFunction): void {
  const refuse = (status: number) =>
    void response.status(status).set('Connection', 'close').type('text').send('body refused');
  if (request.headers['transfer-encoding'] !== undefined) return refuse(411);
  if (Number(request.headers['content-length'] ?? 0) > BODY_BYTES) return refuse(413);
  next();
}

/** A write must come from a page of this site: by Origin, or, where a browser leaves it out, by Sec-Fetch-Site. */
function sameOrigin(request: IncomingMessage, baseUrl: string): boolean {
  const origin = request.headers.origin;
  if (origin && origin !== 'null') {
    return origin === baseUrl || (URL.canParse(origin) && new URL(origin).host === request.headers.host);
  }
  const site = request.headers['sec-fetch-site'];
  return site === undefined ? origin !== 'null' : site === 'same-origin' || site === 'none';
}

function securityHeaders(environment: Environment): express.RequestHandler {
  const secure = environment.baseUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", (_, response) => `'nonce-${String((response as Response).locals.nonce)}'`],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
}
