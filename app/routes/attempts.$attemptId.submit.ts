import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { submitAttempt } from '~/assessment/attempts.server';
import { answer, requireLearner } from '~/http/context.server';

export const loader = ({ params }: LoaderFunctionArgs) => redirect(`/attempts/${params.attemptId}`);

/** Submitting twice gives one result, so a double post is harmless. */
export async function action(args: ActionFunctionArgs) {
  const ctx = requireLearner(args);
  const publicId = args.params.attemptId ?? '';
  await answer(() => submitAttempt(ctx, { publicId }));
  return redirect(`/attempts/${publicId}/result`);
}
