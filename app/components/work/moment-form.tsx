import { useTranslation } from 'react-i18next';
import { formatDate, formatInstant } from '~/office/formats';
import { Button } from '../ui/button';
import { DateField } from '../ui/date-field';
import { ErrorSummary } from '../ui/error-summary';
import { TextField } from '../ui/field';
import type { MomentProblem, Query, ReadMoment } from './moment';

export interface MomentFormProps {
  /** The page itself: the form asks it again for another moment. */
  action: string;
  typed: ReadMoment['typed'];
  errors: ReadMoment['errors'];
  /** The day in force, ISO. */
  asOf: string;
  /** UTC milliseconds of the newest data, shown where no other moment is asked for; null without data. */
  newestAt: number | null;
  lang: 'vi' | 'en';
  /** Other parameters of the page, kept. */
  keep?: Query;
}

/** Both dates of a figure: the day it is for, and when the data were known. */
export function MomentForm({ action, typed, errors, asOf, newestAt, lang, keep = {} }: MomentFormProps) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const asOfError = errors.asOf && words(errors.asOf);
  const knownAtError = errors.knownAt && words(errors.knownAt);
  return (
    <form method="get" action={action} className="no-print grid gap-3" noValidate>
      {(asOfError || knownAtError) && (
        <ErrorSummary
          title={t('work:moment.error_title')}
          errors={[
            ...(asOfError ? [{ fieldId: 'asOf', label: t('work:moment.as_of') }] : []),
            ...(knownAtError ? [{ fieldId: 'knownAt', label: t('work:moment.known_at') }] : []),
          ]}
        />
      )}
      {Object.entries(keep).map(([name, value]) =>
        value === undefined || value === '' ? null : (
          <input key={name} type="hidden" name={name} value={value} />
        ),
      )}
      <div className="flex flex-wrap items-start gap-x-5 gap-y-2">
        <DateField
          name="asOf"
          label={t('work:moment.as_of')}
          patternTitle={t('work:moment.date_pattern')}
          defaultValue={errors.asOf ? typed.asOf : formatDate(asOf)}
          error={asOfError}
          density="inline"
          className="flex-wrap"
          inputClassName="w-36"
        />
        <TextField
          name="knownAt"
          label={t('work:moment.known_at')}
          title={t('work:moment.known_at_pattern')}
          defaultValue={typed.knownAt}
          placeholder={newestAt === null ? '' : formatInstant(newestAt, lang)}
          error={knownAtError}
          autoComplete="off"
          maxLength={40}
          density="inline"
          className="flex-wrap"
          inputClassName="w-52"
        />
        <Button size={36}>{t('work:moment.submit')}</Button>
      </div>
    </form>
  );
}

function useProblemWords() {
  const { t } = useTranslation();
  return (problem: MomentProblem): string => t(`work:moment.problem.${problem}`);
}
