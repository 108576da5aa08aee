import {
  listSealedNumbers,
  listTotpSecrets,
  replaceSealedNumber,
  replaceTotpSecret,
  type SealedNumberRow,
} from '~db/queries/sealed-values';
import { writeTx, type Tx } from '~db/write.server';
import { keyedHash, seal, sealKeyId, unseal } from '~/access/adapters/sealing';
import { writerOf, type Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { loadKeyring } from '~/access/keys.server';
import type { JobHandler } from '~/jobs/handler.server';

/** Values of one transaction: some 20 ms. */
const BATCH = 500;

interface Keys {
  data: readonly Buffer[];
  lookup: Buffer;
}

/**
 * Seals everything with the data key in use that an earlier one sealed, and gives personal numbers the keyed hash of the
 * lookup key in use; what has both already stays. Earlier keys open it until then, so nothing is out of reach meanwhile.
 * Batch by batch, each with its trace in the trail; run again it goes on where it stopped. For the system account.
 * Errors: not_allowed. Throws where a key is missing: what it sealed is left as it is.
 */
export function resealValues(
  ctx: Pick<Ctx, 'db' | 'now' | 'actor' | 'keysPath'>,
  report: (done: number) => void = () => undefined,
): number {
  if (!ctx.actor.system) throw new AppError('not_allowed');
  const keys: Keys = {
    data: loadKeyring(ctx.keysPath, 'data-key'),
    lookup: loadKeyring(ctx.keysPath, 'lookup-key')[0]!,
  };
  let done = 0;
  const inBatches = <R>(
    table: string,
    list: (after: number) => R[],
    idOf: (row: R) => number,
    one: Reseal<R>,
  ) => {
    for (let rows = list(0); rows.length > 0; rows = list(idOf(rows.at(-1)!))) {
      const due = rows.filter((row) => one(null, row));
      if (due.length > 0) {
        writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'reseal', (tx) => {
          const count = due.filter((row) => one(tx, row)).length;
          tx.audit('values_resealed', 'key', sealKeyId(keys.data[0]!), { table, count });
          done += count;
        });
      }
      report(done);
    }
  };
  inBatches(
    'totp_secret',
    (after) => listTotpSecrets(ctx.db, after, BATCH),
    ({ accountId }) => accountId,
    (tx, row) => resealTotp(tx, keys, row),
  );
  inBatches(
    'personal_number',
    (after) => listSealedNumbers(ctx.db, after, BATCH),
    ({ personId }) => personId,
    (tx, row) => resealNumber(tx, keys, row),
  );
  return done;
}

/** Without a transaction it only tells whether the row is due; with one, whether it was changed. */
type Reseal<R> = (tx: Tx | null, row: R) => boolean;

const isCurrent = (sealed: string, key: Buffer) => sealed.split('.')[1] === sealKeyId(key);

function resealTotp(tx: Tx | null, { data }: Keys, row: { accountId: number; sealed: string }): boolean {
  if (isCurrent(row.sealed, data[0]!)) return false;
  if (!tx) return true;
  const belongsTo = `totp:${row.accountId}`;
  const sealed = seal(data[0]!, belongsTo, unseal(data, belongsTo, row.sealed));
  return replaceTotpSecret(tx.db, row.accountId, row.sealed, sealed);
}

function resealNumber(tx: Tx | null, { data, lookup: lookupKey }: Keys, row: SealedNumberRow): boolean {
  const belongsTo = `personal_number:${row.personId}`;
  const number = unseal(data, belongsTo, row.sealed);
  const lookup = keyedHash(lookupKey, 'personal_number', number);
  if (isCurrent(row.sealed, data[0]!) && lookup === row.lookup) return false;
  if (!tx) return true;
  const sealed = seal(data[0]!, belongsTo, number);
  return replaceSealedNumber(tx.db, row, { sealed, lookup, txId: tx.id });
}

/** Job `reseal`: goes on with what a rotation left when its run was cut off. */
export const resealHandler: JobHandler = (ctx, { report }) => ({
  resealed: resealValues(ctx, (done) => report(done, null)),
});
