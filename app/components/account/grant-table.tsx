import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GrantState } from '~/access/grants';
import type { Role } from '~/access/roles';
import { formatDate, lastDayOf, NO_DATA } from '~/office/formats';
import { Chip, type ChipKind } from '../ui/chip';
import { Cell, EmptyRow, HeadCell, Row, Table, TableCard, TableFoot } from '../ui/table';

type Lang = 'vi' | 'en';

export interface ShownGrant {
  id: number;
  username: string;
  fullName: string | null;
  role: Role;
  unitCode: string | null;
  unitVi: string;
  unitEn: string;
  unitGone: boolean;
  delegatedByName: string | null;
  document: string | null;
  validFrom: string;
  validTo: string;
  state: GrantState;
}

const STATE_CHIPS: Record<GrantState, ChipKind> = { in_force: 'met', coming: 'scheduled', ended: 'neutral' };

export function GrantStateChip({ grant }: { grant: Pick<ShownGrant, 'state' | 'unitGone'> }) {
  const { t } = useTranslation();
  if (grant.unitGone && grant.state !== 'ended')
    return <Chip kind="missing">{t('grants:state.unit_gone')}</Chip>;
  return <Chip kind={STATE_CHIPS[grant.state]}>{t(`grants:state.${grant.state}`)}</Chip>;
}

/** "Từ 01/12/2026 đến hết 31/12/2026" */
export function GrantPeriod({ validFrom, validTo }: { validFrom: string; validTo: string | null }) {
  const { t } = useTranslation();
  const last = validTo === null ? null : lastDayOf(validTo);
  const from = formatDate(validFrom);
  return (
    <>{last === null ? t('grants:from', { from }) : t('grants:from_to', { from, to: formatDate(last) })}</>
  );
}

/** Who holds which right, where, and until when. */
export function GrantTable({ rows, lang, pager }: { rows: ShownGrant[]; lang: Lang; pager: ReactNode }) {
  const { t } = useTranslation();
  return (
    <TableCard>
      <Table caption={t('grants:caption')} stack>
        <thead>
          <Row>
            <HeadCell>{t('grants:who')}</HeadCell>
            <HeadCell>{t('grants:role')}</HeadCell>
            <HeadCell>{t('grants:scope')}</HeadCell>
            <HeadCell>{t('grants:period')}</HeadCell>
            <HeadCell>{t('grants:document')}</HeadCell>
            <HeadCell>{t('grants:state_word')}</HeadCell>
          </Row>
        </thead>
        <tbody>
          {rows.map((grant) => (
            <Row key={grant.id}>
              <Cell>
                <a href={`/grants/${grant.id}`} className="link">
                  {grant.fullName ?? grant.username}
                </a>
              </Cell>
              <Cell label={t('grants:role')}>
                {t(`common:role.${grant.role}`)}
                {grant.delegatedByName && (
                  <span className="block text-small text-ink-3">
                    {t('grants:acting_for', { name: grant.delegatedByName })}
                  </span>
                )}
              </Cell>
              <Cell label={t('grants:scope')}>
                {grant.unitCode === null
                  ? t('grants:installation')
                  : lang === 'vi'
                    ? grant.unitVi
                    : grant.unitEn}
              </Cell>
              <Cell label={t('grants:period')}>
                <GrantPeriod {...grant} />
              </Cell>
              <Cell label={t('grants:document')}>{grant.document ?? NO_DATA}</Cell>
              <Cell label={t('grants:state_word')}>
                <GrantStateChip grant={grant} />
              </Cell>
            </Row>
          ))}
          {rows.length === 0 && (
            <EmptyRow span={6}>
              {t('grants:nobody')}{' '}
              <a href="/grants" className="link">
                {t('grants:clear')}
              </a>
            </EmptyRow>
          )}
        </tbody>
      </Table>
      {rows.length > 0 && <TableFoot>{pager}</TableFoot>}
    </TableCard>
  );
}
