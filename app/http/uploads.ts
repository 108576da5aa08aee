import { AppError } from '~/access/errors';
import type { FileFault } from '~/files/terms';

/** Forms that bring a file. */

const MEGABYTE = 1024 * 1024;

/** The largest form without a file: a question in two languages with every option at its longest fits several times. */
const FORM_BYTES = MEGABYTE;
/** Beside the file: fields, and what separates the parts. */
const BESIDE_BYTES = 2 * MEGABYTE;
const MAX_PARTS = 40;
const MAX_TEXT = 20_000;

/** Addresses whose forms bring a file. Everywhere else a large body is refused unread. */
const UPLOAD_PATHS: readonly RegExp[] = [/^\/grants\/new$/];

export const isUploadPath = (path: string): boolean => UPLOAD_PATHS.some((pattern) => pattern.test(path));

/** Largest body in bytes that is read for an address; `uploadMegabytes` is the province's setting. */
export function bodyLimit(path: string, uploadMegabytes: () => number): number {
  return isUploadPath(path) ? uploadMegabytes() * MEGABYTE + BESIDE_BYTES : FORM_BYTES;
}

export interface UploadForm {
  /** A field's text, at most 20,000 signs; empty where it was not sent. */
  text: (name: string) => string;
  /** The file as its sender named it; null where none was chosen. */
  file: { bytes: Uint8Array; name: string } | null;
}

/**
 * Reads a multipart form with one file at most, in memory: the server has refused bodies over `bodyLimit` by then, and
 * parts are counted before they are taken apart. Nothing touches the disk. Ask for leave first: nobody who may not
 * upload should make the server read. Errors: not_a_form (415) for another content type; invalid_input where it cannot be
 * taken apart, has more than 40 parts, or more than the one file (field `file`: file_count).
 */
export async function readUploadForm(request: Request, input: { file: string }): Promise<UploadForm> {
  const type = request.headers.get('content-type') ?? '';
  const boundary = /^multipart\/form-data;\s*(?:.*;\s*)?boundary=(?:"([^"]{1,70})"|([^\s";]{1,70}))/i.exec(
    type,
  );
  if (!boundary) throw new AppError('not_a_form');
  const body = Buffer.from(await request.arrayBuffer());
  const mark = Buffer.from(`--${boundary[1] ?? boundary[2]}`);
  if (countParts(body, mark) > MAX_PARTS) throw new AppError('invalid_input', { parts: MAX_PARTS });
  const form = await new Response(body, { headers: { 'Content-Type': type } }).formData().catch(() => {
    throw new AppError('invalid_input');
  });
  const files = [...form].filter((entry): entry is [string, File] => typeof entry[1] !== 'string');
  // An input without a choice sends a part without a name and without bytes.
  const chosen = files.filter(([, file]) => file.name !== '' || file.size > 0);
  if (chosen.length > 1 || chosen.some(([name]) => name !== input.file)) {
    throw new AppError('invalid_input', {}, { file: 'file_count' satisfies FileFault });
  }
  const file = chosen[0]?.[1];
  return {
    text: (name) => {
      const value = form.get(name);
      return typeof value === 'string' ? value.slice(0, MAX_TEXT) : '';
    },
    file: file ? { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name } : null,
  };
}

/** Parts, counted without taking them apart; stops one beyond the most. */
function countParts(body: Buffer, mark: Buffer): number {
  let count = 0;
  for (
    let at = body.indexOf(mark);
    at >= 0 && count <= MAX_PARTS + 1;
    at = body.indexOf(mark, at + mark.length)
  ) {
    count += 1;
  }
  // The last mark closes the form.
  return count - 1;
}

/** What was wrong with the file, for the field that brought it; null for an error about something else. */
export function fileFaultOf(error: unknown): FileFault | null {
  if (!(error instanceof AppError)) return null;
  if (error.code === 'too_large') return 'file_large';
  return error.code === 'invalid_input' ? ((error.fields.file as FileFault | undefined) ?? null) : null;
}
