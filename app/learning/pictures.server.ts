import type { Db } from '~db/client.server';
import { findPictureRow } from '~db/queries/learning';

/**
 * A picture of content/ by its hash, or null. Public: it holds no personal data and passed the check of svg.ts when it was
 * read. `bytes` is the text of the drawing in UTF-8.
 */
export function getPicture(db: Db, hash: string): { mediaType: string; bytes: string } | null {
  return /^[0-9a-f]{64}$/.test(hash) ? findPictureRow(db, hash) : null;
}
