import { useTranslation } from 'react-i18next';
import { formatInstant } from '~/office/formats';
import { Button } from '../ui/button';
import { Card, CardBody, CardHeading } from '../ui/card';
import { TextField } from '../ui/field';
import { KeyRound } from '../ui/icons';
import { CurrentPassword, useRefusedPassword } from './current-password';

/** Where the script says what went wrong. */
function ScriptError() {
  return <p hidden className="error" role="alert" data-passkey-error="" />;
}

/** Under the form of sign-in; hidden until the script finds passkeys in the browser. */
export function PasskeySignIn({ to }: { to: string }) {
  const { t } = useTranslation();
  return (
    <div hidden data-needs-passkey="" className="mt-5 border-t border-line pt-5">
      <form
        method="post"
        action="/sign-in/passkey"
        className="grid gap-3"
        data-passkey="sign-in"
        data-no-busy=""
        data-refused={t('factors:passkey.failed')}
        data-wait={t('factors:wait', { seconds: '{seconds}' })}
        data-failed={t('factors:passkey.failed')}
      >
        <input type="hidden" name="to" value={to} />
        <Button className="w-full" icon={KeyRound}>
          {t('factors:passkey.sign_in')}
        </Button>
        <ScriptError />
      </form>
      <script src="/passkey.js" defer />
    </div>
  );
}

export interface PasskeyCardProps {
  /** False where the address of the installation knows no passkeys. */
  works: boolean;
  passkeys: { id: number; label: string; createdAt: number; lastUsedAt: number | null }[];
  /** Error words of the last removal. */
  error?: string | undefined;
  lang: 'vi' | 'en';
}

export function PasskeyCard({ works, passkeys, error, lang }: PasskeyCardProps) {
  const { t } = useTranslation();
  const time = (at: number) => formatInstant(at, lang, 'minute');
  return (
    <Card labelledBy="passkeys">
      <CardBody>
        <CardHeading id="passkeys">{t('factors:passkey.title')}</CardHeading>
        <p className="mt-1 text-ink-2">{t('factors:passkey.text')}</p>
        {passkeys.length > 0 && (
          <ul className="mt-3 grid gap-3">
            {passkeys.map(({ id, label, createdAt, lastUsedAt }) => (
              <li key={id} className="rounded-control border border-line px-4 py-3">
                <b>{label || t('factors:passkey.unnamed')}</b>
                <p className="text-work text-ink-2">
                  {t('factors:passkey.added', { time: time(createdAt) })}
                  {lastUsedAt !== null && `; ${t('factors:passkey.used', { time: time(lastUsedAt) })}`}
                </p>
                <details className="mt-2">
                  <summary className="link inline-flex min-h-6 items-center">
                    {t('factors:passkey.remove_this')}
                  </summary>
                  <form method="post" className="mt-3 grid gap-3" noValidate>
                    <input type="hidden" name="intent" value="remove_passkey" />
                    <input type="hidden" name="id" value={id} />
                    <CurrentPassword id={`remove-${id}`} />
                    <div>
                      <Button variant="danger">{t('factors:passkey.remove')}</Button>
                    </div>
                  </form>
                </details>
              </li>
            ))}
          </ul>
        )}
        {error && (
          <p className="error mt-3" role="alert">
            {error}
          </p>
        )}
        {works ? <AddPasskey /> : <p className="mt-3">{t('factors:passkey.no_address')}</p>}
      </CardBody>
    </Card>
  );
}

function AddPasskey() {
  const { t } = useTranslation();
  const refused = useRefusedPassword();
  return (
    <>
      <noscript>
        <p className="mt-3">{t('factors:passkey.needs_script')}</p>
      </noscript>
      <div hidden data-needs-passkey="" className="mt-4">
        <form
          method="post"
          action="/account/passkeys"
          className="grid gap-4"
          noValidate
          data-passkey="add"
          data-no-busy=""
          data-refused={refused}
          data-wait={t('factors:wait', { seconds: '{seconds}' })}
          data-failed={t('factors:passkey.not_added')}
        >
          <TextField
            name="label"
            label={t('factors:passkey.label')}
            hint={t('factors:passkey.label_hint')}
            maxLength={60}
          />
          <CurrentPassword id="add-password" />
          <div>
            <Button icon={KeyRound}>{t('factors:passkey.add')}</Button>
          </div>
          <ScriptError />
        </form>
      </div>
      <script src="/passkey.js" defer />
    </>
  );
}
