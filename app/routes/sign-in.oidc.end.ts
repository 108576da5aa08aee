import { redirect, type LoaderFunctionArgs } from '@remix-run/node';
import { AppError } from '~/access/errors';
import { errorResponse } from '~/http/context.server';

/** Signing out of the provider as well, on a machine that others use after this person. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { provider } = context;
  if (!provider) throw errorResponse(new AppError('not_found'));
  return redirect((await provider.endUrl(context.now())) ?? '/sign-in');
}
