import {
  countUnreadUpTo,
  findNotice,
  insertNotice,
  listAccountsWithRole,
  listNoticeRows,
  setAllRead,
  setNoticeRead,
  type NoticeRow,
} from '~db/queries/notices';
import type { Tx } from '~db/write.server';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { dateOf } from '~/office/dates';
import { NOTICE_KINDS, type NoticeKind } from './terms';

/**
 * Tells an account something, inside the transaction in which it happened. `params` are what the words need (codes and
 * counts, never a secret); `link` is an address of this site; the same `key` tells it once.
 */
export function tell(
  tx: Tx,
  input: {
    accountId: number;
    kind: NoticeKind;
    params?: Record<string, string | number>;
    link?: string;
    key?: string;
  },
): void {
  const { accountId, kind, params = {}, link = null, key = null } = input;
  insertNotice(tx.db, { accountId, kind, params: JSON.stringify(params), link, createdAt: tx.at, key });
}

/** Tells everybody who runs the machine; the same `key` tells each of them once. */
export function tellOperators(
  tx: Tx,
  input: { kind: NoticeKind; params?: Record<string, string | number>; link?: string; key: string },
): void {
  for (const accountId of listAccountsWithRole(tx.db, 'operator', dateOf(tx.at))) {
    tell(tx, { ...input, accountId, key: `${input.key}:${accountId}` });
  }
}

export interface Notice {
  id: number;
  kind: NoticeKind;
  params: Record<string, string | number>;
  link: string | null;
  /** UTC milliseconds. */
  createdAt: number;
  isRead: boolean;
}

const PAGE_SIZE = 50;

/** One's own notices, newest first; `before` is the id that the page before ended with. */
export function listNotices(
  ctx: Ctx,
  input: { before: number | null },
): { notices: Notice[]; next: number | null; unread: number } {
  const accountId = requireAccount(ctx);
  const rows = listNoticeRows(ctx.db, accountId, input.before ?? Number.MAX_SAFE_INTEGER, PAGE_SIZE + 1);
  const shown = rows.slice(0, PAGE_SIZE);
  return {
    notices: shown.flatMap((row) => noticeOf(row) ?? []),
    next: rows.length > PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null,
    unread: countUnread(ctx),
  };
}

/** What the bell shows: exact up to 99, then 100. */
export function countUnread({ db, actor }: Ctx): number {
  return actor.accountId === null ? 0 : countUnreadUpTo(db, actor.accountId, 100);
}

/** Marks one of one's own as read; answers where it leads. Error: not_found, also for somebody else's. */
export function openNotice(ctx: Ctx, input: { id: number }): { link: string | null } {
  const notice = findNotice(ctx.db, requireAccount(ctx), input.id);
  if (!notice) throw new AppError('not_found');
  setNoticeRead(ctx.db, notice.id, ctx.now);
  return { link: notice.link };
}

/** Marks one's own up to an id, which the page showed as the newest; answers how many. */
export function readAllNotices(ctx: Ctx, input: { upTo: number }): { read: number } {
  return { read: setAllRead(ctx.db, requireAccount(ctx), input.upTo, ctx.now) };
}

/** Null for a kind that this version has no words for. */
export function noticeOf({ kind: code, params, readAt, ...row }: NoticeRow): Notice | null {
  const kind = NOTICE_KINDS.find((known) => known === code);
  if (!kind) return null;
  return { ...row, kind, params: JSON.parse(params) as Notice['params'], isRead: readAt !== null };
}

function requireAccount({ actor }: Ctx): number {
  if (actor.accountId === null) throw new AppError('not_allowed');
  return actor.accountId;
}
