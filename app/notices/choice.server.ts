import { findChoice, findMailAddress, putChoice, replaceMailAddress } from '~db/queries/notification-choice';
import { writeTx } from '~db/write.server';
import { writerOf, type Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { isMailAddress } from './mail-address';

export interface NotificationChoice {
  /** Empty for none. */
  email: string;
  lang: 'vi' | 'en';
  /** A mail a day while there are new unread notices. */
  digest: boolean;
}

/** What one has chosen about mail; null for an account without a person, which gets none. */
export function getNotificationChoice(ctx: Ctx): NotificationChoice | null {
  const { accountId, personId } = ctx.actor;
  if (accountId === null || personId === null) return null;
  const choice = findChoice(ctx.db, accountId);
  const email = findMailAddress(ctx.db, personId) ?? '';
  return { email, lang: choice?.lang ?? 'vi', digest: choice?.digest === 1 };
}

/**
 * Sets one's own address and choice. The trail keeps that it changed, not the address. Errors: not_allowed without a
 * person; invalid_input with the field `email`: shape, or needed where mail is wanted and there is no address.
 */
export function saveNotificationChoice(ctx: Ctx, input: NotificationChoice): void {
  const { accountId, personId } = ctx.actor;
  if (accountId === null || personId === null) throw new AppError('not_allowed');
  const email = input.email.trim();
  if (email !== '' && !isMailAddress(email)) throw new AppError('invalid_input', {}, { email: 'shape' });
  if (email === '' && input.digest) throw new AppError('invalid_input', {}, { email: 'needed' });
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'notification choice', (tx) => {
    const isNew = (findMailAddress(ctx.db, personId) ?? '') !== email;
    if (isNew) replaceMailAddress(ctx.db, personId, email === '' ? null : email);
    const { lang, digest } = input;
    putChoice(ctx.db, { accountId, lang, digest: digest ? 1 : 0, digestedAt: tx.at });
    tx.audit('notification_choice', 'account', accountId, { lang, digest, addressChanged: isNew });
  });
}
