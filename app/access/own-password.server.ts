import { findAccountById, type AccountRow } from '~db/queries/access';
import { passwordMatches } from './adapters/password';
import type { Ctx } from './context.server';
import { AppError } from './errors';
import { takeTry } from './throttles.server';

/** One's own password as it was typed again, and the network that it was typed in. */
export interface TypedPassword {
  current: string;
  network: string;
}

/** How long a sign-in stands for the password that an account does not have. */
const FRESH_MS = 10 * 60 * 1000;

/**
 * Asks for one's own password again before something that a stranger at an open screen must not do. Who signs in at a
 * provider only has none: then the session must be younger than ten minutes. Errors: too_many with `seconds`;
 * invalid_input with `current` (wrong, sign_in_again); not_allowed without an account.
 */
export async function requirePassword(ctx: Ctx, { current, network }: TypedPassword): Promise<void> {
  const account = requireOwnAccount(ctx);
  if (account.passwordHash === null) {
    const { signedInAt = 0 } = ctx.actor;
    if (Math.abs(ctx.now - signedInAt) < FRESH_MS) return;
    throw new AppError('invalid_input', {}, { current: 'sign_in_again' });
  }
  const tries = takeTry(ctx, account.username, network);
  if (!(await passwordMatches(account.passwordHash, current))) {
    throw new AppError('invalid_input', {}, { current: 'wrong' });
  }
  tries.right();
}

/** The account of whoever asks. Error: not_allowed for the command line and for parts of the system. */
export function requireOwnAccount(ctx: Ctx): AccountRow {
  const account = findAccountById(ctx.db, requireAccountId(ctx));
  if (!account) throw new AppError('not_allowed');
  return account;
}

/** As requireOwnAccount, its id alone. */
export function requireAccountId({ actor }: Pick<Ctx, 'actor'>): number {
  if (actor.accountId === null) throw new AppError('not_allowed');
  return actor.accountId;
}
