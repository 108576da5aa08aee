import * as oidc from 'openid-client';
import {
  CALLBACK_PATH,
  isLoopbackUrl,
  type ProviderRefusal,
  type ProviderSettings,
  type SignInProvider,
} from '../provider';

/** Seconds that the provider has for any one answer. */
const ANSWER_S = 5;
const CACHE_MS = 3_600_000;
const PAUSE_MS = 3000;

/**
 * A provider of OpenID Connect: authorisation code flow with PKCE (S256), state and nonce. The ID token's signature is
 * checked even though it comes over TLS. What the provider says of itself is kept for an hour; while it does not
 * answer it is asked again every three seconds at most, so that a portal that is down keeps nobody waiting in a row.
 */
export function createProvider(settings: ProviderSettings, baseUrl: string): SignInProvider {
  const redirectUri = `${baseUrl}${CALLBACK_PATH}`;
  let known: { configuration: oidc.Configuration; until: number } | null = null;
  let asking: Promise<oidc.Configuration> | null = null;
  let failedAt = -Infinity;

  const configuration = async (now: number): Promise<oidc.Configuration> => {
    if (known && now < known.until) return known.configuration;
    if (!asking && now - failedAt < PAUSE_MS) throw new Unreachable('paused');
    asking ??= discover(settings).finally(() => (asking = null));
    try {
      known = { configuration: await asking, until: now + CACHE_MS };
    } catch (error) {
      failedAt = now;
      throw new Unreachable(codeOf(error));
    }
    return known.configuration;
  };

  return {
    settings,
    begin: async (now) => {
      try {
        const found = await configuration(now);
        const check = {
          state: oidc.randomState(),
          nonce: oidc.randomNonce(),
          verifier: oidc.randomPKCECodeVerifier(),
        };
        const url = oidc.buildAuthorizationUrl(found, {
          redirect_uri: redirectUri,
          scope: settings.scopes,
          code_challenge: await oidc.calculatePKCECodeChallenge(check.verifier),
          code_challenge_method: 'S256',
          state: check.state,
          nonce: check.nonce,
          ...(settings.strongAcr.length > 0 ? { acr_values: settings.strongAcr.join(' ') } : {}),
        });
        return { kind: 'begun', url: url.href, check };
      } catch (error) {
        return refusalOf(error);
      }
    },
    complete: async (now, query, check) => {
      try {
        const found = await configuration(now);
        const tokens = await oidc.authorizationCodeGrant(found, new URL(`${redirectUri}${query}`), {
          pkceCodeVerifier: check.verifier,
          expectedState: check.state,
          expectedNonce: check.nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) return { kind: 'fault', fault: 'token', reason: 'no_id_token' };
        let value: unknown = claims[settings.claim];
        if (value === undefined && found.serverMetadata().userinfo_endpoint) {
          value = (await oidc.fetchUserInfo(found, tokens.access_token, claims.sub))[settings.claim];
        }
        return { kind: 'done', claims: { value, acr: claims.acr, amr: claims.amr } };
      } catch (error) {
        return refusalOf(error);
      }
    },
    endUrl: async (now) => {
      try {
        const found = await configuration(now);
        if (!found.serverMetadata().end_session_endpoint) return null;
        return oidc.buildEndSessionUrl(found, { post_logout_redirect_uri: `${baseUrl}/sign-in` }).href;
      } catch {
        return null;
      }
    },
  };
}

class Unreachable extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

function discover({ issuer, clientId, clientSecret }: ProviderSettings): Promise<oidc.Configuration> {
  const authentication = clientSecret ? oidc.ClientSecretBasic(clientSecret) : oidc.None();
  return oidc.discovery(new URL(issuer), clientId, undefined, authentication, {
    timeout: ANSWER_S,
    execute: [
      oidc.enableNonRepudiationChecks,
      ...(isLoopbackUrl(issuer) && issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : []),
    ],
  });
}

/** What the provider refused, what it did not answer, and what it answered that does not hold. */
function refusalOf(error: unknown): ProviderRefusal {
  const reason = codeOf(error);
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError) {
    return { kind: 'fault', fault: 'refused', reason: plain(error.error) };
  }
  const isSilent =
    error instanceof Unreachable ||
    reason === 'OAUTH_TIMEOUT' ||
    reason === 'OAUTH_RESPONSE_IS_NOT_CONFORM' ||
    (error instanceof TypeError && error.message === 'fetch failed');
  return { kind: 'fault', fault: isSilent ? 'unreachable' : 'token', reason };
}

function codeOf(error: unknown): string {
  const { code, name, cause } = error as { code?: unknown; name?: unknown; cause?: { code?: unknown } };
  return plain(code ?? cause?.code ?? name);
}

/** Codes come from the other side as well: only what looks like one is passed on. */
function plain(code: unknown): string {
  return typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? code : 'unknown';
}
