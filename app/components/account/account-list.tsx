import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCOUNT_STATES, type AccountState } from '~/access/terms';
import { formatInstant, formatInteger, NO_DATA } from '~/office/formats';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Chip, type ChipKind } from '../ui/chip';
import { SelectField, TextField } from '../ui/field';
import { Search, SlidersHorizontal } from '../ui/icons';
import { Cell, EmptyRow, HeadCell, Row, Table, TableCard, TableFoot } from '../ui/table';
import { unitOptions, type UnitChoice } from '../work/unit-options';
import { ROLES } from '~/access/roles';
import { accountHref, ACCOUNTS_PATH, type AccountQuery } from './account-filter';

type Lang = 'vi' | 'en';

const STATE_CHIPS: Record<AccountState, ChipKind> = {
  none: 'notIssued',
  waiting: 'waiting',
  active: 'met',
  closed: 'frozen',
};

export function AccountStateChip({ state }: { state: AccountState }) {
  const { t } = useTranslation();
  return <Chip kind={STATE_CHIPS[state]}>{t(`accounts:state.${state}`)}</Chip>;
}

export interface AccountFiltersProps {
  query: AccountQuery;
  units: UnitChoice[];
  counts: Record<AccountState, number>;
  lang: Lang;
}

export function AccountFilters({ query, units, counts, lang }: AccountFiltersProps) {
  const { t } = useTranslation();
  const states = ACCOUNT_STATES.map((value) => ({
    value,
    label: `${t(`accounts:state.${value}`)} (${formatInteger(counts[value], lang)})`,
  }));
  return (
    <Card density="work" as="div" className="no-print mb-4">
      <form method="get" action={ACCOUNTS_PATH} className="px-4 pt-3 pb-3" noValidate>
        <div className="grid grid-cols-2 items-end gap-x-3 gap-y-2 lg:grid-cols-[1.6fr_1.6fr_1fr_auto]">
          <TextField
            name="q"
            type="search"
            label={t('accounts:list.find')}
            placeholder={t('accounts:list.find_hint')}
            defaultValue={query.q ?? ''}
            icon={Search}
            density="work"
            className="max-sm:col-span-2"
            maxLength={80}
          />
          {units.length > 0 && (
            <SelectField
              name="unit"
              label={t('accounts:list.unit')}
              defaultValue={query.unit ?? ''}
              options={[{ value: '', label: t('accounts:list.whole') }, ...unitOptions(units, lang)]}
              density="work"
              className="max-sm:col-span-2"
            />
          )}
          <SelectField
            name="state"
            label={t('accounts:list.state')}
            defaultValue={query.state ?? ''}
            options={[{ value: '', label: t('accounts:list.all') }, ...states]}
            density="work"
          />
          <Button size={36} icon={SlidersHorizontal}>
            {t('accounts:list.filter')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

export interface AccountRow {
  staffCode: string;
  fullName: string;
  unitVi: string;
  unitEn: string;
  state: AccountState;
  codeUntil: number | null;
}

export function AccountTable({ rows, lang, pager }: { rows: AccountRow[]; lang: Lang; pager: ReactNode }) {
  const { t } = useTranslation();
  return (
    <TableCard>
      <Table caption={t('accounts:list.caption')} stack>
        <thead>
          <Row>
            <HeadCell>{t('accounts:list.name')}</HeadCell>
            <HeadCell>{t('accounts:list.code')}</HeadCell>
            <HeadCell>{t('accounts:list.unit')}</HeadCell>
            <HeadCell>{t('accounts:list.state')}</HeadCell>
            <HeadCell>{t('accounts:list.code_until')}</HeadCell>
          </Row>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.staffCode}>
              <Cell>
                {row.state === 'none' ? (
                  row.fullName
                ) : (
                  <a href={accountHref(row.staffCode)} className="link">
                    {row.fullName}
                  </a>
                )}
              </Cell>
              <Cell className="whitespace-nowrap">{row.staffCode}</Cell>
              <Cell label={t('accounts:list.unit')}>
                {(lang === 'vi' ? row.unitVi : row.unitEn) || NO_DATA}
              </Cell>
              <Cell label={t('accounts:list.state')}>
                <AccountStateChip state={row.state} />
              </Cell>
              <Cell label={t('accounts:list.code_until')}>
                {row.codeUntil === null ? NO_DATA : formatInstant(row.codeUntil, lang, 'minute')}
              </Cell>
            </Row>
          ))}
          {rows.length === 0 && (
            <EmptyRow span={5}>
              {t('accounts:list.nobody')}{' '}
              <a href={ACCOUNTS_PATH} className="link">
                {t('accounts:list.clear')}
              </a>
            </EmptyRow>
          )}
        </tbody>
      </Table>
      {rows.length > 0 && <TableFoot>{pager}</TableFoot>}
    </TableCard>
  );
}

/** Accounts that belong to no person: operators and others made on the command line. */
export function LoneAccounts({
  accounts,
}: {
  accounts: { username: string; state: AccountState; roles: string }[];
}) {
  const { t } = useTranslation();
  if (accounts.length === 0) return null;
  const rolesOf = (text: string) => ROLES.filter((role) => text.split(',').includes(role));
  return (
    <section aria-labelledby="lone" className="mt-6 grid grid-cols-1 gap-2">
      <h2 id="lone" className="text-work-heading">
        {t('accounts:list.lone_title')}
      </h2>
      <TableCard>
        <Table caption={t('accounts:list.lone_caption')} stack>
          <thead>
            <Row>
              <HeadCell>{t('accounts:list.username')}</HeadCell>
              <HeadCell>{t('accounts:list.roles')}</HeadCell>
              <HeadCell>{t('accounts:list.state')}</HeadCell>
            </Row>
          </thead>
          <tbody>
            {accounts.map(({ username, state, roles }) => (
              <Row key={username}>
                <Cell>
                  <a href={accountHref(username)} className="link">
                    {username}
                  </a>
                </Cell>
                <Cell label={t('accounts:list.roles')}>
                  {rolesOf(roles)
                    .map((role) => t(`common:role.${role}`))
                    .join(', ') || NO_DATA}
                </Cell>
                <Cell label={t('accounts:list.state')}>
                  <AccountStateChip state={state} />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </TableCard>
    </section>
  );
}
