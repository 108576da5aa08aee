import type { ActionFunctionArgs } from '@remix-run/node';
import { beginPasskeySignIn, finishPasskeySignIn } from '~/access/passkeys.server';
import { clientOf, isSecure, openCtx, safePath } from '~/http/context.server';
import { cookie, readCookie, SESSION_COOKIE, PASSKEY_COOKIE } from '~/http/cookies';
import { jsonAnswer, readJson } from '~/http/json';

/** Both halves of signing in by a passkey: without an answer of the browser its options, with one the session. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { ctx } = openCtx({ request, context, params });
  const body = await readJson(request);
  const secure = isSecure(context);
  const cookies = request.headers.get('cookie');
  return jsonAnswer(async () => {
    if (body.response === undefined) {
      const { options, step } = await beginPasskeySignIn(ctx);
      const headers = { 'Set-Cookie': cookie(PASSKEY_COOKIE, step, { secure, maxAge: 300 }) };
      return Response.json({ ok: true, options }, { headers });
    }
    const { token } = await finishPasskeySignIn(ctx, {
      step: readCookie(cookies, PASSKEY_COOKIE) ?? '',
      response: body.response,
      client: clientOf({ request, context }),
      replaces: readCookie(cookies, SESSION_COOKIE),
    });
    const headers = new Headers();
    headers.append('Set-Cookie', cookie(SESSION_COOKIE, token, { secure }));
    headers.append('Set-Cookie', cookie(PASSKEY_COOKIE, '', { secure, maxAge: 0 }));
    return Response.json({ ok: true, to: safePath(String(body.to ?? '/')) }, { headers });
  });
}
