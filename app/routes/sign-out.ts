import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { signOut } from '~/access/sessions.server';
import { isSecure, openCtx, tokenOf } from '~/http/context.server';
import { cookie, SESSION_COOKIE } from '~/http/cookies';

export const loader = () => redirect('/');

export function action({ request, context, params }: ActionFunctionArgs) {
  const { ctx, signedIn } = openCtx({ request, context, params });
  const token = tokenOf({ request, context });
  const { method } = signedIn ? signOut(ctx, token) : { method: null };
  // The provider's own session is still there: on a shared machine the next person would be this one.
  const atProvider = method === 'oidc' && context.provider !== null;
  return redirect(atProvider ? '/sign-in?sso=signed_out' : '/sign-in', {
    headers: { 'Set-Cookie': cookie(SESSION_COOKIE, '', { secure: isSecure(context), maxAge: 0 }) },
  });
}
