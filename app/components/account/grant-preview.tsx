import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Role } from '~/access/roles';
import type { FileFault } from '~/files/terms';
import { formatDate, formatInteger, lastDayOf } from '~/office/formats';
import { Button } from '../ui/button';
import { Card, CardBody, CardHeading } from '../ui/card';
import { ErrorSummary } from '../ui/error-summary';
import { TextField } from '../ui/field';
import { FileField } from '../ui/file-field';
import { pathWith } from '../work/moment';
import { useFault } from './grant-forms';
import { GrantPeriod } from './grant-table';
import type { TypedGrant } from './grant-filter';

export interface Refusal {
  code: string;
  detail: Record<string, string | number>;
  errors: Record<string, string>;
}

const REFUSALS = ['own_account', 'out_of_scope', 'closed'] as const;

/** Why nothing was given: the fields, or the matter itself. */
export function GrantRefusal({ code, detail, errors }: Refusal) {
  const { t } = useTranslation();
  const refusal = REFUSALS.find((known) => known === code);
  const there = code === 'conflict' ? thereWords(t, String(detail.from), String(detail.to)) : null;
  return (
    <div className="mb-4 max-w-200">
      <ErrorSummary
        title={t('grants:refused.title')}
        errors={(['account', 'role', 'unit', 'from', 'lastDay'] as const)
          .filter((name) => errors[name])
          .map((name) => ({ fieldId: name, label: t(`grants:field.${name}`) }))}
      >
        {refusal && <p>{t(`grants:refused.${refusal}`)}</p>}
        {there && <p>{there}</p>}
      </ErrorSummary>
    </div>
  );
}

function thereWords(t: TFunction, from: string, to: string): string {
  const last = lastDayOf(to);
  const end = last === null ? t('grants:open') : formatDate(last);
  return t('grants:refused.there', { from: formatDate(from), to: end });
}

export interface GrantPreviewCardProps {
  preview: {
    username: string;
    fullName: string | null;
    role: Role;
    unitVi: string;
    unitEn: string;
    validFrom: string;
    validTo: string | null;
    people: number | null;
  };
  typed: TypedGrant;
  refused: (Refusal & { document: string; reason: string; scan: FileFault | null }) | null;
  /** Largest scan. */
  megabytes: number;
  lang: 'vi' | 'en';
}

/** The second step: in words what the person will be able to see and do, the reason, and the button that gives it. */
export function GrantPreviewCard({ preview, typed, refused, megabytes, lang }: GrantPreviewCardProps) {
  const { t } = useTranslation();
  const fault = useFault();
  const { role, people } = preview;
  const unit = lang === 'vi' ? preview.unitVi : preview.unitEn;
  const name = preview.fullName ?? preview.username;
  return (
    <Card density="work" labelledBy="preview" className="mt-5 max-w-200">
      <CardBody>
        <CardHeading id="preview" density="work">
          {t('grants:preview_title', { name, role: t(`common:role.${role}`) })}
        </CardHeading>
        <p className="mt-1">
          {t(`grants:means.${role}`)}{' '}
          {people !== null &&
            t('grants:in_scope', { count: people, number: formatInteger(people, lang), unit })}
        </p>
        <p className="mt-1">
          <GrantPeriod validFrom={preview.validFrom} validTo={preview.validTo} />. {t('grants:not_written')}
        </p>
        <form
          method="post"
          encType="multipart/form-data"
          action={pathWith('/grants/new', { preview: '1', ...typed })}
          className="mt-4 grid gap-4"
          noValidate
        >
          {Object.entries(typed).map(([field, value]) => (
            <input key={field} type="hidden" name={field} value={value} />
          ))}
          {refused &&
            (refused.errors.reason || refused.scan ? (
              <ErrorSummary
                title={t('grants:refused.title')}
                errors={[
                  ...(refused.scan ? [{ fieldId: 'scan', label: t('operations:upload.scan') }] : []),
                  ...(refused.errors.reason ? [{ fieldId: 'reason', label: t('grants:field.reason') }] : []),
                ]}
              />
            ) : (
              <GrantRefusal {...refused} />
            ))}
          <TextField
            name="document"
            label={t('grants:document')}
            note={t('grants:field.optional')}
            hint={t('grants:field.document_hint')}
            defaultValue={refused?.document ?? ''}
            density="work"
            maxLength={200}
          />
          <FileField
            name="scan"
            label={t('operations:upload.scan')}
            note={t('grants:field.optional')}
            megabytes={megabytes}
            fault={refused?.scan ?? null}
            density="work"
          />
          <TextField
            name="reason"
            label={t('grants:field.reason')}
            error={fault(refused?.errors.reason)}
            defaultValue={refused?.reason ?? ''}
            density="work"
            maxLength={300}
            required
          />
          <div>
            <Button variant="primary" size={36} busyLabel={t('grants:giving')}>
              {t('grants:give_now')}
            </Button>
          </div>
        </form>
      </CardBody>
    </Card>
  );
}
