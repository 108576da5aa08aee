import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Key files, outside database and backup: session-secret, data-key and lookup-key for personal numbers, offline-key
 * for the queue of answers in browsers, and the Ed25519 key that signs. Nothing here ever overwrites a file.
 */
export const SECRETS = ['session-secret', 'data-key', 'lookup-key', 'offline-key'] as const;
export type SecretName = (typeof SECRETS)[number];

const SIGNING = 'signing-key.pem';

export interface SigningKey {
  /** First 8 hexadecimal digits of the SHA-256 of the public key. */
  keyId: string;
  privateKey: KeyObject;
}

/** Makes the folder (0700) and whichever files are missing (0600). Safe when several processes start at once. */
export function initKeys(folder: string): { created: string[]; keyId: string } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const created: string[] = SECRETS.filter((name) =>
    createOnce(join(folder, name), `${randomBytes(32).toString('base64')}\n`),
  );
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  if (createOnce(join(folder, SIGNING), pem)) created.push(SIGNING);
  return { created, keyId: loadSigningKey(folder).keyId };
}

/** The 32 bytes of a secret. Throws where the file is missing or spoilt: run `thao keys init`. */
export function loadSecret(folder: string, name: SecretName): Buffer {
  const bytes = Buffer.from(readFileSync(join(folder, name), 'utf8').trim(), 'base64');
  if (bytes.length !== 32) throw new Error(`${name}: not 32 bytes in base64`);
  return bytes;
}

/** The key that signs today. Throws where there is none: run `thao keys init`. */
export function loadSigningKey(folder: string): SigningKey {
  const privateKey = createPrivateKey(readFileSync(join(folder, SIGNING)));
  return { keyId: keyIdOf(createPublicKey(privateKey)), privateKey };
}

/** Public keys by key id: of the key in use and of earlier ones kept beside it as signing-key-*.pem. */
export function publicKeys(folder: string): Map<string, KeyObject> {
  const files = readdirSync(folder).filter((file) => /^signing-key.*\.pem$/.test(file));
  const keys = files.map((file) => createPublicKey(readFileSync(join(folder, file))));
  return new Map(keys.map((key) => [keyIdOf(key), key]));
}

function keyIdOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 8);
}

/** Writes whole files only: filled beside its place, then linked into it, which fails where one stands already. */
function createOnce(path: string, content: string): boolean {
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`;
  writeFileSync(draft, content, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}
