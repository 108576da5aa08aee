import { useTranslation } from 'react-i18next';
import { GRANT_STATES } from '~/access/grants';
import { ROLES, type Role } from '~/access/roles';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { DateField } from '../ui/date-field';
import { SelectField, TextField } from '../ui/field';
import { Search, SlidersHorizontal } from '../ui/icons';
import { unitOptions, type UnitChoice } from '../work/unit-options';
import { GRANTS_PATH, type GrantQuery, type TypedGrant } from './grant-filter';

type Lang = 'vi' | 'en';

export function GrantFilters({ query }: { query: GrantQuery }) {
  const { t } = useTranslation();
  const any = { value: '', label: t('grants:all') };
  const roles = ROLES.filter((role) => role !== 'learner');
  return (
    <Card density="work" as="div" className="no-print mb-4">
      <form method="get" action={GRANTS_PATH} className="px-4 pt-3 pb-3" noValidate>
        <div className="grid grid-cols-2 items-end gap-x-3 gap-y-2 lg:grid-cols-[1.6fr_1fr_1fr_auto]">
          <TextField
            name="q"
            type="search"
            label={t('grants:find')}
            defaultValue={query.q ?? ''}
            icon={Search}
            density="work"
            className="max-sm:col-span-2"
            maxLength={80}
          />
          <SelectField
            name="role"
            label={t('grants:role')}
            defaultValue={query.role ?? ''}
            options={[any, ...roles.map((value) => ({ value, label: t(`common:role.${value}`) }))]}
            density="work"
          />
          <SelectField
            name="state"
            label={t('grants:state_word')}
            defaultValue={query.state ?? ''}
            options={[any, ...GRANT_STATES.map((value) => ({ value, label: t(`grants:state.${value}`) }))]}
            density="work"
          />
          <Button size={36} icon={SlidersHorizontal}>
            {t('grants:filter')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** Codes of what is wrong, put into words. */
export const FIELD_FAULTS = ['missing', 'too_long', 'not_a_date', 'past', 'before_start', 'unknown'] as const;

export function useFault(): (code: string | undefined) => string | undefined {
  const { t } = useTranslation();
  return (code) => {
    const fault = FIELD_FAULTS.find((known) => known === code);
    return fault && t(`grants:fault.${fault}`);
  };
}

export interface GrantFormProps {
  typed: TypedGrant;
  roles: Role[];
  units: UnitChoice[];
  errors: Record<string, string>;
  lang: Lang;
}

/** The first of two steps: who, which right, where, for how long. Nothing is written by it. */
export function GrantForm({ typed, roles, units, errors, lang }: GrantFormProps) {
  const { t } = useTranslation();
  const fault = useFault();
  const date = (name: 'from' | 'lastDay', note?: string) => (
    <DateField
      patternTitle={t('grants:fault.not_a_date')}
      name={name}
      label={t(`grants:field.${name}`)}
      {...(note ? { note } : {})}
      error={fault(errors[name])}
      defaultValue={typed[name]}
      density="work"
    />
  );
  return (
    <form method="get" action="/grants/new" className="grid max-w-200 gap-4" noValidate>
      <TextField
        name="account"
        label={t('grants:field.account')}
        hint={t('grants:field.account_hint')}
        error={fault(errors.account)}
        defaultValue={typed.account}
        density="work"
        required
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          name="role"
          label={t('grants:role')}
          defaultValue={typed.role}
          error={fault(errors.role)}
          options={[
            { value: '', label: t('grants:field.choose') },
            ...roles.map((value) => ({ value, label: t(`common:role.${value}`) })),
          ]}
          density="work"
        />
        <SelectField
          name="unit"
          label={t('grants:field.unit')}
          defaultValue={typed.unit}
          error={fault(errors.unit)}
          options={[{ value: '', label: t('grants:field.choose_unit') }, ...unitOptions(units, lang)]}
          density="work"
        />
        {date('from')}
        {date('lastDay', t('grants:field.optional'))}
      </div>
      <div>
        <Button size={36} name="preview" value="1">
          {t('grants:preview')}
        </Button>
      </div>
    </form>
  );
}
