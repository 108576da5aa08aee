import { redirect } from '@remix-run/node';
import { actorOfToken } from '~/access/sessions.server';
import type { SignInProvider } from '~/access/provider';
import { systemActor, type Ctx } from '~/access/context.server';
import { deviceOf, type Client } from '~/access/device';
import { AppError, type ErrorCode } from '~/access/errors';
import { may, type Action } from '~/access/policy';
import { networkOf } from '~/access/throttle';
import { dateOf } from '~/office/dates';
import { isDiskFullError } from '~/operations/disk';
import type { Db } from '~db/client.server';
import type { Files } from '~db/files/files.server';
import {
  FLASH_COOKIE,
  readCookie,
  readPreferences,
  SESSION_COOKIE,
  cookie,
  type Preferences,
} from './cookies';
import { keptFormResponse } from './kept-form.server';

/** What the server hands to every loader and action: opened by the process, never by a module. */
export interface LoadContext {
  db: Db;
  files: Files;
  now: () => number;
  ports: Ctx['ports'];
  keysPath: string;
  baseUrl: string;
  nonce: string;
  requestId: string;
  address: string;
  trace: RequestLog;
  /** The token that an action of this request has given the session in place of the cookie's. */
  renewedToken?: string;
  /** Another system at which people may sign in; null = none is set up. */
  provider: SignInProvider | null;
}

/** What a page may tell the log about its own request; nothing about a person but the id of an account. */
export interface RequestLog {
  setAccount: (accountId: number) => void;
  say: (level: 'info' | 'warn', event: string, fields: Record<string, string | number | boolean>) => void;
  /** An unexpected error: its place is logged, never its text. */
  fault: (error: unknown) => void;
  /** The page's status where Remix would say 500. */
  status?: number;
}

declare module '@remix-run/node' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface AppLoadContext extends LoadContext {}
}

export interface RouteArgs {
  request: Request;
  context: LoadContext;
  params: Record<string, string | undefined>;
}

/** The context of a page that anybody may open: the actor is null without a session. */
export function openCtx({ request, context }: RouteArgs): { ctx: Ctx; signedIn: boolean } {
  const now = context.now();
  const token = tokenOf({ request, context });
  const actor = token ? actorOfToken(context.db, token, now) : null;
  const { db, files, ports, keysPath, baseUrl } = context;
  if (actor?.accountId != null) context.trace.setAccount(actor.accountId);
  return {
    ctx: {
      db,
      files,
      now,
      ports,
      keysPath,
      baseUrl,
      actor: actor ?? { ...systemActor('public'), system: false },
    },
    signedIn: actor !== null,
  };
}

/**
 * The context of a page for signed-in people; others go to sign-in and come back afterwards. A form that was posted
 * after its session had ended is answered with 401 and what was typed, to be sent again. On a full disk nothing but
 * signing in and out is written: what is refused here has changed nothing.
 */
