import { generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** What somebody at the provider is known by: sent as claims of the scope "staff". */
export interface Identity {
  staff_code?: unknown;
  personal_number?: unknown;
  acr?: string;
  amr?: string[];
}

export interface IdentityProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who may sign in there, by the name typed into its form. */
  people: Map<string, Identity>;
  /** Changes the ID token on its way out; null = as it is. */
  forge: { current: ((idToken: string) => string) | null };
  /** Signs claims with the provider's own key, or with another one under the same key id. */
  sign: (claims: Record<string, unknown>, own: boolean) => string;
  /** Does not answer until it resumes, at the same address and with everything it knew. */
  pause: () => Promise<void>;
  resume: () => Promise<void>;
  /** Times that the provider was asked for what it says of itself. */
  discoveries: () => number;
  stop: () => Promise<void>;
}

const HEAD = '<!doctype html><html lang="vi"><title>Cổng thử</title><link rel="icon" href="data:,">';
const CLIENT = { id: 'thao', secret: 'a secret of this test only' };

/**
 * A real provider of OpenID Connect on loopback, with a sign-in form of one field. `callbacks` are the addresses that
 * it may send browsers back to.
 */
export async function startIdentityProvider(parts: {
  callbacks: string[];
  afterSignOut?: string[];
}): Promise<IdentityProvider> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const [own, other] = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
  const jwk = { ...own!.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' };
  const people = new Map<string, Identity>();
  const forge: IdentityProvider['forge'] = { current: null };
  let discoveries = 0;

  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: parts.callbacks,
        post_logout_redirect_uris: parts.afterSignOut ?? [],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [jwk as never] },
    cookies: { keys: ['cookies of this test only'] },
    claims: { openid: ['sub', 'acr', 'amr'], staff: ['staff_code', 'personal_number'] },
    scopes: ['openid', 'staff'],
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = `${HEAD}<h1>Đăng xuất</h1>${form}<button form="op.logoutForm" name="logout" value="yes">Ra</button></html>`;
        },
      },
    },
    pkce: { required: () => true },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people.get(id) }) }),
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
      grant.addOIDCScope('openid staff');
      await grant.save();
      return grant;
    },
    ttl: { Session: 3600, Interaction: 600, Grant: 3600, AccessToken: 600, IdToken: 600 },
  });
  provider.use(async (ctx, next) => {
    if (ctx.path === '/.well-known/openid-configuration') discoveries += 1;
    await next();
    const body = ctx.body as { id_token?: string } | undefined;
    if (ctx.path === '/token' && forge.current && body?.id_token) {
      ctx.body = { ...body, id_token: forge.current(body.id_token) };
    }
  });

  const handle = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response);
    void interact(provider, people, request, response);
  });

  return {
    ...{ issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, people, forge },
    sign: (claims, isOwn) => {
      const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
      const text = `${encode({ alg: 'RS256', kid: 'test' })}.${encode(claims)}`;
      const signature = signBytes('RSA-SHA256', Buffer.from(text), (isOwn ? own : other)!);
      return `${text}.${signature.toString('base64url')}`;
    },
    pause: () => stop(server),
    resume: async () => {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    discoveries: () => discoveries,
    stop: () => stop(server),
  };
}

/** The form, and what is typed into it. "huy" presses cancel. */
async function interact(
  provider: Provider,
  people: Map<string, Identity>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(
      `${HEAD}<h1>Cổng thử</h1>
       <form method="post"><label>Tên <input name="login"></label><button>Vào</button></form></html>`,
    );
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const login = new URLSearchParams(Buffer.concat(chunks).toString()).get('login') ?? '';
  const person = people.get(login);
  const result = person
    ? {
        login: {
          accountId: login,
          ...(person.acr ? { acr: person.acr } : {}),
          ...(person.amr ? { amr: person.amr } : {}),
        },
      }
    : { error: 'access_denied', error_description: 'cancelled' };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  if (!server.listening) return;
  await new Promise((resolve) => server.close(resolve));
}

/**
 * A browser at the provider: follows the redirects from `start`, fills in the form, and answers the address that leads
 * back, without opening it.
 */
export async function signInAt(provider: IdentityProvider, start: string, login: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = start;
  let form: URLSearchParams | null = null;
  for (let hop = 0; hop < 12; hop += 1) {
    if (!url.startsWith(provider.issuer)) return new URL(url);
    const response: Response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: form } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location) {
      url = new URL(location, url).href;
      form = null;
    } else if (response.ok && !form) form = new URLSearchParams({ login });
    else throw new Error(`the provider answered ${response.status}: ${await response.text()}`);
  }
  throw new Error('too many redirects');
}

/** What an ID token says, unproved. */
export function claimsIn(idToken: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;
}
