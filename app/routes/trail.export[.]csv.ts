import type { LoaderFunctionArgs } from '@remix-run/node';
import { AppError } from '~/access/errors';
import { readTrailQuery, trailFilters } from '~/components/trail/trail-query';
import { answer, preferencesOf, requireCtx } from '~/http/context.server';
import { fileResponse, streamOf } from '~/http/download';
import { i18nFor } from '~/locales/i18n.server';
import { trailLabels } from '~/locales/trail-labels.server';
import { dateOf } from '~/office/dates';
import { exportTrail } from '~/operations/trail-export.server';

/** The trail of the page as a file: the same filter, oldest first. */
export function loader(args: LoaderFunctionArgs): Promise<Response> {
  const ctx = requireCtx(args, 'trail.read');
  const { lang } = preferencesOf(args);
  const { query, errors } = readTrailQuery(new URL(args.request.url).searchParams);
  return answer(async () => {
    if (Object.keys(errors).length > 0) throw new AppError('invalid_input', {}, errors);
    const input = { query: trailFilters(query), labels: trailLabels(lang) };
    const body = await streamOf((sink) => exportTrail(ctx, input, sink));
    const { t } = i18nFor(lang);
    const named = { date: dateOf(ctx.now) };
    return fileResponse(body, {
      type: 'text/csv; charset=utf-8',
      ascii: t('trail:csv.file_ascii', named),
      name: t('trail:csv.file', named),
    });
  });
}
