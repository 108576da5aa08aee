import { useTranslation } from 'react-i18next';
import type { Role } from '~/access/roles';
import { Button, ButtonLink } from '../ui/button';
import { Callout } from '../ui/callout';
import { Card, CardBody, CardHeading } from '../ui/card';
import { Chip } from '../ui/chip';
import { ErrorSummary } from '../ui/error-summary';
import { TextField } from '../ui/field';
import { Printer } from '../ui/icons';
import { CurrentPassword, useRefusedPassword } from './current-password';

/** What an action refused: its code, and the seconds until the next try. */
export interface Refused {
  code: string;
  seconds: number;
}

function useRefusal(refused: Refused | null): string | undefined {
  const { t } = useTranslation();
  const refusedPassword = useRefusedPassword();
  if (!refused) return undefined;
  if (refused.seconds > 0) return t('factors:wait', { seconds: refused.seconds });
  return refused.code === 'wrong_factor' ? t('factors:wrong_code') : refusedPassword;
}

function Refusal({ refused, fieldId, label }: { refused: Refused | null; fieldId: string; label: string }) {
  const { t } = useTranslation();
  if (!refused) return null;
  return (
    <ErrorSummary id={`${fieldId}-summary`} title={t('factors:error_title')} errors={[{ fieldId, label }]} />
  );
}

/** Why somebody stands here: roles that wait. */
export function WithheldNote({ roles }: { roles: Role[] }) {
  const { t } = useTranslation();
  const words = roles.map((role) => t(`common:role.${role}`)).join(', ');
  return <Callout kind="warning" title={t('factors:why', { roles: words })} />;
}

/** A code for a session that has shown the password only. */
export function RaiseForm({ to, refused }: { to: string; refused: Refused | null }) {
  const { t } = useTranslation();
  const error = useRefusal(refused);
  return (
    <Card labelledBy="raise" next>
      <CardBody>
        <CardHeading id="raise">{t('factors:raise_title')}</CardHeading>
        <p className="mt-1 text-ink-2">{t('factors:raise_text')}</p>
        <form method="post" className="mt-4 grid gap-4" noValidate>
          <input type="hidden" name="intent" value="raise" />
          <input type="hidden" name="to" value={to} />
          <Refusal refused={refused} fieldId="raise-code" label={t('factors:sign_in.code')} />
          <CodeField id="raise-code" label={t('factors:sign_in.code')} error={error} />
          <div>
            <Button variant="primary" busyLabel={t('factors:raising')}>
              {t('factors:raise')}
            </Button>
          </div>
        </form>
      </CardBody>
    </Card>
  );
}

function CodeField({ id, label, error }: { id: string; label: string; error: string | undefined }) {
  return (
    <TextField
      id={id}
      name="code"
      label={label}
      error={error}
      autoComplete="one-time-code"
      spellCheck={false}
      required
    />
  );
}

export interface TotpCardProps {
  isOn: boolean;
  /** The secret that waits for its first code, and its QR code as SVG. */
  pending: { secret: string; qr: string } | null;
  refused: Refused | null;
}

export function TotpCard({ isOn, pending, refused }: TotpCardProps) {
  const { t } = useTranslation();
  const error = useRefusal(refused);
  return (
    <Card labelledBy="app">
      <CardBody>
        <div className="flex flex-wrap items-center gap-3">
          <CardHeading id="app">{t('factors:app')}</CardHeading>
          <Chip kind={isOn ? 'met' : 'notIssued'}>
            {isOn ? t('factors:state_on') : t('factors:state_off')}
          </Chip>
        </div>
        <p className="mt-1 text-ink-2">{t('factors:app_text')}</p>
        {isOn ? (
          <PasswordStep intent="remove" refused={refused} error={error} danger />
        ) : pending ? (
          <form method="post" className="mt-4 grid gap-4" noValidate>
            <input type="hidden" name="intent" value="confirm" />
            <p>{t('factors:scan')}</p>
            <div
              role="img"
              aria-label={t('factors:scan_alt')}
              className="w-56 max-w-full border border-line bg-surface p-2"
              dangerouslySetInnerHTML={{ __html: pending.qr }}
            />
            <p>
              {t('factors:type')} <b className="break-words">{pending.secret}</b>
            </p>
            <p>{t('factors:then')}</p>
            <Refusal refused={refused} fieldId="confirm-code" label={t('factors:code')} />
            <CodeField id="confirm-code" label={t('factors:code')} error={error} />
            <div>
              <Button variant="primary" busyLabel={t('factors:confirming')}>
                {t('factors:confirm')}
              </Button>
            </div>
          </form>
        ) : (
          <PasswordStep intent="start" refused={refused} error={error} />
        )}
      </CardBody>
    </Card>
  );
}

const STEPS = {
  start: { button: 'start', busy: 'starting' },
  remove: { button: 'remove', busy: 'removing' },
  recovery: { button: 'recovery_new', busy: 'recovery_making' },
} as const;

/** A step that asks for the password again. */
function PasswordStep({
  intent,
  refused,
  error,
  danger = false,
}: {
  intent: keyof typeof STEPS;
  refused: Refused | null;
  error: string | undefined;
  danger?: boolean;
}) {
  const { t } = useTranslation();
  const id = `${intent}-password`;
  return (
    <form method="post" className="mt-4 grid gap-4" noValidate>
      <input type="hidden" name="intent" value={intent} />
      <Refusal refused={refused} fieldId={id} label={t('factors:password')} />
      <CurrentPassword id={id} hint={t('factors:password_hint')} error={error} />
      <div>
        <Button
          variant={danger ? 'danger' : intent === 'start' ? 'primary' : 'secondary'}
          busyLabel={t(`factors:${STEPS[intent].busy}`)}
        >
          {t(`factors:${STEPS[intent].button}`)}
        </Button>
      </div>
    </form>
  );
}

export function RecoveryCard({ left, refused }: { left: number; refused: Refused | null }) {
  const { t } = useTranslation();
  const error = useRefusal(refused);
  return (
    <Card labelledBy="recovery">
      <CardBody>
        <CardHeading id="recovery">{t('factors:recovery')}</CardHeading>
        <p className="mt-1 text-ink-2">
          {t('factors:recovery_text')} <b>{t('factors:recovery_left', { count: left })}</b>
        </p>
        <PasswordStep intent="recovery" refused={refused} error={error} />
      </CardBody>
    </Card>
  );
}

/** The one time that recovery codes are in sight. */
export function ShownCodes({ codes, to }: { codes: string[]; to: string }) {
  const { t } = useTranslation();
  return (
    <Callout kind="done" title={t('factors:recovery_shown')} className="mb-5 max-w-200">
      <ul className="my-3 grid grid-cols-2 gap-x-6 gap-y-1 font-semibold sm:max-w-100">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <p>{t('factors:recovery_once')}</p>
      <p className="no-print mt-3 flex flex-wrap gap-3">
        <Button type="button" icon={Printer} data-print="">
          {t('factors:print')}
        </Button>
        <ButtonLink variant="primary" href={to}>
          {t('factors:done')}
        </ButtonLink>
      </p>
    </Callout>
  );
}
