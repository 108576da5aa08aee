import { useTranslation } from 'react-i18next';
import type { JobKind, MailWay } from '~/jobs/terms';
import { formatInstant, formatInteger } from '~/office/formats';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Card, CardBody, CardHeading } from '../ui/card';
import { DefinitionList } from '../ui/definition-list';
import type { Lang } from './words';

interface Process {
  /** UTC milliseconds of its last sign of life. */
  at: number;
  mail: MailWay;
  isSilent: boolean;
}

export interface JobProcessProps {
  process: Process | null;
  /** Kinds that may be started by hand. */
  startable: readonly JobKind[];
  daily: { kind: JobKind; time: string; nextAt: number }[];
  mail: { counts: { queued: number; sent: number; failed: number }; lastError: string | null };
  lang: Lang;
}

/** What is done by itself and when next, and how mail leaves. */
export function JobProcess({ process, daily, mail, startable, lang }: JobProcessProps) {
  const { t } = useTranslation();
  const number = (value: number) => formatInteger(value, lang);
  const time = process ? formatInstant(process.at, lang) : '';
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
      <Card density="work" labelledBy="schedule-title">
        <CardBody>
          <CardHeading density="work" id="schedule-title">
            {t('jobs:process.schedule')}
          </CardHeading>
          <DefinitionList
            look="ends"
            className="mt-2"
            rows={daily.map(({ kind, nextAt }) => ({
              term: t(`jobs:kind.${kind}`),
              value: (
                <span className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1 max-sm:max-w-40">
                  {formatInstant(nextAt, lang, 'minute')}
                  {startable.includes(kind) && <RunNow kind={kind} />}
                </span>
              ),
            }))}
          />
          {process && <p className="mt-2 text-small text-ink-3">{t('jobs:process.alive', { time })}</p>}
        </CardBody>
      </Card>
      <Card density="work" labelledBy="mail-title">
        <CardBody>
          <CardHeading density="work" id="mail-title">
            {t('jobs:process.mail')}
          </CardHeading>
          {process && <MailWayText way={process.mail} />}
          <DefinitionList
            look="ends"
            className="mt-2"
            rows={[
              { term: t('jobs:process.mail_queued'), value: number(mail.counts.queued) },
              { term: t('jobs:process.mail_sent'), value: number(mail.counts.sent) },
              { term: t('jobs:process.mail_failed'), value: number(mail.counts.failed) },
            ]}
          />
          {mail.lastError && (
            <p className="mt-2 text-ink-2">{t('jobs:process.mail_error', { code: mail.lastError })}</p>
          )}
          {mail.counts.failed > 0 && (
            <form method="post" className="mt-3">
              <Button size={36} name="intent" value="retry-mail" busyLabel={t('jobs:list.sending')}>
                {t('jobs:process.mail_retry')}
              </Button>
            </form>
          )}
        </CardBody>
      </Card>
    </div>
  );
}

/** Said above everything: nothing of this page goes on while it is so. */
export function SilentProcess({ process, lang }: { process: Process | null; lang: Lang }) {
  const { t } = useTranslation();
  const words = process
    ? t('jobs:process.silent', { time: formatInstant(process.at, lang) })
    : t('jobs:process.never');
  return <Callout kind="warning" dense title={words} />;
}

function RunNow({ kind }: { kind: JobKind }) {
  const { t } = useTranslation();
  return (
    <form method="post">
      <input type="hidden" name="kind" value={kind} />
      <Button
        size={30}
        name="intent"
        value="start"
        busyLabel={t('jobs:list.sending')}
        aria-label={t('jobs:process.run_now_named', { job: t(`jobs:kind.${kind}`) })}
      >
        {t('jobs:process.run_now')}
      </Button>
    </form>
  );
}

function MailWayText({ way }: { way: MailWay }) {
  const { t } = useTranslation();
  const words = t(`jobs:process.mail_way.${way}`);
  if (way === 'none' || way === 'wrong')
    return <Callout kind="warning" dense className="mt-2" title={words} />;
  return <p className="mt-1 text-ink-2">{words}</p>;
}
