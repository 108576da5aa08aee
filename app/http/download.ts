/** Answers that are files. */

/**
 * Content-Disposition with an ASCII name for old programs and the real one in UTF-8 (RFC 6266). Neither may hold what
 * ends a header or a path.
 */
export function contentDisposition(kind: 'attachment' | 'inline', ascii: string, name: string): string {
  const plain = ascii.replace(/[^\x20-\x7e]|["\\/]/g, '-');
  const encoded = encodeURIComponent(name.replace(/[/\\]/g, '-')).replace(/['()*]/g, (sign) => {
    return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

export type Sink = (chunk: Uint8Array) => Promise<void>;

/**
 * Runs a writer of chunks behind a stream that is read no faster than it is taken. Resolves with the first chunk, so
 * that whatever the writer refuses before it (not allowed, no such unit) can still become an answer of its own.
 */
export function streamOf(work: (sink: Sink) => Promise<unknown>): Promise<ReadableStream<Uint8Array>> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  return new Promise((resolve, reject) => {
    const sink: Sink = async (chunk) => {
      resolve(readable);
      await writer.write(chunk);
    };
    work(sink)
      .then(async () => {
        resolve(readable);
        await writer.close();
      })
      .catch((error: unknown) => {
        reject(error);
        // After the first chunk only the stream can say it: the file ends in the middle.
        return writer.abort(error);
      })
      .catch(() => undefined);
  });
}

export interface FileAnswer {
  type: string;
  kind?: 'attachment' | 'inline';
  ascii: string;
  name: string;
}

/** A file as an answer; it may hold names of people, so that nothing on the way may keep it. */
export function fileResponse(
  body: BodyInit,
  { type, kind = 'attachment', ascii, name }: FileAnswer,
): Response {
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': contentDisposition(kind, ascii, name),
      'Cache-Control': 'private, no-store',
    },
  });
}
