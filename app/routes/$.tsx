import { AppError } from '~/access/errors';
import { errorResponse } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';

export const handle: PageHandle = { frame: 'learner' };

/** An address that nothing answers to; the error page of the root says so. */
export function loader() {
  throw errorResponse(new AppError('not_found'));
}

export const action = loader;

export default function NotFound() {
  return null;
}
