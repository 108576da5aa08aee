import { findAccountByName, getAccountCard, insertAccount } from '~db/queries/access';
import { insertGrant } from '~db/queries/grants';
import type { Db } from '~db/client.server';
import { writeTx, type Tx } from '~db/write.server';
import { hashPassword } from './adapters/password';
import { writerOf, type Ctx } from './context.server';
import { AppError } from './errors';
import { checkPassword } from './password-rules';
import type { Role } from './roles';
import { getSettings } from './settings.server';

export interface NewAccount {
  personId: number | null;
  username: string;
  passwordHash: string | null;
  isDemo: boolean;
  grants: { role: Role; unitId: number | null; validFrom: string }[];
}

/** Makes an account with its grants inside an open transaction. */
export function addAccount(tx: Tx, account: NewAccount): number {
  const id = insertAccount(tx.db, { ...account, now: tx.at });
  for (const grant of account.grants) insertGrant(tx.db, { ...grant, accountId: id, txId: tx.id });
  tx.audit('account_created', 'account', id, { username: account.username, grants: account.grants });
  return id;
}

/**
 * Makes an operator's account; the only role that the command line may grant. Errors: conflict when the name is taken;
 * invalid_input with the fault of `password` and the `minLength` that the province has set.
 */
export async function createOperator(
  ctx: Ctx,
  input: { username: string; password: string; today: string },
): Promise<{ accountId: number }> {
  if (!ctx.actor.system) throw new AppError('not_allowed');
  if (findAccountByName(ctx.db, input.username)) throw new AppError('conflict', { username: input.username });
  const minLength = getSettings(ctx.db).passwordLength;
  const verdict = checkPassword({ password: input.password, names: [input.username], minLength });
  if (verdict.kind === 'refused') {
    throw new AppError('invalid_input', { minLength }, { password: verdict.fault });
  }
  const passwordHash = await hashPassword(input.password);
  const accountId = writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'account create', (tx) =>
    addAccount(tx, {
      personId: null,
      username: input.username,
      passwordHash,
      isDemo: false,
      grants: [{ role: 'operator', unitId: null, validFrom: input.today }],
    }),
  );
  return { accountId };
}

/** Who the frame of a page greets; null for an account without a person. */
export function accountCard(db: Db, accountId: number, today: string) {
  return getAccountCard(db, accountId, today);
}
