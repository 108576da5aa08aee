import type { EntryContext } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { renderToString } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { preferencesOf, type LoadContext } from './http/context.server';
import { i18nFor } from './locales/i18n.server';

/** Pages have no deferred data, so one pass to a string is the fastest way and gives the length up front. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: LoadContext,
): Response {
  const { lang } = preferencesOf({ request });
  const html = renderToString(
    <I18nextProvider i18n={i18nFor(lang)}>
      <RemixServer context={remixContext} url={request.url} nonce={loadContext.nonce} />
    </I18nextProvider>,
  );
  headers.set('Content-Type', 'text/html; charset=utf-8');
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  return new Response(`<!doctype html>${html}`, { status, headers });
}

/** What is thrown on purpose is a Response and never comes here; the rest is logged with the request's id. */
export function handleError(error: unknown, { request, context }: { request: Request; context: LoadContext }): void {
  if (request.signal.aborted) return;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${JSON.stringify({ level: 'error', requestId: context.requestId, error: text })}\n`);
}
