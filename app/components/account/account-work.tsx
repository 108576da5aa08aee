import { useTranslation } from 'react-i18next';
import { formatInstant } from '~/office/formats';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Card, CardBody, CardHeading } from '../ui/card';
import { ErrorSummary } from '../ui/error-summary';
import { TextField } from '../ui/field';
import { Printer } from '../ui/icons';

const WORK = ['reset', 'factor', 'close', 'reopen'] as const;
type Work = (typeof WORK)[number];
const BUSY = { reset: 'resetting', factor: 'factoring', close: 'closing', reopen: 'reopening' } as const;

export interface AccountWorkProps {
  account: {
    state: 'waiting' | 'active' | 'closed';
    may: { reset: boolean; close: boolean; factor: boolean };
    factorResetAsked: boolean;
    isOwn: boolean;
  };
  /** What was refused for its reason; null for nothing. */
  refused: { intent: string; reason: string; error: string } | null;
}

/** What may be done with somebody's account. Each asks for a reason, which is kept in the trail. */
export function AccountWork({ account, refused }: AccountWorkProps) {
  const { t } = useTranslation();
  const { state, may, isOwn } = account;
  if (isOwn) return <Callout kind="note" dense title={t('accounts:card.own_note')} />;
  const open = state !== 'closed';
  const isOffered: Record<Work, boolean> = {
    reset: may.reset && open,
    factor: may.factor && open,
    close: may.close && open,
    reopen: may.close && !open,
  };
  const offered = WORK.filter((work) => isOffered[work]);
  return (
    <>
      {account.factorResetAsked && <Callout kind="note" dense title={t('accounts:card.factor_waiting')} />}
      {offered.map((work) => (
        <WorkForm key={work} work={work} refused={refused?.intent === work ? refused : null} />
      ))}
    </>
  );
}

function WorkForm({ work, refused }: { work: Work; refused: AccountWorkProps['refused'] }) {
  const { t } = useTranslation();
  const id = `${work}-reason`;
  const words =
    refused &&
    (refused.error === 'too_long' ? t('accounts:card.reason_too_long') : t('accounts:card.reason_missing'));
  return (
    <Card density="work" labelledBy={`${work}-title`} className="no-print">
      <CardBody>
        <CardHeading id={`${work}-title`} density="work">
          {t(`accounts:card.${work}_title`)}
        </CardHeading>
        <p className="mt-1 text-ink-2">{t(`accounts:card.${work}_text`)}</p>
        <form method="post" className="mt-3 grid gap-3" noValidate>
          <input type="hidden" name="intent" value={work} />
          {words && (
            <ErrorSummary
              title={t('accounts:card.error_title')}
              errors={[{ fieldId: id, label: t('accounts:card.reason') }]}
            />
          )}
          <TextField
            id={id}
            name="reason"
            label={t('accounts:card.reason')}
            {...(work === 'reset' ? { hint: t('accounts:card.reason_hint') } : {})}
            {...(words ? { error: words } : {})}
            defaultValue={refused?.reason ?? ''}
            density="work"
            maxLength={300}
            required
          />
          <div>
            <Button
              variant={work === 'close' ? 'danger' : 'secondary'}
              size={36}
              busyLabel={t(`accounts:card.${BUSY[work]}`)}
            >
              {t(`accounts:card.${work}`)}
            </Button>
          </div>
        </form>
      </CardBody>
    </Card>
  );
}

export interface NewCodeProps {
  code: string;
  expiresAt: number;
  name: string;
  username: string;
  address: string;
  lang: 'vi' | 'en';
}

/** The one time that a code is in sight. */
export function NewCode({ code, expiresAt, name, username, address, lang }: NewCodeProps) {
  const { t } = useTranslation();
  return (
    <Callout kind="done" title={t('accounts:card.reset_done', { name })} className="mb-4">
      <p className="my-2 text-title font-semibold">{code}</p>
      <p>{t('accounts:card.reset_code', { time: formatInstant(expiresAt, lang, 'minute') })}</p>
      <p>{t('accounts:card.reset_where', { address, username })}</p>
      <p className="no-print mt-3">
        <Button type="button" size={36} icon={Printer} data-print="">
          {t('accounts:card.print')}
        </Button>
      </p>
    </Callout>
  );
}
