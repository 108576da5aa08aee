import { insertNotice } from '~db/queries/notices';
import type { Tx } from '~db/write.server';
import type { NoticeKind } from './terms';

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
