import type { EntryContext } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { PassThrough, Readable } from 'node:stream';
import { renderToPipeableStream, renderToString } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { preferencesOf, type LoadContext } from './http/context.server';
import { loadFrame } from './http/frame.server';
import type { PageHandle } from './http/handle';
import { isUnreadableForm } from './http/unreadable-form';
import { i18nFor } from './locales/i18n.server';

/**
 * A page that does not hydrate has no deferred data: one pass to a string is the fastest way. A page that hydrates
 * carries its data as a stream and is rendered as one.
 */
export default async function handleRequest(
  request: Request,
  statusOfPage: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: LoadContext,
): Promise<Response> {
  const { lang } = preferencesOf({ request });
  const status = loadContext.trace.status ?? statusOfPage;
  const page = (
    <I18nextProvider i18n={i18nFor(lang)}>
      <RemixServer context={remixContext} url={request.url} nonce={loadContext.nonce} />
    </I18nextProvider>
  );
  const isPlain = !doesHydrate(remixContext);
  if (isPlain) fillFrame(request, remixContext, loadContext);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  if (isPlain) {
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

/**
 * After an action that was refused or failed, Remix asks no loader of the route whose boundary shows it, which is the
 * root: without this the error page would have no frame, no way on and no incident number.
 */
function fillFrame(request: Request, { staticHandlerContext }: EntryContext, context: LoadContext): void {
  const { errors, loaderData } = staticHandlerContext;
  if (!errors || loaderData.root != null) return;
  try {
    const { nonce, requestId } = context;
    loaderData.root = { ...loadFrame({ request, context, params: {} }), nonce, requestId };
  } catch (error) {
    // The frame itself is what fails: the bare page must do.
    context.trace.fault(error);
  }
}

function doesHydrate({ staticHandlerContext, routeModules }: EntryContext): boolean {
  return staticHandlerContext.matches.some((match) => {
    const handle = routeModules[match.route.id]?.handle as PageHandle | undefined;
    return handle?.hydrate !== undefined;
  });
}

/** What is thrown on purpose is a Response and never comes here; of the rest the log gets the place, not the text. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: LoadContext },
): void {
  if (request.signal.aborted) return;
  if (!isUnreadableForm(error)) return context.trace.fault(error);
  context.trace.status = 400;
  context.trace.say('warn', 'form not readable', {});
}
