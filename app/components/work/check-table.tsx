import { useTranslation } from 'react-i18next';
import { formatInstant, formatInteger } from '~/office/formats';
import { Callout } from '../ui/callout';
import { Chip } from '../ui/chip';
import { Cell, HeadCell, Row, Table, TableCard } from '../ui/table';
import type { Lang } from './words';

/** Integrity rules that have words here. */
export const CHECK_NAMES = [
  'spans',
  'register',
  'trail',
  'answer_chains',
  'files',
  'foreign_keys',
  'one_primary_post',
  'posts_within_units',
  'no_district_since_reform',
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

export interface CheckTableProps {
  checks: { name: CheckName; ok: boolean; count: number }[];
  /** UTC milliseconds, and how long it took. */
  startedAt: number;
  ms: number;
  lang: Lang;
}

/** Every integrity rule with its outcome; what is wrong says what to do. */
export function CheckTable({ checks, startedAt, ms, lang }: CheckTableProps) {
  const { t } = useTranslation();
  const failed = checks.filter(({ ok }) => !ok).length;
  return (
    <>
      <Callout
        kind={failed === 0 ? 'done' : 'wrong'}
        dense
        title={
          failed === 0
            ? t('work:system.all_hold', { count: checks.length })
            : t('work:system.some_fail', { count: failed, total: checks.length })
        }
      >
        {t('work:system.ran_at', { time: formatInstant(startedAt, lang), ms: formatInteger(ms, lang) })}{' '}
        {failed > 0 && t('work:system.what_to_do')}
      </Callout>
      <TableCard className="pb-2">
        <Table caption={t('work:system.checks')} stack>
          <thead>
            <Row>
              <HeadCell>{t('work:system.rule')}</HeadCell>
              <HeadCell>{t('work:column.state')}</HeadCell>
              <HeadCell align="right">{t('work:system.faults')}</HeadCell>
            </Row>
          </thead>
          <tbody>
            {checks.map(({ name, ok, count }) => (
              <Row key={name}>
                <Cell name className="font-normal">
                  {t(`work:system.check.${name}`)}
                </Cell>
                <Cell>
                  <Chip kind={ok ? 'met' : 'rejected'} dense>
                    {ok ? t('work:system.holds') : t('work:system.fails')}
                  </Chip>
                </Cell>
                <Cell align="right" label={t('work:system.faults')}>
                  {formatInteger(count, lang)}
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </TableCard>
    </>
  );
}
