import type { ActionFunctionArgs } from '@remix-run/node';
import { beginPasskey, finishPasskey } from '~/access/passkeys.server';
import { clientOf, isSecure, requireCtx, tokenOf } from '~/http/context.server';
import { cookie, readCookie, SESSION_COOKIE, PASSKEY_COOKIE } from '~/http/cookies';
import { jsonAnswer, readJson } from '~/http/json';

/** Both halves of adding a passkey: the password gives the options, the browser's answer adds it. */
export async function action(args: ActionFunctionArgs) {
  const { request, context } = args;
  const ctx = requireCtx(args);
  const body = await readJson(request);
  const secure = isSecure(context);
  const cookies = request.headers.get('cookie');
  const text = (name: string) => String(body[name] ?? '').slice(0, 201);
  return jsonAnswer(async () => {
    if (body.response === undefined) {
      const { network } = clientOf(args);
      const { options, step } = await beginPasskey(ctx, { current: text('password'), network });
      const headers = { 'Set-Cookie': cookie(PASSKEY_COOKIE, step, { secure, maxAge: 300 }) };
      return Response.json({ ok: true, options }, { headers });
    }
    const { token } = await finishPasskey(ctx, {
      step: readCookie(cookies, PASSKEY_COOKIE) ?? '',
      response: body.response,
      label: text('label'),
      token: tokenOf(args),
    });
    const headers = { 'Set-Cookie': cookie(SESSION_COOKIE, token, { secure }) };
    return Response.json({ ok: true, to: '/account/factors' }, { headers });
  });
}
