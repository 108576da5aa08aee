import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { signOut } from '~/access/sessions.server';
import { isSecure, openCtx } from '~/http/context.server';
import { cookie, readCookie, SESSION_COOKIE } from '~/http/cookies';

export const loader = () => redirect('/');

export function action({ request, context, params }: ActionFunctionArgs) {
  const { ctx, signedIn } = openCtx({ request, context, params });
  const token = readCookie(request.headers.get('cookie'), SESSION_COOKIE);
  if (signedIn && token) signOut(ctx, token);
  return redirect('/sign-in', {
    headers: { 'Set-Cookie': cookie(SESSION_COOKIE, '', { secure: isSecure(context), maxAge: 0 }) },
  });
}
