import { useTranslation } from 'react-i18next';
import type { GrantState } from '~/access/grants';
import type { Role } from '~/access/roles';
import { Button } from '../ui/button';
import { Card, CardBody, CardHeading } from '../ui/card';
import { DateField } from '../ui/date-field';
import { ErrorSummary } from '../ui/error-summary';
import { SelectField, TextField } from '../ui/field';
import { EndGrant } from './end-grant';
import { FIELD_FAULTS } from './grant-forms';
import { GrantPeriod, GrantStateChip } from './grant-table';

type Lang = 'vi' | 'en';

export interface ShownDelegation {
  id: number;
  role: Role;
  unitVi: string;
  unitEn: string;
  username: string;
  fullName: string | null;
  document: string | null;
  validFrom: string;
  validTo: string;
  state: GrantState;
}

/** What was typed, and the codes of what is wrong with it. */
export interface RefusedDelegation {
  typed: Record<'intent' | 'grantId' | 'account' | 'from' | 'lastDay' | 'document' | 'reason', string> & {
    id: number;
  };
  errors: Record<string, string>;
}

export interface DelegationCardsProps {
  lent: ShownDelegation[];
  borrowed: ShownDelegation[];
  today: string;
  refused: RefusedDelegation | null;
  lang: Lang;
}

export function DelegationCards({ lent, borrowed, today, refused, lang }: DelegationCardsProps) {
  const { t } = useTranslation();
  const line = (one: ShownDelegation, who: string) => (
    <>
      <b>
        {t(`common:role.${one.role}`)}, {lang === 'vi' ? one.unitVi : one.unitEn}
      </b>{' '}
      <GrantStateChip grant={{ state: one.state, unitGone: false }} />
      <p>{who}</p>
      <p className="text-work text-ink-2">
        <GrantPeriod {...one} />
        {one.document && `; ${one.document}`}
      </p>
    </>
  );
  const refusedEnd =
    refused?.typed.intent === 'end'
      ? {
          errors: refused.errors,
          lastDay: refused.typed.lastDay,
          reason: refused.typed.reason,
          id: refused.typed.id,
        }
      : null;
  return (
    <>
      {borrowed.length > 0 && (
        <Card labelledBy="borrowed">
          <CardBody>
            <CardHeading id="borrowed">{t('grants:own.borrowed')}</CardHeading>
            <ul className="mt-2 grid gap-3">
              {borrowed.map((one) => (
                <li key={one.id}>{line(one, t('grants:own.from_whom', { name: one.username }))}</li>
              ))}
            </ul>
          </CardBody>
        </Card>
      )}
      {lent.length > 0 && (
        <Card labelledBy="lent">
          <CardBody>
            <CardHeading id="lent">{t('grants:own.lent')}</CardHeading>
            <ul className="mt-2 grid gap-4">
              {lent.map((one) => (
                <li key={one.id} className="border-t border-line pt-3 first:border-0">
                  {line(one, t('grants:own.to_whom', { name: one.fullName ?? one.username }))}
                  <details className="mt-1" open={refusedEnd?.id === one.id}>
                    <summary className="link inline-flex min-h-6 items-center">
                      {t('grants:own.end_this')}
                    </summary>
                    <div className="mt-3">
                      <EndGrant lastDay={today} id={one.id} refused={refusedEnd} />
                    </div>
                  </details>
                </li>
              ))}
            </ul>
          </CardBody>
        </Card>
      )}
    </>
  );
}

export interface DelegateFormProps {
  lendable: { grantId: number; role: Role; unitVi: string; unitEn: string }[];
  today: string;
  refused: RefusedDelegation | null;
  lang: Lang;
}

const FAULTS = [...FIELD_FAULTS, 'own_account', 'unknown_account', 'conflict'] as const;
const FIELDS = ['account', 'from', 'lastDay', 'document', 'reason'] as const;

export function DelegateForm({ lendable, today, refused: any, lang }: DelegateFormProps) {
  const { t } = useTranslation();
  const refused = any && any.typed.intent !== 'end' ? any : null;
  const fault = (name: string) => {
    const code = FAULTS.find((known) => known === refused?.errors[name]);
    if (name === 'lastDay' && code === 'too_long') return t('grants:fault.too_far');
    return code && t(`grants:fault.${code}`);
  };
  if (lendable.length === 0) return <p className="text-ink-2">{t('grants:own.nothing')}</p>;
  const typed = refused?.typed;
  const faulty = FIELDS.filter((name) => refused?.errors[name]);
  return (
    <Card labelledBy="delegate">
      <CardBody>
        <CardHeading id="delegate">{t('grants:own.delegate')}</CardHeading>
        <form method="post" className="mt-3 grid gap-4" noValidate>
          {refused && (
            <ErrorSummary
              title={t('grants:refused.title')}
              errors={faulty.map((name) => ({ fieldId: name, label: t(`grants:field.${name}`) }))}
            />
          )}
          <SelectField
            name="grantId"
            label={t('grants:own.which')}
            defaultValue={typed?.grantId ?? ''}
            options={lendable.map((one) => ({
              value: String(one.grantId),
              label: `${t(`common:role.${one.role}`)}, ${lang === 'vi' ? one.unitVi : one.unitEn}`,
            }))}
          />
          <TextField
            name="account"
            label={t('grants:own.whom')}
            hint={t('grants:field.account_hint')}
            error={fault('account')}
            defaultValue={typed?.account ?? ''}
            required
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <DateField
              patternTitle={t('grants:fault.not_a_date')}
              name="from"
              label={t('grants:field.from')}
              error={fault('from')}
              defaultValue={typed?.from ?? today}
            />
            <DateField
              patternTitle={t('grants:fault.not_a_date')}
              name="lastDay"
              label={t('grants:field.lastDay')}
              error={fault('lastDay')}
              defaultValue={typed?.lastDay ?? ''}
            />
          </div>
          <TextField
            name="document"
            label={t('grants:document')}
            hint={t('grants:field.document_hint')}
            error={fault('document')}
            defaultValue={typed?.document ?? ''}
            maxLength={200}
            required
          />
          <TextField
            name="reason"
            label={t('grants:field.reason')}
            error={fault('reason')}
            defaultValue={typed?.reason ?? ''}
            maxLength={300}
            required
          />
          <div>
            <Button variant="primary" busyLabel={t('grants:giving')}>
              {t('grants:own.submit')}
            </Button>
          </div>
        </form>
      </CardBody>
    </Card>
  );
}
