import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button';
import { DateField } from '../ui/date-field';
import { ErrorSummary } from '../ui/error-summary';
import { TextField } from '../ui/field';
import { useFault } from './grant-forms';

export interface EndGrantProps {
  /** dd/mm/yyyy: what stands there at first. */
  lastDay: string;
  /** Given by the page that lists several. */
  id?: number;
  refused: { errors: Record<string, string>; lastDay: string; reason: string; id?: number } | null;
}

/** Ends a right on a last day; the day before today means at once. */
export function EndGrant({ lastDay, id, refused: any }: EndGrantProps) {
  const { t } = useTranslation();
  const fault = useFault();
  const refused = any && any.id === id ? any : null;
  const suffix = id === undefined ? '' : `-${id}`;
  const fields = (['lastDay', 'reason'] as const).filter((name) => refused?.errors[name]);
  return (
    <form method="post" className="grid max-w-120 gap-4" noValidate>
      <input type="hidden" name="intent" value="end" />
      {id !== undefined && <input type="hidden" name="id" value={id} />}
      {refused && (
        <ErrorSummary
          id={`end-summary${suffix}`}
          title={t('grants:refused.end_title')}
          errors={fields.map((name) => ({
            fieldId: `end-${name}${suffix}`,
            label: t(`grants:field.${name}`),
          }))}
        />
      )}
      <DateField
        patternTitle={t('grants:fault.not_a_date')}
        id={`end-lastDay${suffix}`}
        name="lastDay"
        label={t('grants:field.lastDay')}
        hint={t('grants:end_hint')}
        error={fault(refused?.errors.lastDay)}
        defaultValue={refused?.lastDay ?? lastDay}
        density="work"
      />
      <TextField
        id={`end-reason${suffix}`}
        name="reason"
        label={t('grants:field.reason')}
        error={fault(refused?.errors.reason)}
        defaultValue={refused?.reason ?? ''}
        density="work"
        maxLength={300}
        required
      />
      <div>
        <Button variant="danger" size={36} busyLabel={t('grants:ending')}>
          {t('grants:end')}
        </Button>
      </div>
    </form>
  );
}
