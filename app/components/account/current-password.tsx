import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../ui/password-field';

/** Has the account a password? Whoever signs in at a provider only has none: then a sign-in of just now stands for it. */
export const HasPassword = createContext(true);

/** Asks for one's own password again, or says what stands for it. */
export function CurrentPassword({
  id,
  error,
  hint,
}: {
  id: string;
  error?: string | undefined;
  hint?: string | undefined;
}) {
  const { t } = useTranslation();
  if (!useContext(HasPassword)) {
    return <p className={error ? 'error' : 'text-work text-ink-2'}>{error ?? t('factors:no_password')}</p>;
  }
  return (
    <PasswordField
      id={id}
      name="password"
      label={t('factors:password')}
      hint={hint}
      showLabel={t('public:sign_in.show')}
      hideLabel={t('public:sign_in.hide')}
      error={error}
      required
    />
  );
}

/** The words for a refusal of it. */
export function useRefusedPassword(): string {
  const { t } = useTranslation();
  return useContext(HasPassword) ? t('factors:wrong_password') : t('factors:sign_in_again');
}
