import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasKeyedHashes, listSealKeyIds, listSigningKeyIds } from '~db/queries/key-ids';
import type { Db } from '~db/client.server';
import { sealKeyId } from '~/access/adapters/sealing';
import { publicKeys } from '~/access/keys.server';

/** A key that the database rests on and the folder lacks; `keyId` where it is known by its id. */
export interface KeyFault {
  file: 'signing-key' | 'data-key' | 'lookup-key';
  keyId: string | null;
}

/**
 * Does the database know keys that the folder does not hold? Then new ones must not be made in their place: papers would
 * no longer be proved genuine and sealed values no longer be read, and nobody would notice. Null where all are there.
 */
export function findKeyFault(db: Db, keysPath: string): KeyFault | null {
  const files = existsSync(keysPath) ? readdirSync(keysPath) : [];
  const signing = files.length > 0 ? publicKeys(keysPath) : new Map<string, unknown>();
  const unknown = listSigningKeyIds(db).find((keyId) => !signing.has(keyId));
  if (unknown !== undefined) return { file: 'signing-key', keyId: unknown };
  const data = new Set(
    files.filter((name) => /^data-key/.test(name)).flatMap((name) => idOf(keysPath, name)),
  );
  const unread = listSealKeyIds(db).find((keyId) => !data.has(keyId));
  if (unread !== undefined) return { file: 'data-key', keyId: unread };
  // A keyed hash does not say which key made it: only that there was one.
  if (!files.some((name) => /^lookup-key/.test(name)) && hasKeyedHashes(db)) {
    return { file: 'lookup-key', keyId: null };
  }
  return null;
}

function idOf(keysPath: string, name: string): string[] {
  const key = Buffer.from(readFileSync(join(keysPath, name), 'utf8').trim(), 'base64');
  return key.length === 32 ? [sealKeyId(key)] : [];
}
