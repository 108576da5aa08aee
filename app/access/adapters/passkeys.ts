import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';

/** WebAuthn (Level 3) by the names it uses: the relying party is this installation, by the host of its public address. */
export interface RelyingParty {
  id: string;
  origin: string;
}

/**
 * The relying party of a public address; null where browsers know no passkeys: an address by number, or plain http on
 * anything but localhost. Never taken from a request: its Host header is the client's own claim.
 */
export function relyingPartyOf(baseUrl: string): RelyingParty | null {
  const { protocol, hostname, origin } = new URL(baseUrl);
  const isNumber = /^[\d.]+$/.test(hostname) || hostname.startsWith('[');
  if (isNumber || (protocol !== 'https:' && hostname !== 'localhost')) return null;
  return { id: hostname, origin };
}

export interface KnownCredential {
  id: string;
  publicKey: Uint8Array;
  counter: number;
  transports: string[];
}

/** What a browser needs to make a passkey; `challenge` must be kept until its answer. */
export function registrationOptions(
  rp: RelyingParty,
  input: { accountId: number; username: string; known: readonly { id: string; transports: string[] }[] },
) {
  return generateRegistrationOptions({
    rpName: 'Thạo',
    rpID: rp.id,
    userName: input.username,
    userID: new TextEncoder().encode(`thao:${input.accountId}`),
    attestationType: 'none',
    excludeCredentials: input.known.map(({ id, transports }) => ({ id, transports })) as never,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

export interface NewCredential extends KnownCredential {
  isBackedUp: boolean;
}

/** The passkey of a browser's answer; null where anything in it is not as it was asked for. */
export async function readRegistration(
  rp: RelyingParty,
  challenge: string,
  response: unknown,
): Promise<NewCredential | null> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: rp.origin,
      expectedRPID: rp.id,
      requireUserVerification: true,
    });
    if (!verified || !registrationInfo) return null;
    const { credential, credentialBackedUp } = registrationInfo;
    const { id, publicKey, counter, transports = [] } = credential;
    return { id, publicKey, counter, transports, isBackedUp: credentialBackedUp };
  } catch {
    // Whatever was sent, it is no answer to the question.
    return null;
  }
}

/** What a browser needs to show any passkey that it holds for this installation. */
export function authenticationOptions(rp: RelyingParty) {
  return generateAuthenticationOptions({ rpID: rp.id, userVerification: 'required', allowCredentials: [] });
}

/** The new counter of a passkey that answered rightly; null otherwise. */
export async function readAuthentication(
  rp: RelyingParty,
  challenge: string,
  response: unknown,
  known: KnownCredential,
): Promise<{ counter: number } | null> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: rp.origin,
      expectedRPID: rp.id,
      requireUserVerification: true,
      credential: { ...known, publicKey: new Uint8Array(known.publicKey) } as never,
    });
    return verified ? { counter: authenticationInfo.newCounter } : null;
  } catch {
    return null;
  }
}
