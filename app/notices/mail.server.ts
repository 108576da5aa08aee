import {
  claimDueMail,
  countMail,
  insertMail,
  lastMailError,
  requeueFailedMail,
  setMailFailed,
  setMailLater,
  setMailSent,
  type DueMail,
} from '~db/queries/mail';
import type { Db } from '~db/client.server';
import { writeTx, type Tx } from '~db/write.server';
import { writerOf, type Ctx } from '~/access/context.server';
import { requireAllowed } from '~/access/policy';
import { getSettings } from '~/access/settings.server';
import { MAIL_WAITS, waitBeforeNextTry } from '~/jobs/backoff';
import { isMailAddress, readAddresses } from './mail-address';
import { judgeFailure } from './mail-outcome';
import { mailText } from './mail-texts.server';
import { MAIL_KINDS, type MailKind, type MailState } from './terms';
import type { Mailer } from './adapters/mailer';

/** A mail given up after so many tries, spread over some four days. */
const MAX_TRIES = 10;
/** Longer than any conversation with a mail server may last. */
const CLAIM_MS = 5 * 60_000;

export interface MailRequest {
  /** Null for an address that is a setting. */
  accountId: number | null;
  address: string;
  lang: 'vi' | 'en';
  kind: MailKind;
  /** What the words need: codes and counts, never a secret. */
  params: Record<string, string | number>;
  /** The same key goes out once. */
  key?: string;
}

/**
 * Puts a mail into the outbox, inside the transaction that has something to tell. Answers false where the address is none
 * or the key was there before.
 */
export function queueMail(tx: Tx, request: MailRequest): boolean {
  const { accountId, address, lang, kind, params, key = null } = request;
  if (!isMailAddress(address)) return false;
  const mail = { accountId, address, lang, kind, params: JSON.stringify(params), key };
  return insertMail(tx.db, { ...mail, createdAt: tx.at });
}

/** An alarm of the machine, to the addresses of the setting operatorMail, if there are any. */
export function mailOperators(
  tx: Tx,
  input: { kind: MailKind; params: Record<string, string | number>; key: string },
): void {
  for (const address of readAddresses(getSettings(tx.db).operatorMail)) {
    queueMail(tx, { ...input, accountId: null, address, lang: 'vi', key: `${input.key}:${address}` });
  }
}

/**
 * Sends what is due, one after the other; answers how many were taken over, and whether the server is to be left alone
 * for a while. A mail is marked as sent after the server took it: a process that dies in between sends it again, under
 * the same Message-ID.
 */
export async function sendDueMail(parts: {
  db: Db;
  now: () => number;
  mailer: Mailer;
  baseUrl: string;
  isStopping: () => boolean;
}): Promise<{ sent: number; pause: boolean }> {
  const { db, now, mailer, baseUrl, isStopping } = parts;
  let sent = 0;
  while (!isStopping()) {
    const mail = claimDueMail(db, now(), now() + CLAIM_MS);
    if (!mail) break;
    const words = wordsOf(mail, baseUrl);
    if (!words) {
      setMailFailed(db, mail.id, 'no_words');
      continue;
    }
    const { id, address: to, lang, createdAt: date, tries } = mail;
    const failure = await mailer.send({ to, lang, date, messageId: messageIdOf(mail, baseUrl), ...words });
    if (!failure) {
      setMailSent(db, id, now());
      sent += 1;
      continue;
    }
    const verdict = judgeFailure(failure);
    if (verdict.kind === 'never' || tries >= MAX_TRIES) setMailFailed(db, id, verdict.code);
    else setMailLater(db, id, now() + waitBeforeNextTry(MAIL_WAITS, tries), verdict.code);
    if (verdict.concernsAll) return { sent, pause: true };
  }
  return { sent, pause: false };
}

export interface MailStatus {
  counts: Record<MailState, number>;
  /** Code of the newest failure, e.g. smtp_450 or ETLS. */
  lastError: string | null;
}

/** What the outbox holds, for the operator. Error: not_allowed. */
export function getMailStatus(ctx: Ctx): MailStatus {
  requireAllowed(ctx, 'job.read');
  return { counts: countMail(ctx.db), lastError: lastMailError(ctx.db) };
}

/** Sends again what was given up. Error: not_allowed. */
export function retryFailedMail(ctx: Ctx): { queued: number } {
  requireAllowed(ctx, 'job.read');
  return writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'mail retry', (tx) => {
    const queued = requeueFailedMail(ctx.db, ctx.now);
    tx.audit('mail_retried', 'mail', 'failed', { queued });
    return { queued };
  });
}

/** Null for a kind of another version. */
function wordsOf({ kind: code, params, lang }: DueMail, baseUrl: string) {
  const kind = MAIL_KINDS.find((known) => known === code);
  return kind ? mailText(kind, JSON.parse(params) as Record<string, string | number>, lang, baseUrl) : null;
}

function messageIdOf({ id, createdAt }: DueMail, baseUrl: string): string {
  return `${createdAt}.${id}@${new URL(baseUrl).hostname.replace(/[^\w.-]/g, '')}`;
}
