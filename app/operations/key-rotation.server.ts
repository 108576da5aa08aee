import { writeTx } from '~db/write.server';
import { writerOf, type Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { rotateSecret, rotateSigningKey } from '~/access/keys.server';
import { resealValues } from './reseal.server';

/** Keys that can be rotated while the product is in use. */
export const KEY_KINDS = ['signing', 'data', 'lookup'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

const FILE = { signing: 'signing-key.pem', data: 'data-key', lookup: 'lookup-key' } as const;

export interface Rotated {
  /** Files that hold another key than before. */
  keys: string[];
  /** The key in use from now on, and the one before, which stays beside it. */
  keyId: string;
  earlierId: string;
  /** Values that were sealed or hashed anew with it. */
  resealed: number;
}

/**
 * Makes a new key and keeps the one before: signatures of before stay provable, sealed values open, codes on paper valid.
 * After a new data or lookup key everything that can be is sealed and hashed anew. One rotation at a time: the file is
 * replaced under the lock of the transaction that records it. For the system account. Error: not_allowed.
 */
export function rotateKey(
  ctx: Pick<Ctx, 'db' | 'now' | 'actor' | 'keysPath'>,
  input: { kind: KeyKind },
): Rotated {
  if (!ctx.actor.system) throw new AppError('not_allowed');
  const { kind } = input;
  const rotated = writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'keys rotate', (tx) => {
    const made = kind === 'signing' ? rotateSigningKey(ctx.keysPath) : rotateSecret(ctx.keysPath, FILE[kind]);
    tx.audit('key_rotated', 'key', made.keyId, { kind, earlier: made.earlierId });
    return made;
  });
  return { keys: [FILE[kind]], ...rotated, resealed: kind === 'signing' ? 0 : resealValues(ctx) };
}
