import { redirect, type LoaderFunctionArgs } from '@remix-run/node';
import { AppError } from '~/access/errors';
import { errorResponse, isSecure, openCtx, safePath } from '~/http/context.server';
import { cookie, PROVIDER_COOKIE } from '~/http/cookies';
import { startProviderSignIn } from '~/organisation/provider-sign-in.server';

/**
 * To the provider. A link and not a form: browsers hold the redirects of a form, the provider's own further ones
 * included, against form-action. It changes nothing here but a step that ends by itself; another site may not begin it.
 */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { provider } = context;
  if (!provider) throw errorResponse(new AppError('not_found'));
  const to = safePath(new URL(request.url).searchParams.get('to'));
  if (request.headers.get('sec-fetch-site') === 'cross-site') return redirect('/sign-in');
  const { ctx, signedIn } = openCtx({ request, context, params });
  if (signedIn) return redirect(to);
  const begun = await startProviderSignIn(ctx, provider, { to });
  if (begun.kind === 'fault') {
    context.trace.say('warn', 'provider sign-in refused', { fault: begun.fault, reason: begun.reason });
    return redirect(`/sign-in?sso=${begun.fault}&to=${encodeURIComponent(to)}`);
  }
  const step = cookie(PROVIDER_COOKIE, begun.token, { secure: isSecure(context), maxAge: 600 });
  return redirect(begun.url, { headers: { 'Set-Cookie': step } });
}
