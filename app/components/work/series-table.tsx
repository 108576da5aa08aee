import { useTranslation } from 'react-i18next';
import { formatDate, formatInteger } from '~/office/formats';
import type { Share } from '~/proficiency/figure';
import type { SeriesPoint } from '~/proficiency/series';
import { Icon } from '../ui/icon';
import { ChevronRight } from '../ui/icons';
import { Cell, HeadCell, Row, Table } from '../ui/table';
import { shareText, type Lang } from './words';

export interface SeriesTableProps {
  /** In order of time. */
  points: SeriesPoint[];
  target: Share;
  lang: Lang;
  /** The list of names behind a figure of a day. */
  hrefOf: (asOf: string, met: boolean) => string;
}

/** The same points as numbers, each leading to its names. */
export function SeriesTable({ points, target, lang, hrefOf }: SeriesTableProps) {
  const { t } = useTranslation();
  return (
    <details className="disclosure mt-1">
      <summary className="no-print">
        <Icon of={ChevronRight} size={16} />
        {t('work:series.as_table')}
      </summary>
      <div className="mt-2">
        <Table caption={t('work:series.title')}>
          <thead>
            <Row>
              <HeadCell>{t('work:series.day')}</HeadCell>
              <HeadCell align="right">{t('work:column.met')}</HeadCell>
              <HeadCell align="right">{t('work:column.counted')}</HeadCell>
              <HeadCell align="right">{t('work:column.share')}</HeadCell>
            </Row>
          </thead>
          <tbody>
            {points.map((point) => (
              <Row key={point.asOf}>
                <Cell name>{formatDate(point.asOf)}</Cell>
                <Cell align="right">
                  <a href={hrefOf(point.asOf, true)}>{formatInteger(point.numerator, lang)}</a>
                </Cell>
                <Cell align="right">{formatInteger(point.denominator, lang)}</Cell>
                <Cell align="right">{shareText(point.numerator, point.denominator, target, lang)}</Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}
