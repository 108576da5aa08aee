import { findPersonByNumber, putPersonalNumberRow } from '~db/queries/personal-numbers';
import type { Tx } from '~db/write.server';
import { keyedHash, seal, unseal } from '~/access/adapters/sealing';
import { AppError } from '~/access/errors';
import { loadSecret } from '~/access/keys.server';
import { readPersonalNumber } from './personal-number';

/** What a sealed number belongs to: moved to another person's row it does not open. */
const belongsTo = (personId: number) => `personal_number:${personId}`;

/**
 * Keeps a person's identification number inside an open transaction, whose caller has asked whether it may: sealed with
 * the data key, found again by a keyed hash. The trail says that it was set, never the number. Errors: invalid_input
 * where it has not 12 digits; conflict where it is somebody else's.
 */
export function setPersonalNumber(
  tx: Tx,
  input: { personId: number; number: string; keysPath: string },
): void {
  const { personId, keysPath } = input;
  const number = readPersonalNumber(input.number);
  if (number === null) throw new AppError('invalid_input', {}, { personalNumber: 'shape' });
  const lookup = keyedHash(loadSecret(keysPath, 'lookup-key'), 'personal_number', number);
  const holder = findPersonByNumber(tx.db, lookup);
  if (holder === personId) return;
  if (holder !== null) throw new AppError('conflict', { reason: 'personal_number_taken' });
  putPersonalNumberRow(tx.db, {
    ...{ personId, lookup, txId: tx.id, lastFour: number.slice(-4) },
    sealed: seal(loadSecret(keysPath, 'data-key'), belongsTo(personId), number),
  });
  tx.audit('personal_number_set', 'person', personId);
}

/** The number in full. Throws where the data key is another one or the value was moved. */
export function openPersonalNumber(keysPath: string, row: { personId: number; sealed: string }): string {
  return unseal(loadSecret(keysPath, 'data-key'), belongsTo(row.personId), row.sealed);
}
