import { createHash } from 'node:crypto';
import { findBytes, findStoredFile, hasBytes, insertStoredFile, putBytes } from '~db/queries/files';
import type { Files } from '~db/files/files.server';
import type { Tx } from '~db/write.server';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { getSettings } from '~/access/settings.server';
import { cleanFileName } from './file-names';
import { mediaTypeOf } from './media-type';
import type { MediaType } from './terms';

/** May the actor read what names the file? Asked of every area that names files (app/server/ports.ts). */
export type FileReader = (ctx: Ctx, fileId: number) => boolean;

declare module '~/access/context.server' {
  interface Ports {
    /** A file may be read by whoever may read one of the things that name it. */
    fileReaders: readonly FileReader[];
  }
}

export const MEGABYTE = 1024 * 1024;

/** Bytes that are on the disk and that no row names yet. */
export interface KeptFile {
  /** SHA-256 in hexadecimal digits. */
  hash: string;
  name: string;
  mediaType: MediaType;
  /** Size. */
  bytes: number;
}

/**
 * Keeps what somebody uploaded, before the transaction that names it: when this returns, the bytes are durable in the
 * second file. Whoever calls it has asked the policy; the row that names the file is written by `nameFile` within a day,
 * or else the bytes are swept. The same bytes are kept once. Errors: invalid_input with the field `file`: file_empty,
 * file_type; too_large with `megabytes`.
 */
export function keepFile(
  ctx: Pick<Ctx, 'db' | 'files' | 'now'>,
  input: { bytes: Uint8Array; name: string },
): KeptFile {
  const { bytes } = input;
  const { uploadMegabytes } = getSettings(ctx.db);
  if (bytes.length === 0) throw new AppError('invalid_input', {}, { file: 'file_empty' });
  if (bytes.length > uploadMegabytes * MEGABYTE)
    throw new AppError('too_large', { megabytes: uploadMegabytes });
  const mediaType = mediaTypeOf(bytes);
  if (!mediaType) throw new AppError('invalid_input', {}, { file: 'file_type' });
  const hash = hashOf(bytes);
  ctx.files.sqlite
    .transaction(() => putBytes(ctx.files, { hash, mediaType, bytes, now: ctx.now }))
    .immediate();
  return { hash, name: cleanFileName(input.name, mediaType), mediaType, bytes: bytes.length };
}

/** Names a kept file inside the transaction that makes use of it; answers the row's id. Throws where the bytes are gone. */
export function nameFile(tx: Tx, files: Files, kept: KeptFile): number {
  if (!hasBytes(files, kept.hash)) throw new Error(`file ${kept.hash}: not kept`);
  const fileId = insertStoredFile(tx.db, { ...kept, txId: tx.id });
  const { hash, mediaType, bytes } = kept;
  tx.audit('file_stored', 'stored_file', fileId, { hash, mediaType, bytes });
  return fileId;
}

/** What a page shows of a file beside the link to it; null where there is none. */
export interface FileFacts {
  fileId: number;
  name: string;
  mediaType: MediaType;
  bytes: number;
}

export function findFileFacts(ctx: Pick<Ctx, 'db'>, fileId: number | null): FileFacts | null {
  const found = fileId === null ? null : findStoredFile(ctx.db, fileId);
  return found && { fileId: found.id, name: found.name, mediaType: found.mediaType, bytes: found.bytes };
}

export interface OpenedFile {
  name: string;
  mediaType: MediaType;
  content: Buffer;
}

/**
 * A file for whoever may read one of the things that name it. Error: not_found, the same whether it is not there or not
 * for this reader. Throws where the bytes are missing or are not those that were stored (`thao check` finds them).
 */
export function openFile(ctx: Ctx, input: { fileId: number }): OpenedFile {
  const { fileId } = input;
  const found = findStoredFile(ctx.db, fileId);
  if (!found || !ctx.ports.fileReaders.some((mayRead) => mayRead(ctx, fileId)))
    throw new AppError('not_found');
  const content = findBytes(ctx.files, found.hash);
  if (!content || hashOf(content) !== found.hash) throw new Error(`file ${found.hash}: missing or spoilt`);
  return { name: found.name, mediaType: found.mediaType, content };
}

/** The hash by which bytes are kept. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
