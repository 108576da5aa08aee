import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

/**
 * Values that only this installation may read: AES-256-GCM under the data key, with what the value belongs to as
 * additional data, so that a sealed value moved to another row does not open. Text form, parts in base64url:
 * `v1.<key id>.<iv>.<tag>.<ciphertext>`.
 */
export function seal(key: Buffer, belongsTo: string, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(belongsTo, 'utf8'));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const parts = [iv, cipher.getAuthTag(), body].map((part) => part.toString('base64url'));
  return ['v1', sealKeyId(key), ...parts].join('.');
}

/**
 * Opens a value with the key that its id names, out of one or of a keyring that holds earlier ones as well. Throws where
 * that key is not there, the value belongs elsewhere or was changed.
 */
export function unseal(keys: Buffer | readonly Buffer[], belongsTo: string, sealed: string): string {
  const [version, keyId, iv, tag, body] = sealed.split('.');
  if (version !== 'v1' || iv === undefined || tag === undefined || body === undefined) {
    throw new Error('sealed value: unknown form');
  }
  const key = [keys].flat().find((one) => sealKeyId(one) === keyId);
  if (!key) throw new Error(`sealed value: needs key ${keyId}`);
  const bytes = (part: string) => Buffer.from(part, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes(iv), { authTagLength: 16 })
    .setAAD(Buffer.from(belongsTo, 'utf8'))
    .setAuthTag(bytes(tag));
  return Buffer.concat([decipher.update(bytes(body)), decipher.final()]).toString('utf8');
}

/** First 8 hexadecimal digits of a hash of the key: tells keys apart and gives nothing of them away. */
export function sealKeyId(key: Buffer): string {
  return createHash('sha256').update('thao sealing key').update(key).digest('hex').slice(0, 8);
}

/**
 * A keyed hash (HMAC-SHA-256, base64url) by which a short secret or a number is found again: without the key nobody
 * can try all numbers against the database's file. `kind` keeps hashes of different things apart.
 */
export function keyedHash(key: Buffer, kind: string, text: string): string {
  return createHmac('sha256', key).update(`${kind}\0${text}`, 'utf8').digest('base64url');
}
