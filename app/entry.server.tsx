import type { EntryContext } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { PassThrough, Readable } from 'node:stream';
import { renderToPipeableStream, renderToString } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { preferencesOf, type LoadContext } from './http/context.server';
import type { PageHandle } from './http/handle';
import { i18nFor } from './locales/i18n.server';

/**
 * A page that does not hydrate has no deferred data: one pass to a string is the fastest way. A page that hydrates
 * carries its data as a stream and is rendered as one.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: LoadContext,
): Promise<Response> {
  const { lang } = preferencesOf({ request });
  const page = (
    <I18nextProvider i18n={i18nFor(lang)}>
      <RemixServer context={remixContext} url={request.url} nonce={loadContext.nonce} />
    </I18nextProvider>
  );
  headers.set('Content-Type', 'text/html; charset=utf-8');
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  if (!doesHydrate(remixContext)) {
    return new Response(`<!doctype html>${renderToString(page)}`, { status, headers });
  }
  const body = await new Promise<PassThrough>((resolve, reject) => {
    const stream = new PassThrough();
    const { pipe } = renderToPipeableStream(page, {
      nonce: loadContext.nonce,
      onShellReady: () => {
        pipe(stream);
        resolve(stream);
      },
      onShellError: reject,
    });
  });
  return new Response(Readable.toWeb(body) as ReadableStream, { status, headers });
}

function doesHydrate({ staticHandlerContext, routeModules }: EntryContext): boolean {
  return staticHandlerContext.matches.some((match) => {
    const handle = routeModules[match.route.id]?.handle as PageHandle | undefined;
    return handle?.hydrate !== undefined;
  });
}

/** What is thrown on purpose is a Response and never comes here; the rest is logged with the request's id. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: LoadContext },
): void {
  if (request.signal.aborted) return;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${JSON.stringify({ level: 'error', requestId: context.requestId, error: text })}\n`);
}