export function requireCtx(args: RouteArgs, action?: Action): Ctx {
  const { ctx, signedIn } = openCtx(args);
  if (!signedIn) {
    if (args.request.method !== 'GET') throw keptFormResponse(args.request);
    const url = new URL(args.request.url);
    throw redirect(`/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
  }
  const today = dateOf(ctx.now);
  if (action && !may(ctx.actor.grants, action, today)) {
    if (may(ctx.actor.withheld ?? [], action, today)) throw redirect(factorAddress(args));
    throw errorResponse(new AppError('not_allowed'));
  }
  if (args.request.method !== 'GET' && ctx.ports.machine.disk().state === 'full')
    throw errorResponse(new AppError('disk_full'));
  return ctx;
}

/** The token of the browser's session; empty without one. */
export function tokenOf({ request, context }: Pick<RouteArgs, 'request' | 'context'>): string {
  return context.renewedToken ?? readCookie(request.headers.get('cookie'), SESSION_COOKIE) ?? '';
}

/** Where a second factor is set up or shown, and the way back. */
export function factorAddress({ request }: Pick<RouteArgs, 'request'>): string {
  const { pathname, search } = new URL(request.url);
  const to = request.method === 'GET' ? pathname + search : '/';
  return `/account/factors?to=${encodeURIComponent(to)}`;
}

/** The context of pages about one's own learning: an account without a person has none. */
export function requireLearner(args: RouteArgs): Ctx & { actor: { personId: number } } {
  const ctx = requireCtx(args, 'own.read');
  if (ctx.actor.personId === null) throw errorResponse(new AppError('not_allowed'));
  return ctx as Ctx & { actor: { personId: number } };
}

/** Where the request came from, for lists of sessions. */
export function clientOf({ request, context }: Pick<RouteArgs, 'request' | 'context'>): Client {
  return {
    device: deviceOf(request.headers.get('user-agent')),
    network: networkOf(context.address),
  };
}

export function preferencesOf({ request }: { request: Request }): Preferences {
  return readPreferences(request.headers.get('cookie'), new URL(request.url).searchParams.get('lang'));
}

/** Runs a use case; what it refuses becomes a Response that the error page puts into words. */
export async function answer<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw errorResponse(error);
    if (isDiskFullError(error, false)) throw errorResponse(new AppError('disk_full'));
    throw error;
  }
}

export interface ErrorBody {
  code: ErrorCode;
  detail: Record<string, string | number>;
}

export function errorResponse(error: AppError): Response {
  const headers: Record<string, string> = {};
  if (error.code === 'too_many') headers['Retry-After'] = String(error.detail.seconds ?? 60);
  const body: ErrorBody = { code: error.code, detail: error.detail };
  return Response.json(body, { status: error.status, headers });
}

/**
 * Only an address of this site, as a browser would read it: whatever it takes out or turns round (tabs, backslashes,
 * dots) must still lead here. Answers path, query and fragment in ASCII, fit for a Location header.
 */
export function safePath(to: string | null | undefined, otherwise = '/'): string {
  const here = 'http://here.invalid';
  if (!to?.startsWith('/') || /^\/[/\\]/.test(to) || !URL.canParse(to, here)) return otherwise;
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f\\]/.test(to)) return otherwise;
  const url = new URL(to, here);
  // "/.//host" is a path here, and another host once it stands alone.
  if (url.origin !== here || url.pathname.startsWith('//')) return otherwise;
  return url.pathname + url.search + url.hash;
}

export function isSecure(context: LoadContext): boolean {
  return context.baseUrl.startsWith('https:');
}

/** Redirects with a note shown once on the next page; `message` is a key of locales with its parameters. */
export function redirectWithFlash(
  context: LoadContext,
  to: string,
  message: { key: FlashKey; params?: Record<string, string | number> },
): Response {
  return redirect(to, {
    headers: {
      'Set-Cookie': cookie(FLASH_COOKIE, JSON.stringify(message), { secure: isSecure(context), maxAge: 60 }),
    },
  });
}

/** Notes that one page leaves for the next. */
export const FLASH_KEYS = [
  'question_saved',
  'question_unchanged',
  'confirmation_issued',
  'section_done',
  'accounts_made',
  'account_closed',
  'account_reopened',
  'sessions_ended',
  'password_changed',
  'factor_removed',
  'factor_shown',
  'reset_asked',
  'reset_decided',
  'backup_asked',
  'backup_waits',
  'grant_given',
  'grant_ended',
  'job_cancelled',
  'job_retried',
  'mail_requeued',
  'notices_read',
  'choice_saved',
] as const;
export type FlashKey = (typeof FLASH_KEYS)[number];

export function readFlash(
  request: Request,
): { key: FlashKey; params: Record<string, string | number> } | null {
  const text = readCookie(request.headers.get('cookie'), FLASH_COOKIE);
  if (!text) return null;
  try {
    const value = JSON.parse(text) as { key?: string; params?: Record<string, string | number> };
    const key = FLASH_KEYS.find((known) => known === value.key);
    return key ? { key, params: value.params ?? {} } : null;
  } catch {
    return null;
  }
}
