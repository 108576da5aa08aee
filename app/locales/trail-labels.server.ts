import { dateOf } from '~/office/dates';
import { formatDate, formatTime } from '~/office/formats';
import { TRAIL_COLUMNS, type TrailColumn, type TrailLabels } from '~/operations/trail-export.server';
import { i18nFor } from './i18n.server';
import { trailWords } from './trail-words';

/** Words of the exported trail. */
export function trailLabels(lang: 'vi' | 'en'): TrailLabels {
  const { t } = i18nFor(lang);
  const words = trailWords(t, lang);
  const columns = TRAIL_COLUMNS.map((column) => [column, t(`trail:csv.column.${column}`)]);
  return {
    columns: Object.fromEntries(columns) as Record<TrailColumn, string>,
    action: words.action,
    object: words.kind,
    objectName: words.objectName,
    detail: ({ detail }) => words.detail(detail),
    // The day first: spreadsheets sort and read it.
    time: (at) => `${formatDate(dateOf(at))} ${formatTime(at)}`,
  };
}
