import { hash, verify } from '@node-rs/argon2';

/** argon2id, 19 MiB, two passes (OWASP's first choice); computed off the main thread by the native module. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), OPTIONS);
}

/**
 * Compares in the time of a real comparison even where there is no hash, so that the answer's delay does not tell
 * whether a name exists.
 */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? ABSENT, password.normalize('NFC'));
  return stored !== null && matches;
}

/** A hash of nothing anybody knows, with the same settings as real ones. */
const ABSENT =
  '$argon2id$v=19$m=19456,t=2,p=1$788HtQs5TRzjPv6sKsCWPA$fTDyGsjQTN2MEXIWaC0dEC/pTluhDwtg2A6AKiIoqlQ';
