import { formatDate, formatInstant, formatInteger } from '~/office/formats';
import { CATEGORIES, type Category } from '~/organisation/terms';
import type { RosterHead, RosterLabels } from '~/reporting/roster-export.server';
import { i18nFor } from './i18n.server';

/** Words of the exported roster, for pages and for the command line. */
export function rosterLabels(lang: 'vi' | 'en'): (head: RosterHead & { sha256: string }) => RosterLabels {
  const { t } = i18nFor(lang);
  return ({ asOf, tx, rule, rows, sha256 }) => ({
    sheet: t('documents:roster.sheet'),
    title: [
      t('documents:roster.title'),
      t('documents:roster.moment', { date: formatDate(asOf), time: formatInstant(tx.at, lang) }),
    ],
    footnotes: [
      t('documents:roster.rows', { count: rows, rows: formatInteger(rows, lang) }),
      rule
        ? t('documents:roster.rule', { code: rule.code, version: rule.version, hash: rule.hash })
        : t('documents:roster.no_rule'),
      ...(rule && !rule.decision ? [t('documents:roster.provisional')] : []),
      t('documents:roster.tx', { tx: formatInteger(tx.id, lang), time: formatInstant(tx.at, lang) }),
      t('documents:roster.hash', { sha256 }),
    ],
    creator: t('common:product'),
    columns: {
      ordinal: t('documents:roster.column.ordinal'),
      staffCode: t('documents:roster.column.staff_code'),
      fullName: t('documents:roster.column.full_name'),
      birthDate: t('documents:roster.column.birth_date'),
      unitCode: t('documents:roster.column.unit_code'),
      unitName: t('documents:roster.column.unit_name'),
      category: t('documents:roster.column.category'),
      position: t('documents:roster.column.position'),
      result: t('documents:roster.column.result'),
    },
    categories: Object.fromEntries(
      CATEGORIES.map((category) => [category, t(`work:category_label.${category}`)]),
    ) as Record<Category, string>,
    result: (missing) =>
      missing.length === 0
        ? t('documents:roster.met')
        : t('documents:roster.missing', { modules: missing.join(', ') }),
  });
}
