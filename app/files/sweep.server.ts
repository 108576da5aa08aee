import { deleteKeptBefore, findBytes, isNamed, listKeptBefore, listNamedHashes } from '~db/queries/files';
import type { Db } from '~db/client.server';
import type { Files } from '~db/files/files.server';
import type { Ctx } from '~/access/context.server';
import { hashOf } from './files.server';

/** Bytes that no row names for so long belong to a form that was never finished. */
const UNNAMED_MS = 24 * 60 * 60 * 1000;

/**
 * The work of the job `sweep-files`: deletes bytes that were last given more than a day ago and that no row names. Each
 * goes in a short transaction of the second file that asks again: bytes given anew in the meantime stay. Answers how
 * many went.
 */
export function sweepFiles(
  ctx: Pick<Ctx, 'db' | 'files' | 'now'>,
  report: (done: number, total: number) => void = () => undefined,
): number {
  const { db, files } = ctx;
  const before = ctx.now - UNNAMED_MS;
  const unnamed = listKeptBefore(files, before).filter((hash) => !isNamed(db, hash));
  let swept = 0;
  for (const [index, hash] of unnamed.entries()) {
    const went = files.sqlite.transaction(() => !isNamed(db, hash) && deleteKeptBefore(files, hash, before));
    if (went.immediate()) swept += 1;
    report(index + 1, unnamed.length);
  }
  return swept;
}

/** Rows that name bytes which are missing, of another size, or not those of their hash. Reads every file once. */
export function countFileFaults(db: Db, files: Files): number {
  const sound = new Map<string, number>();
  let faults = 0;
  for (const { hash, bytes } of listNamedHashes(db)) {
    if (!sound.has(hash)) {
      const content = findBytes(files, hash);
      sound.set(hash, content && hashOf(content) === hash ? content.length : -1);
    }
    if (sound.get(hash) !== bytes) faults += 1;
  }
  return faults;
}
