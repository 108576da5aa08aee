import { AppError } from '~/access/errors';
import { readMoment } from '~/components/work/moment';
import { readRosterQuery, rosterFilters } from '~/components/work/roster-filter';
import { i18nFor } from '~/locales/i18n.server';
import { rosterLabels } from '~/locales/roster-labels.server';
import { dateOf } from '~/office/dates';
import { exportRoster } from '~/reporting/roster-export.server';
import { answer, preferencesOf, requireCtx, type RouteArgs } from './context.server';
import { fileResponse, streamOf } from './download';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The roster of the page as a file: the same filters, the same day, the same order. */
export function rosterDownload(args: RouteArgs, format: keyof typeof TYPES): Promise<Response> {
  const ctx = requireCtx(args, 'roster.export');
  const { lang } = preferencesOf(args);
  const params = new URL(args.request.url).searchParams;
  const { moment, errors } = readMoment(params);
  const filters = { ...moment, ...rosterFilters(readRosterQuery(params)) };
  return answer(async () => {
    if (errors.asOf || errors.knownAt) throw new AppError('invalid_input', {}, errors);
    const input = { format, ...filters, labels: rosterLabels(lang) };
    const body = await streamOf((sink) => exportRoster(ctx, input, sink));
    const named = { date: moment.asOf ?? dateOf(ctx.now), format };
    const { t } = i18nFor(lang);
    return fileResponse(body, {
      type: TYPES[format],
      ascii: t('documents:roster.file_ascii', named),
      name: t('documents:roster.file', named),
    });
  });
}
