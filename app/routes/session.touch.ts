import type { ActionFunctionArgs } from '@remix-run/node';
import { AppError } from '~/access/errors';
import { renewSession } from '~/access/sessions.server';
import { errorResponse, requireCtx, tokenOf } from '~/http/context.server';

/** Keeps a session that somebody still uses without opening a page; answers how many seconds it has. */
export function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args);
  const end = renewSession(ctx.db, tokenOf(args), ctx.now);
  if (end === null) throw errorResponse(new AppError('sign_in_required'));
  return Response.json({ seconds: Math.floor((end - ctx.now) / 1000) });
}
