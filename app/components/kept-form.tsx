import { useTranslation } from 'react-i18next';
import { Button } from './ui/button';
import { Callout } from './ui/callout';
import { Card, CardBody } from './ui/card';
import { TextField } from './ui/field';
import { PasswordField } from './ui/password-field';

export interface Kept {
  to: string;
  fields: [name: string, value: string][];
}

/**
 * A form that was posted after its session had ended: signing in again, here or on another tab, and sending it once
 * more. session.js shows the way of doing both at once; without script there are two steps.
 */
export function KeptForm({ kept }: { kept: Kept | null }) {
  const { t } = useTranslation();
  return (
    <Card className="mx-auto my-6 max-w-public">
      <CardBody className="grid gap-5">
        <h1 className="text-heading">{t('accounts:ended.title')}</h1>
        <Callout
          kind={kept ? 'done' : 'warning'}
          title={t(kept ? 'accounts:ended.kept' : 'accounts:ended.not_kept')}
        >
          {t(kept ? 'accounts:ended.kept_text' : 'accounts:ended.not_kept_text')}
        </Callout>
        {kept && (
          <form
            method="post"
            hidden
            className="grid gap-4"
            data-sign-in-again=""
            data-wrong={t('accounts:ended.wrong')}
            data-wait={t('accounts:ended.wait')}
            data-elsewhere={t('accounts:ended.elsewhere')}
          >
            <TextField
              name="name"
              id="again-name"
              label={t('public:sign_in.name')}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
            />
            <PasswordField
              name="password"
              id="again-password"
              label={t('public:sign_in.password')}
              showLabel={t('public:sign_in.show')}
              hideLabel={t('public:sign_in.hide')}
              required
            />
            <p role="alert" className="error empty:hidden" />
            <Button variant="primary">{t('accounts:ended.sign_in_send')}</Button>
          </form>
        )}
        <p>
          <a href="/sign-in" target="_blank" rel="noopener">
            {t('accounts:ended.new_tab')}
          </a>
        </p>
        {kept && (
          <form method="post" action={kept.to} id="kept-form">
            {kept.fields.map(([name, value], index) => (
              <input key={index} type="hidden" name={name} value={value} />
            ))}
            <Button>{t('accounts:ended.send')}</Button>
          </form>
        )}
      </CardBody>
    </Card>
  );
}

/** The form of a 401, if the answer carries one. Undefined for any other answer; null where it could not be kept. */
export function keptOf(status: number, body: unknown): Kept | null | undefined {
  if (status !== 401 || typeof body !== 'object' || body === null || !('kept' in body)) return undefined;
  return body.kept as Kept | null;
}
