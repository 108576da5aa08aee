import { findAccountById } from '~db/queries/access';
import { insertSignInEvent } from '~db/queries/sessions';
import { deletePasskey, findPasskey, insertPasskey, listPasskeys, touchPasskey } from '~db/queries/factors';
import { writeTx } from '~db/write.server';
import {
  authenticationOptions,
  readAuthentication,
  readRegistration,
  registrationOptions,
  relyingPartyOf,
  type RelyingParty,
} from './adapters/passkeys';

import { writerOf, type Ctx } from './context.server';
import type { Client } from './device';
import { AppError } from './errors';
import { requireNotLast, strengthen } from './factors.server';
import { requireAccountId, requirePassword, type TypedPassword } from './own-password.server';
import { enter } from './sessions.server';
import { openStep, takeStep } from './steps.server';
import { countWrongTry, requireNoWait } from './throttles.server';

const MINUTES = 5;
const LABEL_MAX = 60;

/** Can passkeys be used at this installation's address at all? */
export function passkeysWork(baseUrl: string): boolean {
  return relyingPartyOf(baseUrl) !== null;
}

/**
 * Begins to add a passkey: options for the browser, and the token of the step that keeps the challenge. Errors: as
 * requirePassword; not_found where the address knows no passkeys.
 */
export async function beginPasskey(
  ctx: Ctx,
  password: TypedPassword,
): Promise<{ options: object; step: string }> {
  await requirePassword(ctx, password);
  const accountId = requireAccountId(ctx);
  const known = listPasskeys(ctx.db, accountId).map(({ credentialId, transports }) => ({
    id: credentialId,
    transports: JSON.parse(transports) as string[],
  }));
  const rp = requireRelyingParty(ctx);
  const options = await registrationOptions(rp, { accountId, username: ctx.actor.name, known });
  const data = { challenge: options.challenge };
  const step = { purpose: 'passkey_add', accountId, data, now: ctx.now, minutes: MINUTES } as const;
  return { options, step: openStep(ctx.db, step) };
}

/**
 * Keeps the passkey of the browser's answer; this session counts as strong, under the new token. Errors: closed for a step that is over or
 * another account's; invalid_input for an answer that is not one; conflict for a passkey that is known.
 */
export async function finishPasskey(
  ctx: Ctx,
  input: { step: string; response: unknown; label: string; token: string },
): Promise<{ token: string }> {
  const accountId = requireAccountId(ctx);
  const rp = requireRelyingParty(ctx);
  const step = takeStep<{ challenge: string }>(ctx.db, {
    token: input.step,
    purpose: 'passkey_add',
    now: ctx.now,
  });
  if (!step || step.accountId !== accountId) throw new AppError('closed');
  const credential = await readRegistration(rp, step.data.challenge, input.response);
  if (!credential) throw new AppError('invalid_input');
  return writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'passkey add', (tx) => {
    if (findPasskey(tx.db, credential.id)) throw new AppError('conflict');
    const { publicKey, counter, transports, isBackedUp } = credential;
    insertPasskey(tx.db, {
      ...{ accountId, credentialId: credential.id, publicKey: Buffer.from(publicKey), counter },
      transports: JSON.stringify(transports),
      label: input.label.normalize('NFC').trim().slice(0, LABEL_MAX),
      isBackedUp: isBackedUp ? 1 : 0,
      createdAt: ctx.now,
    });
    const token = strengthen(tx, input.token);
    tx.audit('factor_added', 'account', accountId, { kind: 'passkey' });
    ctx.ports.accountTold(tx, { accountId, kind: 'factor_changed' });
    return { token };
  });
}

/** Takes one of one's own passkeys away. Errors: as requirePassword; last_factor; not_found. */
export async function removePasskey(ctx: Ctx, input: TypedPassword & { id: number }): Promise<void> {
  await requirePassword(ctx, input);
  const accountId = requireAccountId(ctx);
  if (!listPasskeys(ctx.db, accountId).some(({ id }) => id === input.id)) throw new AppError('not_found');
  requireNotLast(ctx, accountId, { without: 'passkey' });
  writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'passkey remove', (tx) => {
    if (!deletePasskey(tx.db, accountId, input.id)) throw new AppError('not_found');
    tx.audit('factor_removed', 'account', accountId, { kind: 'passkey' });
    ctx.ports.accountTold(tx, { accountId, kind: 'factor_changed' });
  });
}

/** Begins to sign in by a passkey alone, for whoever it may be. Error: not_found where the address knows none. */
export async function beginPasskeySignIn(
  ctx: Omit<Ctx, 'actor'>,
): Promise<{ options: object; step: string }> {
  const options = await authenticationOptions(requireRelyingParty(ctx));
  const data = { challenge: options.challenge };
  const step = { purpose: 'passkey_sign_in', accountId: null, data, now: ctx.now, minutes: MINUTES } as const;
  return { options, step: openStep(ctx.db, step) };
}

/**
 * A passkey holds two factors in one: the thing, and the finger, face or PIN that opens it. Answers a strong session.
 * Errors: closed for a step that is over; too_many; wrong_passkey, alike for unknown passkeys, wrong answers and closed
 * accounts.
 */
export async function finishPasskeySignIn(
  ctx: Omit<Ctx, 'actor'>,
  input: { step: string; response: unknown; client: Client; replaces?: string | null },
): Promise<{ token: string; accountId: number }> {
  const { db, now } = ctx;
  const { client, replaces = null } = input;
  const rp = requireRelyingParty(ctx);
  const addressKey = `address:${client.network}`;
  requireNoWait(db, now, [addressKey]);
  const step = takeStep<{ challenge: string }>(db, { token: input.step, purpose: 'passkey_sign_in', now });
  if (!step) throw new AppError('closed');
  const passkey = findPasskey(db, credentialIdOf(input.response));
  const account = passkey && findAccountById(db, passkey.accountId);
  const answered =
    passkey &&
    (await readAuthentication(rp, step.data.challenge, input.response, {
      id: passkey.credentialId,
      publicKey: passkey.publicKey,
      counter: passkey.counter,
      transports: JSON.parse(passkey.transports) as string[],
    }));
  if (!passkey || !account || !answered || account.status !== 'active') {
    if (account) {
      insertSignInEvent(db, {
        at: now,
        accountId: account.id,
        method: 'passkey',
        outcome: 'wrong',
        ...client,
      });
    }
    throw new AppError('wrong_passkey', { seconds: countWrongTry(db, now, [addressKey]) });
  }
  touchPasskey(db, passkey.id, answered.counter, now);
  const token = enter(ctx, account, { method: 'passkey', isStrong: true, client, replaces });
  return { token, accountId: account.id };
}

function credentialIdOf(response: unknown): string {
  const id = (response as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id.slice(0, 1024) : '';
}

function requireRelyingParty({ baseUrl }: Pick<Ctx, 'baseUrl'>): RelyingParty {
  const rp = relyingPartyOf(baseUrl);
  if (!rp) throw new AppError('not_found');
  return rp;
}
