import { useTranslation } from 'react-i18next';
import { formatInstant, formatInteger, NO_DATA } from '~/office/formats';
import { Callout } from '../ui/callout';
import { Card, CardBody, CardHeading } from '../ui/card';
import type { Lang } from '../work/words';
import type { SealFault } from './seal-card';

export interface VerifyReportProps {
  report: {
    entries: number;
    erased: number;
    head: string;
    fault: { kind: SealFault; txId: number } | null;
    headAt: { txId: number; at: number } | null;
  };
  ms: number;
  lang: Lang;
}

/** Whether the trail is intact, and the newest seal to note down. */
export function VerifyReport({ report, ms, lang }: VerifyReportProps) {
  const { t } = useTranslation();
  const { entries, erased, head, fault, headAt } = report;
  const number = (value: number) => formatInteger(value, lang);
  // Seconds rounded up: nothing takes 0 seconds.
  const seconds = number(Math.max(1, Math.ceil(ms / 1000)));
  return (
    <>
      <Callout
        kind={fault ? 'wrong' : 'done'}
        role="status"
        title={fault ? t('trail:verify.fails') : t('trail:verify.ok')}
      >
        {fault && (
          <p>
            {t(`trail:fault.${fault.kind}`)} {t('trail:verify.at_tx', { number: number(fault.txId) })}{' '}
            {t('trail:verify.what_to_do')}
          </p>
        )}
        <p>
          {t('trail:verify.read', { count: entries, number: number(entries), seconds })}{' '}
          {erased > 0 && t('trail:verify.erased', { count: erased, number: number(erased) })}
        </p>
        {headAt && (
          <p>
            {t('trail:verify.head_found', {
              number: number(headAt.txId),
              time: formatInstant(headAt.at, lang),
            })}
          </p>
        )}
      </Callout>
      <Card density="work" labelledBy="head-title">
        <CardBody>
          <CardHeading density="work" id="head-title">
            {t('trail:verify.newest')}
          </CardHeading>
          <p className="mt-1 text-ink-2">{t('trail:verify.newest_text')}</p>
          <p className="mt-2 font-mono break-all">{head || NO_DATA}</p>
        </CardBody>
      </Card>
    </>
  );
}
