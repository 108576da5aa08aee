import { useTranslation } from 'react-i18next';
import type { Role } from '~/access/roles';
import type { CodePurpose } from '~/access/terms';
import { formatDate, formatInstant, lastDayOf, NO_DATA } from '~/office/formats';
import { Card, CardBody } from '../ui/card';
import { DefinitionList } from '../ui/definition-list';
import { Cell, HeadCell, Row, Table, TableCard } from '../ui/table';

type Lang = 'vi' | 'en';

export interface ShownAccount {
  username: string;
  staffCode: string | null;
  state: 'waiting' | 'active' | 'closed';
  unitVi: string;
  unitEn: string;
  createdAt: number;
  passwordChosenAt: number | null;
  closedAt: number | null;
  closedReason: string | null;
  code: { purpose: CodePurpose; expiresAt: number; isOver: boolean } | null;
}

export function AccountFacts({ account, lang }: { account: ShownAccount; lang: Lang }) {
  const { t } = useTranslation();
  const time = (at: number) => formatInstant(at, lang, 'minute');
  const { code, closedAt, closedReason, passwordChosenAt } = account;
  const slip = !code
    ? t('accounts:card.no_slip')
    : code.isOver
      ? t('accounts:card.slip_over', { time: time(code.expiresAt) })
      : t(`accounts:card.slip_${code.purpose}`, { time: time(code.expiresAt) });
  const reason = closedReason === 'left' ? t('accounts:card.left') : closedReason;
  return (
    <Card density="work" as="div">
      <CardBody>
        <DefinitionList
          look="dense"
          rows={[
            { term: t('accounts:card.username'), value: account.staffCode ?? account.username },
            {
              term: t('accounts:card.unit'),
              value:
                account.staffCode === null
                  ? t('accounts:card.lone')
                  : (lang === 'vi' ? account.unitVi : account.unitEn) || NO_DATA,
            },
            { term: t('accounts:card.since'), value: time(account.createdAt) },
            {
              term: t('accounts:card.chosen'),
              value:
                passwordChosenAt !== null
                  ? time(passwordChosenAt)
                  : account.state === 'waiting'
                    ? t('accounts:card.not_chosen')
                    : t('accounts:card.given'),
            },
            { term: t('accounts:card.slip'), value: slip },
          ]}
        />
        {closedAt !== null && (
          <p className="mt-3">
            {t('accounts:card.closed_at', { time: time(closedAt) })}
            <br />
            {t('accounts:card.closed_why', { reason: reason ?? NO_DATA })}
          </p>
        )}
      </CardBody>
    </Card>
  );
}

export interface ShownGrant {
  role: Role;
  unitVi: string;
  unitEn: string;
  validFrom: string;
  validTo: string;
}

export function AccountGrants({ grants, lang }: { grants: ShownGrant[]; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="grants" className="grid grid-cols-1 gap-2">
      <h2 id="grants" className="text-work-heading">
        {t('accounts:card.grants')}
      </h2>
      {grants.length === 0 ? (
        <p className="text-ink-2">{t('accounts:card.no_grants')}</p>
      ) : (
        <TableCard>
          <Table caption={t('accounts:card.grants_caption')} stack>
            <thead>
              <Row>
                <HeadCell>{t('accounts:card.role')}</HeadCell>
                <HeadCell>{t('accounts:card.scope')}</HeadCell>
                <HeadCell>{t('accounts:card.from')}</HeadCell>
                <HeadCell>{t('accounts:card.to')}</HeadCell>
              </Row>
            </thead>
            <tbody>
              {grants.map((grant, index) => {
                const last = lastDayOf(grant.validTo);
                return (
                  <Row key={index}>
                    <Cell>{t(`common:role.${grant.role}`)}</Cell>
                    <Cell label={t('accounts:card.scope')}>
                      {(lang === 'vi' ? grant.unitVi : grant.unitEn) || t('accounts:card.installation')}
                    </Cell>
                    <Cell label={t('accounts:card.from')}>{formatDate(grant.validFrom)}</Cell>
                    <Cell label={t('accounts:card.to')}>
                      {last === null ? t('accounts:card.no_end') : formatDate(last)}
                    </Cell>
                  </Row>
                );
              })}
            </tbody>
          </Table>
        </TableCard>
      )}
    </section>
  );
}
