import { useTranslation } from 'react-i18next';
import type { ProviderFault } from '~/access/provider';
import { ButtonLink } from './ui/button';
import { Callout } from './ui/callout';

export interface ProviderPartProps {
  /** The provider's name as the installation calls it; empty = in general words. */
  label: string;
  /** Where to go after signing in. */
  to: string;
}

/** The other way to sign in, below the form. */
export function ProviderPart({ label, to }: ProviderPartProps) {
  const { t } = useTranslation();
  return (
    <>
      <p className="my-4 flex items-center gap-3 text-work text-ink-3">
        <span className="h-px flex-1 bg-line" />
        {t('sso:or')}
        <span className="h-px flex-1 bg-line" />
      </p>
      <ButtonLink size={52} className="w-full" href={`/sign-in/oidc?to=${encodeURIComponent(to)}`}>
        {label ? t('sso:button', { label }) : t('sso:button_plain')}
      </ButtonLink>
    </>
  );
}

/** What came of the last try, or that the provider itself is still signed in. */
export function ProviderNote({
  state,
  endHref,
}: {
  state: ProviderFault | 'signed_out';
  endHref: string | null;
}) {
  const { t } = useTranslation();
  if (state === 'signed_out') {
    return (
      <Callout kind="note" dense className="mt-4" title={t('sso:signed_out')}>
        {endHref && (
          <a className="link" href={endHref}>
            {t('sso:end')}
          </a>
        )}
      </Callout>
    );
  }
  return (
    <Callout kind="wrong" dense className="mt-4" title={t('sso:fault_title')}>
      <p>{t(`sso:fault.${state}`)}</p>
    </Callout>
  );
}
