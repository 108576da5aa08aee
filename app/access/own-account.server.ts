import { setPassword } from '~db/queries/access';
import { listSessionsOf, listSignInEvents, type SignInEventRow } from '~db/queries/sessions';
import { writeTx } from '~db/write.server';
import { requireGoodPassword } from './activation.server';
import { hashPassword } from './adapters/password';
import { tokenHash } from './adapters/tokens';
import { writerOf, type Ctx } from './context.server';
import { AppError } from './errors';
import { requireOwnAccount, requirePassword } from './own-password.server';
import { endSessionsOf, listedSession, type ListedSession } from './sessions.server';

/** Sign-ins that a person is shown of the own account. */
const EVENTS = 10;

export interface OwnAccount {
  username: string;
  /** UTC milliseconds; null where the password was given out or there is none. */
  passwordChosenAt: number | null;
  hasPassword: boolean;
  /** This one first, then by when they were last seen. */
  sessions: (ListedSession & { isThis: boolean })[];
  events: SignInEventRow[];
}

/** One's own account. `token` is the one of the browser that asks. Error: not_allowed for the command line. */
export function getOwnAccount(ctx: Ctx, input: { token: string }): OwnAccount {
  const account = requireOwnAccount(ctx);
  const here = tokenHash(input.token);
  const sessions = listSessionsOf(ctx.db, account.id, ctx.now).map((session) => ({
    ...listedSession(session),
    isThis: session.hash === here,
  }));
  return {
    username: account.username,
    passwordChosenAt: account.passwordChosenAt,
    hasPassword: account.passwordHash !== null,
    sessions: sessions.sort((a, b) => Number(b.isThis) - Number(a.isThis)),
    events: listSignInEvents(ctx.db, account.id, EVENTS),
  };
}

/**
 * Changes one's own password; every other session ends. Errors: too_many with `seconds`; invalid_input with `current`
 * where the old one is wrong, or the fault of `password` with its `minLength`.
 */
export async function changePassword(
  ctx: Ctx,
  input: { current: string; next: string; token: string; network: string },
): Promise<{ ended: number }> {
  const account = requireOwnAccount(ctx);
  // Whoever has none gets one by a slip, from a person who has seen his face.
  if (account.passwordHash === null) throw new AppError('invalid_input', {}, { current: 'wrong' });
  await requirePassword(ctx, input);
  requireGoodPassword(ctx.db, ctx.now, account, input.next);
  if (input.next.normalize('NFC') === input.current.normalize('NFC')) {
    throw new AppError('invalid_input', {}, { password: 'same' });
  }
  const passwordHash = await hashPassword(input.next);
  return writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'password change', (tx) => {
    setPassword(ctx.db, { accountId: account.id, passwordHash, chosenAt: ctx.now });
    const ended = endSessionsOf(tx, account.id, tokenHash(input.token));
    tx.audit('password_changed', 'account', account.id, { ended });
    return { ended };
  });
}

/** Ends one of one's own sessions, or all but this one. Error: not_found for a session that is not one's own. */
export function endOwnSessions(
  ctx: Ctx,
  input: { token: string; session: string | 'others' },
): { ended: number } {
  const account = requireOwnAccount(ctx);
  return writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'sessions end', (tx) => {
    const ended =
      input.session === 'others'
        ? endSessionsOf(tx, account.id, tokenHash(input.token))
        : endSessionsOf(tx, account.id, null, input.session);
    if (ended === 0 && input.session !== 'others') throw new AppError('not_found');
    tx.audit('sessions_ended', 'account', account.id, { ended });
    return { ended };
  });
}
