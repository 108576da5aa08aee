import type { ActionFunctionArgs } from '@remix-run/node';
import { AppError } from '~/access/errors';
import { signIn } from '~/access/sessions.server';
import { clientOf, isSecure, openCtx } from '~/http/context.server';
import { cookie, readCookie, SESSION_COOKIE } from '~/http/cookies';

/** Signing in again without leaving the page, for a session that ended in mid-exam. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const form = await request.formData();
  const { ctx } = openCtx({ request, context, params });
  try {
    const code = form.get('code');
    const signed = await signIn(ctx, {
      name: String(form.get('name') ?? '').slice(0, 200),
      password: String(form.get('password') ?? '').slice(0, 200),
      client: clientOf({ request, context }),
      replaces: readCookie(request.headers.get('cookie'), SESSION_COOKIE),
      ...(code ? { code: String(code).slice(0, 40) } : {}),
    });
    // The page asks for the code and sends everything again: nothing of the paper is lost by it.
    if (signed.kind === 'factor')
      return Response.json({ ok: false, code: 'factor_required' }, { status: 401 });
    const { token } = signed;
    return Response.json(
      { ok: true },
      { headers: { 'Set-Cookie': cookie(SESSION_COOKIE, token, { secure: isSecure(context) }) } },
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Response.json(
      { ok: false, code: error.code, seconds: error.detail.seconds },
      { status: error.status },
    );
  }
}
