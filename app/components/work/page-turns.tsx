import { useTranslation } from 'react-i18next';
import { formatInteger } from '~/office/formats';
import { Pager } from '../ui/pager';
import type { Lang } from './words';

export interface PageTurnsProps {
  page: number;
  pageSize: number;
  total: number;
  hrefOf: (page: number) => string;
  lang: Lang;
}

/** "1–50 trên 86" with the ways on and back; nothing where there is nothing to turn. */
export function PageTurns({ page, pageSize, total, hrefOf, lang }: PageTurnsProps) {
  const { t } = useTranslation();
  if (total === 0) return null;
  const from = (page - 1) * pageSize + 1;
  const to = Math.min(page * pageSize, total);
  const number = (value: number) => formatInteger(value, lang);
  const range = t('work:pager.range', {
    from: number(Math.min(from, total)),
    to: number(to),
    total: number(total),
  });
  if (total <= pageSize) return <span className="ml-auto text-ink-2">{range}</span>;
  return (
    <Pager
      label={t('work:pager.label')}
      range={range}
      previousHref={page > 1 ? hrefOf(page - 1) : null}
      nextHref={to < total ? hrefOf(page + 1) : null}
      previousLabel={t('work:pager.previous')}
      nextLabel={t('work:pager.next')}
    />
  );
}

/** A page number of an address: a whole number from 1. */
export function readPage(params: URLSearchParams): number {
  const text = params.get('page') ?? '';
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : 1;
}
