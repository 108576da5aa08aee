import type { ErrorCode } from '~/access/errors';

/** What somebody posted when his session had ended. */
export interface KeptForm {
  /** Where it was going. */
  to: string;
  fields: [name: string, value: string][];
}

/** Larger forms are files, which a page cannot hold. */
const MAX_CHARACTERS = 200_000;
/** A page never shows these again, not even to whoever typed them. */
const SECRET = /password|passphrase|secret|^old$/i;

/**
 * 401 with what was posted, so that the error page can send it again once its sender has signed in. The body is read
 * only when the answer is: refusing stays synchronous for whoever asks. `kept` is null for files and secrets.
 */
export function keptFormResponse(request: Request): Response {
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const code: ErrorCode = 'sign_in_required';
      const text = JSON.stringify({ code, detail: {}, kept: await readKept(request) });
      controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
  return new Response(body, { status: 401, headers: { 'Content-Type': 'application/json; charset=utf-8' } });
}

async function readKept(request: Request): Promise<KeptForm | null> {
  const type = request.headers.get('content-type') ?? '';
  if (request.bodyUsed || !type.startsWith('application/x-www-form-urlencoded')) return null;
  try {
    const fields = [...(await request.formData())].map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const size = fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
    if (size > MAX_CHARACTERS || fields.some(([name]) => SECRET.test(name))) return null;
    const { pathname, search } = new URL(request.url);
    // Two slashes would be another host once they stand alone.
    if (pathname.startsWith('//')) return null;
    return { to: pathname + search, fields };
  } catch {
    return null;
  }
}
