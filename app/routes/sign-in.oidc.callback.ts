import { redirect, type LoaderFunctionArgs } from '@remix-run/node';
import { AppError } from '~/access/errors';
import { clientOf, errorResponse, isSecure, openCtx } from '~/http/context.server';
import { cookie, PROVIDER_COOKIE, readCookie, SESSION_COOKIE, STEP_COOKIE } from '~/http/cookies';
import { finishProviderSignIn } from '~/organisation/provider-sign-in.server';

/** Back from the provider: a session, or the sign-in page with what went wrong and what to do. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { provider } = context;
  if (!provider) throw errorResponse(new AppError('not_found'));
  const { ctx } = openCtx({ request, context, params });
  const cookies = request.headers.get('cookie');
  const outcome = await finishProviderSignIn(ctx, provider, {
    query: new URL(request.url).search,
    stepToken: readCookie(cookies, PROVIDER_COOKIE),
    client: clientOf({ request, context }),
    replaces: readCookie(cookies, SESSION_COOKIE),
  });
  const secure = isSecure(context);
  const headers = new Headers();
  headers.append('Set-Cookie', cookie(PROVIDER_COOKIE, '', { secure, maxAge: 0 }));
  if (outcome.kind === 'fault') {
    context.trace.say('warn', 'provider sign-in refused', { fault: outcome.fault, reason: outcome.reason });
    return redirect(`/sign-in?sso=${outcome.fault}&to=${encodeURIComponent(outcome.to)}`, { headers });
  }
  context.trace.setAccount(outcome.accountId);
  if (outcome.kind === 'factor') {
    headers.append('Set-Cookie', cookie(STEP_COOKIE, outcome.step, { secure, maxAge: 300 }));
    return redirect(`/sign-in/factor?to=${encodeURIComponent(outcome.to)}`, { headers });
  }
  headers.append('Set-Cookie', cookie(SESSION_COOKIE, outcome.token, { secure }));
  return redirect(outcome.to, { headers });
}
