import type { LoaderFunctionArgs } from '@remix-run/node';
import { addAccount } from '~/access/accounts.server';
import { newToken, tokenHash } from '~/access/adapters/tokens';
import type { Role } from '~/access/roles';
import { localAttemptWriter } from '~/assessment/attempt-operations.server';
import type { LoadContext } from '~/http/context.server';
import { SESSION_COOKIE } from '~/http/cookies';
import { makePorts } from '~/server/ports';
import type { Db } from '~db/client.server';
import { filesOf } from './database';
import { addSession, write } from './factories';

/** What the server hands to loaders and actions, on a test's own database and clock. */
export function loadContext(db: Db, clock: { now: number }, keysPath = ''): LoadContext {
  const now = () => clock.now;
  return {
    db,
    files: filesOf(db),
    now,
    ports: makePorts(localAttemptWriter(db, now)),
    keysPath,
    baseUrl: 'https://thao.example',
    nonce: 'nonce',
    requestId: 'K7QM2XRP',
    address: '127.0.0.1',
    trace: {
      setAccount: () => undefined,
      say: () => undefined,
      fault: (error) => {
        throw error;
      },
    },
    provider: null,
  };
}

/** An account with roles from the year 2000 on; nobody can sign in to it by password. Answers the id. */
export function addTestAccount(
  db: Db,
  now: number,
  account: { username: string; personId: number | null; grants: [role: Role, unitId: number][] },
): number {
  return write(db, now, (tx) =>
    addAccount(tx, {
      personId: account.personId,
      username: account.username,
      passwordHash: null,
      isDemo: false,
      grants: account.grants.map(([role, unitId]) => ({ role, unitId, validFrom: '2000-01-01' })),
    }),
  );
}

/** The cookie of a browser in which the account has just signed in. */
export function signedInCookie(db: Db, accountId: number, now: number): string {
  const token = newToken();
  addSession(db, { hash: tokenHash(token), accountId, now, expiresAt: now + 12 * 3_600_000 });
  return `${SESSION_COOKIE}=${token}`;
}

export interface Call {
  /** Path with query. */
  path: string;
  cookie?: string;
  params?: Record<string, string>;
  /** With it the call is a post of these fields; a list is a field sent several times. */
  form?: Record<string, string | string[]>;
  /** The form is one that may bring a file. */
  isMultipart?: boolean;
}

/** The arguments of a loader, or with a form of an action, with a real Request. */
export function routeArgs(
  context: LoadContext,
  { path, cookie, params = {}, form, isMultipart = false }: Call,
): LoaderFunctionArgs {
  const headers = new Headers(cookie ? { cookie } : {});
  const url = `${context.baseUrl}${path}`;
  if (!form) return { request: new Request(url, { headers }), context: { ...context }, params };
  const body = isMultipart ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one);
  return { request: new Request(url, { method: 'POST', headers, body }), context: { ...context }, params };
}

/** What a loader or action threw: refusals and redirects are Responses. */
export async function thrownBy(work: () => unknown): Promise<Response> {
  try {
    await work();
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}

/** What an action answers without a redirect: its data and status. */
export async function answered<R>(result: Promise<R>) {
  const got = await result;
  if (got instanceof Response) throw new Error(`a redirect to ${got.headers.get('location')}`);
  const { data, init } = got as Extract<R, { data: object }> & { init: ResponseInit | null };
  return { status: init?.status ?? 200, ...(data as Extract<R, { data: object }>['data']) };
}

/** The redirect that an action answers with. */
export async function redirected(result: Promise<unknown>): Promise<Response> {
  const got = await result;
  if (!(got instanceof Response)) throw new Error('no redirect');
  return got;
}
