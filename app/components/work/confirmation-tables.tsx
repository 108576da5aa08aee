import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, lastDayOf, NO_DATA } from '~/office/formats';
import { Button } from '../ui/button';
import { Chip } from '../ui/chip';
import { FileText } from '../ui/icons';
import { Icon } from '../ui/icon';
import { Cell, EmptyRow, HeadCell, Row, Table, TableCard, TableFoot } from '../ui/table';
import { LastDay } from './evidence-words';
import { personHref } from './people-links';
import type { Lang } from './words';

interface InUnit {
  staffCode: string;
  fullName: string;
  unitVi: string;
  unitEn: string;
}

export interface DueRow extends InUnit {
  /** First day out of the confirmation that would be issued. */
  validTo: string;
}

/** People who meet the rule and hold no confirmation that covers them; one press issues one. */
export function DueTable({
  rows,
  formKey,
  lang,
  pager,
}: {
  rows: DueRow[];
  /** Random, new for each drawing of the page: with a person's code it is the key of the form on that line. */
  formKey: string;
  lang: Lang;
  pager: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <TableCard>
      <Table caption={t('work:confirmations.due')} stack>
        <thead>
          <Row>
            <HeadCell>{t('work:column.name')}</HeadCell>
            <HeadCell>{t('work:column.staff_code')}</HeadCell>
            <HeadCell>{t('work:column.unit')}</HeadCell>
            <HeadCell>{t('work:confirmations.would_hold')}</HeadCell>
            <HeadCell>
              <span className="sr-only">{t('work:confirmations.issue')}</span>
            </HeadCell>
          </Row>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.staffCode}>
              <NameCell {...row} />
              <Cell className="whitespace-nowrap">{row.staffCode}</Cell>
              <Cell label={t('work:column.unit')} className="[&::before]:shrink-0">
                {unitOf(row, lang)}
              </Cell>
              <Cell label={t('work:confirmations.would_hold')}>
                <LastDay lastDay={lastDayOf(row.validTo)} />
              </Cell>
              <Cell align="right" className="max-sm:basis-full">
                <form method="post">
                  <input type="hidden" name="staffCode" value={row.staffCode} />
                  <input type="hidden" name="key" value={`${formKey}.${row.staffCode}`} />
                  <Button
                    size={30}
                    busyLabel={t('work:confirmations.issuing')}
                    aria-label={t('work:confirmations.issue_to', { name: row.fullName })}
                  >
                    {t('work:confirmations.issue')}
                  </Button>
                </form>
              </Cell>
            </Row>
          ))}
          {rows.length === 0 && <EmptyRow span={5}>{t('work:confirmations.nobody_due')}</EmptyRow>}
        </tbody>
      </Table>
      {rows.length > 0 && <TableFoot>{pager}</TableFoot>}
    </TableCard>
  );
}

export interface RegisterRow extends InUnit {
  id: number;
  number: string;
  issuedOn: string;
  lastDay: string | null;
  state: 'valid' | 'expired';
}

/** The register, newest number first; each line leads to its paper. */
export function RegisterTable({ rows, lang, pager }: { rows: RegisterRow[]; lang: Lang; pager: ReactNode }) {
  const { t } = useTranslation();
  return (
    <TableCard>
      <Table caption={t('work:confirmations.register')} stack>
        <thead>
          <Row>
            <HeadCell>{t('work:column.number')}</HeadCell>
            <HeadCell>{t('work:column.name')}</HeadCell>
            <HeadCell>{t('work:column.staff_code')}</HeadCell>
            <HeadCell>{t('work:column.unit')}</HeadCell>
            <HeadCell>{t('work:column.issued_on')}</HeadCell>
            <HeadCell>{t('work:column.valid_to')}</HeadCell>
            <HeadCell>{t('work:column.state')}</HeadCell>
            <HeadCell>{t('work:confirmations.paper')}</HeadCell>
          </Row>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id}>
              <Cell className="font-semibold whitespace-nowrap max-sm:basis-full">{row.number}</Cell>
              <NameCell {...row} />
              <Cell className="whitespace-nowrap">{row.staffCode}</Cell>
              <Cell label={t('work:column.unit')} className="[&::before]:shrink-0">
                {unitOf(row, lang)}
              </Cell>
              <Cell label={t('work:column.issued_on')}>{formatDate(row.issuedOn)}</Cell>
              <Cell label={t('work:column.valid_to')}>
                <LastDay lastDay={row.lastDay} />
              </Cell>
              <Cell>
                <Chip kind={row.state === 'valid' ? 'met' : 'expired'} dense>
                  {row.state === 'valid' ? t('work:confirmations.valid') : t('work:result.expired')}
                </Chip>
              </Cell>
              <Cell className="max-sm:basis-full">
                <a
                  href={`/confirmations/${row.id}.pdf`}
                  className="link inline-flex items-center gap-1.5"
                  aria-label={t('work:confirmations.pdf_of', { number: row.number })}
                >
                  <Icon of={FileText} size={15} />
                  {t('work:confirmations.pdf')}
                </a>
              </Cell>
            </Row>
          ))}
          {rows.length === 0 && <EmptyRow span={8}>{t('work:confirmations.nothing_issued')}</EmptyRow>}
        </tbody>
      </Table>
      {rows.length > 0 && <TableFoot>{pager}</TableFoot>}
    </TableCard>
  );
}

function NameCell({ staffCode, fullName }: InUnit) {
  return (
    <Cell name>
      <a href={personHref(staffCode)} className="quiet-link hover:underline">
        {fullName}
      </a>
    </Cell>
  );
}

function unitOf({ unitVi, unitEn }: InUnit, lang: Lang): string {
  return (lang === 'vi' ? unitVi : unitEn) || NO_DATA;
}
