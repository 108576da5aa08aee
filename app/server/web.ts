import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { getSettings } from '~/access/settings.server';
import { actorOfToken } from '~/access/sessions.server';
import type { Ports } from '~/access/context.server';
import type { SignInProvider } from '~/access/provider';
import type { LoadContext } from '~/http/context.server';
import { readCookie, SESSION_COOKIE } from '~/http/cookies';
import { bodyLimit } from '~/http/uploads';
import { getPicture } from '~/learning/pictures.server';
import type { Db } from '~db/client.server';
import type { Files } from '~db/files/files.server';
import { handleAttemptRequest } from './attempt-endpoints';
import { inwardCookies } from './cookie-names';
import type { Environment } from './environment';
import { faultOf, log as processLog, type Log } from './log';
import { createWebMetrics, type WebMetrics } from './metrics';
import { probes, type ProbeParts } from './probes';
import { limitBodies, limitRequests, onlyKnownMethods, onlyOwnWrites, sameOrigin } from './request-guards';
import { finishHeaders, traceRequests } from './request-trace';
import { routePatterns } from './route-patterns';
import { securityHeaders } from './security-headers';

export interface WebParts {
  environment: Environment;
  db: Db;
  files: Files;
  now: () => number;
  ports: Ports;
  build: ServerBuild | (() => Promise<ServerBuild>);
  /** Folder of the built browser files; null in development, where Vite serves them. */
  clientFolder: string | null;
  /** Development only: Vite's middleware, before everything else. */
  before?: express.RequestHandler;
  /** Another system at which people may sign in. */
  provider?: SignInProvider | null;
  log?: Log;
  metrics?: WebMetrics;
  /** Numbers of all processes, for /metrics; by default those of this one. */
  allMetrics?: ProbeParts['metrics'];
  times?: typeof TIMES;
}

/** Headers have to be here within 10 s, a whole request within two minutes; looked after every 2 s. */
const TIMES = { headersTimeout: 10_000, requestTimeout: 120_000, connectionsCheckingInterval: 2000 };

/** The web server: the hot path of a running attempt in bare Node, everything else through Express and Remix. */
export function createWebServer(parts: WebParts): Server {
  const { db, now, ports, environment, log = processLog, metrics = createWebMetrics() } = parts;
  const app = createApp({ ...parts, log, metrics });
  const isSecure = environment.baseUrl.startsWith('https:');
  const hot = {
    db,
    now,
    log,
    count: metrics.countRequest,
    writer: ports.attemptWriter,
    sameOrigin: (request: IncomingMessage) => sameOrigin(request, environment.baseUrl),
    findActor: (request: IncomingMessage) => {
      const token = readCookie(request.headers.cookie, SESSION_COOKIE);
      const actor = token ? actorOfToken(db, token, now()) : null;
      return actor?.personId == null ? null : { personId: actor.personId };
    },
  };
  return createServer({ ...(parts.times ?? TIMES), keepAliveTimeout: 65_000 }, (request, response) => {
    const { cookie } = request.headers;
    if (isSecure && cookie !== undefined) request.headers.cookie = inwardCookies(cookie);
    // Addresses are made from BASE_URL alone; nobody down the line shall believe another name.
    delete request.headers['x-forwarded-host'];
    if (handleAttemptRequest(hot, request, response)) return;
    app(request, response);
  });
}

function createApp(parts: WebParts & { log: Log; metrics: WebMetrics }): Express {
  const { environment, db, files, now, ports, log, metrics } = parts;
  const { baseUrl } = environment;
  const app = express();
  app.disable('x-powered-by');
  // As many entries of X-Forwarded-For as there are proxies of one's own; what stands before them is the client's claim.
  app.set('trust proxy', environment.proxies);
  if (parts.before) app.use(parts.before);
  const patternOf =
    typeof parts.build === 'function' ? (path: string) => path : routePatterns(parts.build.routes);
  app.use(traceRequests({ log, metrics, patternOf, trustsProxy: environment.proxies > 0 }));
  app.use(finishHeaders(baseUrl.startsWith('https:')));
  const ownNumbers = () => metrics.registry.metrics();
  app.use(
    probes({
      ...{ environment, db, now, metrics: parts.allMetrics ?? ownNumbers },
      machine: ports.machine,
    }),
  );

  app.use((_, response, next) => {
    response.locals.nonce = randomBytes(16).toString('base64');
    next();
  });
  app.use(securityHeaders(baseUrl));
  app.use(compression());
  app.use(onlyKnownMethods);
  serveFiles(app, parts);

  app.use((_, response, next) => {
    response.vary('Cookie');
    next();
  });
  const limitOf = (path: string) => bodyLimit(path, () => getSettings(db).uploadMegabytes);
  app.use(limitBodies(limitOf), onlyOwnWrites(baseUrl), limitRequests(now));
  app.all(
    '*',
    createRequestHandler({
      build: parts.build,
      // Whatever NODE_ENV says: only development shows a stack to the browser.
      mode: parts.clientFolder ? 'production' : 'development',
      getLoadContext: (request, response) => {
        const { trace } = request as Request;
        if (!trace) throw new Error('a request without its trace');
        const context: LoadContext = {
          ...{ db, files, now, ports, baseUrl, trace, requestId: trace.requestId },
          keysPath: environment.keysPath,
          nonce: String(response.locals.nonce),
          address: request.ip ?? '',
          provider: parts.provider ?? null,
        };
        return { ...context };
      },
    }),
  );
  // What comes to here has failed before or after the page: Express would show its stack.
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    const status = (error as { status?: unknown }).status;
    const isTheirs = typeof status === 'number' && status >= 400 && status < 500;
    if (isTheirs) log('warn', 'request refused', { status, requestId: request.trace?.requestId });
    else if (request.trace) request.trace.fault(error);
    else log('error', 'request failed', { error: faultOf(error) });
    if (response.headersSent) return next(error);
    response
      .status(isTheirs ? status : 500)
      .type('text')
      .send(isTheirs ? 'bad request' : 'server error');
  });
  return app;
}

/** The built browser files, and pictures of lessons by their hash. */
function serveFiles(app: Express, { clientFolder, db }: WebParts): void {
  if (clientFolder) {
    const assets = express.static(join(clientFolder, 'assets'), {
      immutable: true,
      maxAge: '1y',
      fallthrough: false,
      redirect: false,
    });
    app.use('/assets', assets);
    app.use(express.static(clientFolder, { maxAge: '1h', index: false, redirect: false }));
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
  // An uploaded file opened by itself is a document: it may do nothing.
  app.use('/files', (_, response, next) => {
    response.set('Content-Security-Policy', "default-src 'none'; sandbox");
    next();
  });
}
