import { useTranslation } from 'react-i18next';
import { formatDate, formatInteger } from '~/office/formats';
import { Button, ButtonLink } from '../ui/button';
import { Card, CardBody } from '../ui/card';
import { DateField } from '../ui/date-field';
import { EmptyState } from '../ui/empty-state';
import { Download, FileSpreadsheet, Search, Table2, Users } from '../ui/icons';
import { Menu } from '../ui/menu';
import type { Moment } from './moment';
import { exportHref, ROSTER_PATH, type RosterQuery } from './roster-filter';
import { ROSTER_FORM, type Condition } from './roster-filters';
import type { Lang } from './words';

export interface RosterHeadProps {
  asOf: string;
  counts: { total: number; met: number; expiring: number; missing: number };
  query: RosterQuery;
  moment: Moment;
  /** Words of what is wrong with the typed date. */
  dateError?: string | undefined;
  typedDate: string;
  lang: Lang;
}

/** Title, counts in words, the day, and the export of just what is shown. */
export function RosterHead({ asOf, counts, query, moment, dateError, typedDate, lang }: RosterHeadProps) {
  const { t } = useTranslation();
  const number = (value: number) => formatInteger(value, lang);
  const day = { ...moment, asOf };
  return (
    <header className="mb-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <div>
        <h1 className="text-work-title">{t('work:roster.title')}</h1>
        <p className="text-ink-2">
          {t('work:roster.counts_people', { count: counts.total, total: number(counts.total) })} ·{' '}
          <b>{t('work:roster.counts_met', { met: number(counts.met) })}</b>
          {counts.expiring > 0 &&
            `, ${t('work:roster.counts_expiring', { expiring: number(counts.expiring) })}`}{' '}
          · <b>{t('work:roster.counts_missing', { missing: number(counts.missing) })}</b>
        </p>
        <p className="print-only">{t('work:roster.as_of_print', { date: formatDate(asOf) })}</p>
      </div>
      <div className="no-print flex flex-wrap items-center gap-3">
        <DateField
          name="asOf"
          form={ROSTER_FORM}
          label={t('work:moment.as_of')}
          patternTitle={t('work:moment.date_pattern')}
          defaultValue={dateError ? typedDate : formatDate(asOf)}
          error={dateError}
          density="inline"
          className="flex-wrap"
          inputClassName="w-36"
        />
        <Button size={36} form={ROSTER_FORM}>
          {t('work:moment.submit')}
        </Button>
        <Menu
          label={t('work:roster.export')}
          variant="primary"
          size={36}
          icon={Download}
          align="end"
          wide
          heading={t('work:roster.export_heading', { count: counts.total, rows: number(counts.total) })}
          foot={t('work:roster.export_foot')}
          items={[
            {
              href: exportHref('xlsx', query, day),
              label: t('work:roster.export_xlsx'),
              line: t('work:roster.export_xlsx_line'),
              icon: FileSpreadsheet,
              download: true,
            },
            {
              href: exportHref('csv', query, day),
              label: t('work:roster.export_csv'),
              line: t('work:roster.export_csv_line'),
              icon: Table2,
              download: true,
            },
          ]}
        />
      </div>
    </header>
  );
}

/** Why nothing is listed, and the way out: the last condition off, or all of them. */
export function RosterEmpty({ conditions, asOf }: { conditions: Condition[]; asOf: string }) {
  const { t } = useTranslation();
  const last = conditions.at(-1);
  return (
    <Card density="work" as="div">
      <CardBody>
        {last ? (
          <EmptyState
            icon={Search}
            title={
              conditions.length === 1
                ? t('work:roster.none_match_single')
                : t('work:roster.none_match', { count: conditions.length })
            }
            actions={
              <>
                <ButtonLink size={36} href={last.removeHref}>
                  {t('work:remove_short', { condition: last.words })}
                </ButtonLink>
                <ButtonLink size={36} variant="quiet" href={`${ROSTER_PATH}?clear=1`}>
                  {t('work:clear_filters')}
                </ButtonLink>
              </>
            }
          >
            {t('work:roster.none_match_text', {
              conditions: conditions.map(({ words }) => words).join('; '),
            })}
          </EmptyState>
        ) : (
          <EmptyState icon={Users} title={t('work:roster.empty', { date: formatDate(asOf) })}>
            {t('work:roster.empty_text')}
          </EmptyState>
        )}
      </CardBody>
    </Card>
  );
}
