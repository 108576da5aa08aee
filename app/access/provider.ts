/** Sign-in at another system (OpenID Connect): its settings, and how what it says is read. */

/** What the claim holds that names a person. */
export const CLAIM_KINDS = ['staff_code', 'personal_number'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** Why a sign-in at the provider came to nothing; each has words in sso:fault. */
export const PROVIDER_FAULTS = [
  'unreachable',
  'step_over',
  'refused',
  'token',
  'claim_missing',
  'claim_shape',
  'unknown_person',
  'no_account',
  'closed_account',
] as const;
export type ProviderFault = (typeof PROVIDER_FAULTS)[number];

export interface ProviderSettings {
  issuer: string;
  clientId: string;
  /** Empty for a public client, which proves itself by PKCE alone. */
  clientSecret: string;
  scopes: string;
  claim: string;
  claimKind: ClaimKind;
  /** Values of acr and amr in the ID token that stand for a second factor; empty = none does. */
  strongAcr: string[];
  strongAmr: string[];
  labelVi: string;
  labelEn: string;
}

export type ReadProvider =
  | { kind: 'none' }
  | { kind: 'set'; settings: ProviderSettings }
  | { kind: 'wrong'; setting: string; reason: string };

/**
 * The settings OIDC_*. Nothing is set: none. Half of it is a mistake and is refused, and so is an issuer without TLS
 * that is not on this machine.
 */
export function readProvider(env: Record<string, string | undefined>): ReadProvider {
  const issuer = env.OIDC_ISSUER ?? '';
  if (issuer === '') {
    return env.OIDC_CLIENT_ID
      ? wrong('OIDC_ISSUER', 'missing while OIDC_CLIENT_ID is set')
      : { kind: 'none' };
  }
  if (!isSafeIssuer(issuer))
    return wrong('OIDC_ISSUER', 'must be an https: address (http: on loopback only)');
  if (!env.OIDC_CLIENT_ID) return wrong('OIDC_CLIENT_ID', 'missing while OIDC_ISSUER is set');
  const claim = env.OIDC_CLAIM ?? '';
  if (claim === '') return wrong('OIDC_CLAIM', 'missing: name of the claim that names the person');
  const claimKind = CLAIM_KINDS.find((kind) => kind === env.OIDC_CLAIM_KIND);
  if (!claimKind) return wrong('OIDC_CLAIM_KIND', `must be ${CLAIM_KINDS.join(' or ')}`);
  const scopes = (env.OIDC_SCOPES ?? 'openid').split(/[\s,]+/).filter(Boolean);
  return {
    kind: 'set',
    settings: {
      ...{ issuer, clientId: env.OIDC_CLIENT_ID, clientSecret: env.OIDC_CLIENT_SECRET ?? '' },
      scopes: [...new Set(['openid', ...scopes])].join(' '),
      ...{ claim, claimKind },
      strongAcr: listOf(env.OIDC_STRONG_ACR),
      strongAmr: listOf(env.OIDC_STRONG_AMR),
      labelVi: env.OIDC_LABEL_VI ?? '',
      labelEn: env.OIDC_LABEL_EN ?? env.OIDC_LABEL_VI ?? '',
    },
  };
}

/** Plain http is for a provider on the same machine, in tests and trials. */
export function isLoopbackUrl(text: string): boolean {
  return URL.canParse(text) && /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/.test(new URL(text).hostname);
}

function isSafeIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackUrl(text));
}

const wrong = (setting: string, reason: string): ReadProvider => ({ kind: 'wrong', setting, reason });
const listOf = (text: string | undefined) => (text ?? '').split(/[\s,]+/).filter(Boolean);

/** Does the ID token say that a second factor was shown? Only by a value that the installation has named. */
export function isStrongSignIn(
  claims: { acr?: unknown; amr?: unknown },
  settings: Pick<ProviderSettings, 'strongAcr' | 'strongAmr'>,
): boolean {
  const amr: unknown[] = Array.isArray(claims.amr) ? claims.amr : [];
  return (
    (typeof claims.acr === 'string' && settings.strongAcr.includes(claims.acr)) ||
    amr.some((value) => typeof value === 'string' && settings.strongAmr.includes(value))
  );
}

/**
 * The text of a claim, which must be one text: a number has lost its leading zeros, and of several values none is the
 * person.
 */
export function readClaim(
  value: unknown,
): { kind: 'text'; text: string } | { kind: 'claim_missing' } | { kind: 'claim_shape' } {
  if (value === undefined || value === null || value === '') return { kind: 'claim_missing' };
  if (typeof value !== 'string' || value.length > 100) return { kind: 'claim_shape' };
  return { kind: 'text', text: value };
}

/** What the browser's way to the provider and back must bring along; kept on the server until it is back. */
export interface SignInCheck {
  state: string;
  nonce: string;
  verifier: string;
}

export interface ProviderClaims {
  /** The claim that names the person, as it came. */
  value: unknown;
  acr?: unknown;
  amr?: unknown;
}

/** A fault with what the log may say of it: a code of the protocol, never a text. */
export interface ProviderRefusal {
  kind: 'fault';
  fault: ProviderFault;
  reason: string;
}

/** The provider as use cases see it; made once a process (adapters/oidc.ts). `now` is UTC milliseconds. */
export interface SignInProvider {
  settings: ProviderSettings;
  /** The address to send the browser to. */
  begin: (now: number) => Promise<{ kind: 'begun'; url: string; check: SignInCheck } | ProviderRefusal>;
  /** `query` is that of the address the browser came back to. */
  complete: (
    now: number,
    query: string,
    check: SignInCheck,
  ) => Promise<{ kind: 'done'; claims: ProviderClaims } | ProviderRefusal>;
  /** Where one signs out of the provider itself; null where it has no such place or does not answer. */
  endUrl: (now: number) => Promise<string | null>;
}

/** Where the provider sends browsers back to. */
export const CALLBACK_PATH = '/sign-in/oidc/callback';
