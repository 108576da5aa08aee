import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { syncToDisk } from '~db/durable-files';
import { sealKeyId } from './adapters/sealing';

/**
 * Key files, outside database and backup: session-secret; data-key for what is sealed (secrets of
 * authenticator apps, personal numbers); lookup-key for what is found again by a keyed hash; offline-key for the queue
 * of answers in browsers; and the Ed25519 key that signs. A file is only ever replaced by its rotation, and stays under
 * another name.
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
  const created: string[] = SECRETS.filter((name) => createOnce(join(folder, name), newSecret()));
  if (createOnce(join(folder, SIGNING), newSigningKey())) created.push(SIGNING);
  return { created, keyId: loadSigningKey(folder).keyId };
}

/** The 32 bytes of a secret. Throws where the file is missing or spoilt: run `thao keys init`. */
export function loadSecret(folder: string, name: SecretName): Buffer {
  return readSecret(folder, name);
}

function readSecret(folder: string, file: string): Buffer {
  const bytes = Buffer.from(readFileSync(join(folder, file), 'utf8').trim(), 'base64');
  if (bytes.length !== 32) throw new Error(`${file}: not 32 bytes in base64`);
  return bytes;
}

const newSecret = () => `${randomBytes(32).toString('base64')}\n`;
const newSigningKey = () =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

/** Secrets that may be rotated: earlier ones stay beside the one in use as `<name>-<key id>`. */
export const KEYRINGS = ['data-key', 'lookup-key'] as const;
export type KeyringName = (typeof KEYRINGS)[number];

/** The secret in use and the earlier ones, the one in use first. */
export function loadKeyring(folder: string, name: KeyringName): Buffer[] {
  const earlier = readdirSync(folder).filter((file) => isEarlier(file, name));
  return [loadSecret(folder, name), ...earlier.map((file) => readSecret(folder, file))];
}

const isEarlier = (file: string, name: KeyringName) =>
  file.startsWith(`${name}-`) && /^[0-9a-f]{8}$/.test(file.slice(name.length + 1));

/**
 * Makes a new key that signs from now on; the one before stays beside it under its id and goes on proving what it
 * signed. At every moment there is a key in use: a run that is killed has either rotated or not.
 */
export function rotateSigningKey(folder: string): { keyId: string; earlierId: string } {
  const { keyId: earlierId } = loadSigningKey(folder);
  replaceKeeping(folder, SIGNING, `signing-key-${earlierId}.pem`, newSigningKey());
  return { keyId: loadSigningKey(folder).keyId, earlierId };
}

/** Makes a new secret for what is sealed or hashed from now on; the one before stays beside it under its id. */
export function rotateSecret(folder: string, name: KeyringName): { keyId: string; earlierId: string } {
  const earlierId = sealKeyId(loadSecret(folder, name));
  replaceKeeping(folder, name, `${name}-${earlierId}`, newSecret());
  return { keyId: sealKeyId(loadSecret(folder, name)), earlierId };
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

/** First the old content under its second name, then the new one renamed over the first. */
function replaceKeeping(folder: string, name: string, earlier: string, content: string): void {
  const path = join(folder, name);
  createOnce(join(folder, earlier), readFileSync(path, 'utf8'));
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`;
  writeFileSync(draft, content, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(draft, path);
  syncToDisk(folder);
}

/** Writes whole files only: filled beside its place, then linked into it, which fails where one stands already. */
function createOnce(path: string, content: string): boolean {
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`;
  writeFileSync(draft, content, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, path);
    syncToDisk(dirname(path));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}
