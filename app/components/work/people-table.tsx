import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInteger, NO_DATA } from '~/office/formats';
import type { Category } from '~/organisation/terms';
import { Chip } from '../ui/chip';
import { Cell, HeadCell, Row, Table, TableCard, TableFoot } from '../ui/table';
import { personHref } from './people-links';
import type { Lang } from './words';

export interface PeopleRow {
  staffCode: string;
  fullName: string;
  unitVi: string;
  unitEn: string;
  category: Category;
  met: boolean;
  missing: string[];
}

export interface PeopleTableProps {
  rows: PeopleRow[];
  /** Ordinal of the first row. */
  first: number;
  asOf: string;
  lang: Lang;
  pager: ReactNode;
}

/** Names, each leading to the evidence that decided on the same day. */
export function PeopleTable({ rows, first, asOf, lang, pager }: PeopleTableProps) {
  const { t } = useTranslation();
  return (
    <TableCard>
      <Table caption={t('work:people.caption')} stack>
        <thead>
          <Row>
            <HeadCell align="right">{t('work:column.ordinal')}</HeadCell>
            <HeadCell>{t('work:column.name')}</HeadCell>
            <HeadCell>{t('work:column.staff_code')}</HeadCell>
            <HeadCell>{t('work:column.unit')}</HeadCell>
            <HeadCell>{t('work:column.category')}</HeadCell>
            <HeadCell>{t('work:column.result')}</HeadCell>
          </Row>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Row key={row.staffCode}>
              <Cell align="right" tone="quiet" className="max-sm:hidden">
                {formatInteger(first + index, lang)}
              </Cell>
              <Cell name>
                <a href={personHref(row.staffCode, asOf)} className="quiet-link hover:underline">
                  {row.fullName}
                </a>
              </Cell>
              <Cell className="whitespace-nowrap">{row.staffCode}</Cell>
              <Cell label={t('work:column.unit')} className="[&::before]:shrink-0">
                {(lang === 'vi' ? row.unitVi : row.unitEn) || NO_DATA}
              </Cell>
              <Cell label={t('work:column.category')}>{t(`work:category_label.${row.category}`)}</Cell>
              <Cell className="max-sm:basis-full">
                <Chip kind={row.met ? 'met' : 'missing'} dense>
                  {row.met
                    ? t('work:result.met')
                    : t('work:result.missing_modules', { modules: row.missing.join(', ') })}
                </Chip>
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      <TableFoot>{pager}</TableFoot>
    </TableCard>
  );
}
