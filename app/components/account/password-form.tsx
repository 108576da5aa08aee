import { useTranslation } from 'react-i18next';
import { formatInstant } from '~/office/formats';
import { Button } from '../ui/button';
import { ErrorSummary } from '../ui/error-summary';
import { PasswordField } from '../ui/password-field';
import { faultWords } from './password-faults';

export interface PasswordFormProps {
  minLength: number;
  /** Codes by field; null before anything was sent. */
  errors: Record<string, string> | null;
  /** To wait after too many wrong tries; 0 for none. */
  seconds: number;
  chosenAt: number | null;
  lang: 'vi' | 'en';
}

/** Changes one's own password; the old one is asked for. */
export function PasswordForm({ minLength, errors, seconds, chosenAt, lang }: PasswordFormProps) {
  const { t } = useTranslation();
  const words = {
    current: faultWords(t, errors?.current, minLength),
    password: faultWords(t, errors?.password, minLength),
  };
  const show = { showLabel: t('public:sign_in.show'), hideLabel: t('public:sign_in.hide') };
  return (
    <form method="post" className="grid gap-4" noValidate>
      {chosenAt !== null && (
        <p className="text-ink-2">
          {t('accounts:own.chosen', { time: formatInstant(chosenAt, lang, 'minute') })}
        </p>
      )}
      {errors && (
        <ErrorSummary
          title={t('accounts:own.error_title')}
          errors={[
            ...(words.current ? [{ fieldId: 'current', label: t('accounts:own.current') }] : []),
            ...(words.password ? [{ fieldId: 'password', label: t('accounts:own.next') }] : []),
          ]}
        >
          {seconds > 0 && <p>{t('accounts:own.wait', { seconds })}</p>}
        </ErrorSummary>
      )}
      <PasswordField
        name="current"
        label={t('accounts:own.current')}
        error={words.current}
        autoComplete="current-password"
        required
        {...show}
      />
      <PasswordField
        name="password"
        label={t('accounts:own.next')}
        hint={t('accounts:own.next_hint', { count: minLength })}
        error={words.password}
        autoComplete="new-password"
        required
        {...show}
      />
      <p className="text-small text-ink-3">{t('accounts:own.change_text')}</p>
      <div>
        <Button variant="primary" busyLabel={t('accounts:own.changing')}>
          {t('accounts:own.change')}
        </Button>
      </div>
    </form>
  );
}
