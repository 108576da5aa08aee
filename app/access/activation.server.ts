import { findAccountByName, getAccountCard, setPassword } from '~db/queries/access';
import { spendAccessCode } from '~db/queries/access-codes';
import type { Db } from '~db/client.server';
import { writeTx } from '~db/write.server';
import { dateOf } from '~/office/dates';
import { judgeCode } from './access-codes.server';
import { hashPassword } from './adapters/password';
import type { Ctx } from './context.server';
import type { Client } from './device';
import { AppError } from './errors';
import { checkPassword } from './password-rules';
import { hasFactor } from './factors.server';
import { askFactor, endSessionsOf, openSession, type SignedIn } from './sessions.server';
import { getSettings } from './settings.server';
import { takeTry } from './throttles.server';

/**
 * The owner of a slip chooses a password with its code and is signed in, or where the account has a second factor is
 * asked for it, as after a password; whatever was signed in before is not any more.
 * Errors: too_many with `seconds`; wrong_code with `seconds`, alike for unknown names, closed accounts and wrong codes;
 * code_over with `why` for a code that was right once; invalid_input with the fault of `password` and its `minLength`.
 */
export async function activate(
  ctx: Omit<Ctx, 'actor'>,
  input: { name: string; code: string; password: string; client: Client; replaces?: string | null },
): Promise<SignedIn> {
  const { db, now, keysPath } = ctx;
  const tries = takeTry(ctx, input.name, input.client.network);
  const account = findAccountByName(db, input.name);
  const verdict =
    account?.status === 'active'
      ? judgeCode(db, { accountId: account.id, typed: input.code, keysPath, now })
      : ({ kind: 'wrong' } as const);
  if (!account || verdict.kind === 'wrong') {
    throw new AppError('wrong_code', { seconds: tries.wrong() });
  }
  if (verdict.kind === 'over') throw new AppError('code_over', { why: verdict.why });
  tries.right();
  requireGoodPassword(db, now, { id: account.id, username: account.username }, input.password);
  const passwordHash = await hashPassword(input.password);
  const writer = { accountId: account.id, name: account.username };
  const token = writeTx(db, now, writer, 'activate', (tx) => {
    if (!spendAccessCode(db, verdict.id, now)) throw new AppError('code_over', { why: 'used' });
    setPassword(db, { accountId: account.id, passwordHash, chosenAt: now });
    endSessionsOf(tx, account.id, null);
    tx.audit('password_chosen', 'account', account.id, { purpose: verdict.purpose });
    const { client, replaces = null } = input;
    if (hasFactor(tx.db, account.id)) return null;
    return openSession(tx, {
      ...{ now, accountId: account.id, client, replaces },
      method: 'code',
      isStrong: false,
    });
  });
  const { id: accountId } = account;
  return token === null
    ? { kind: 'factor', step: askFactor(ctx, accountId), accountId }
    : { kind: 'done', token, accountId };
}

/** Error: invalid_input with the fault of `password`, and the `minLength` that the province has set. */
export function requireGoodPassword(
  db: Db,
  now: number,
  account: { id: number; username: string },
  password: string,
): void {
  const minLength = getSettings(db).passwordLength;
  const card = getAccountCard(db, account.id, dateOf(now));
  const names = [account.username, card?.staffCode ?? '', card?.fullName ?? ''];
  const verdict = checkPassword({ password, names, minLength });
  if (verdict.kind === 'refused') {
    throw new AppError('invalid_input', { minLength }, { password: verdict.fault });
  }
}
