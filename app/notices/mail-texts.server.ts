import { knownKind } from '~/jobs/terms';
import { i18nFor } from '~/locales/i18n.server';
import { formatInstant } from '~/office/formats';
import { ALARMS, type MailKind } from './terms';

type Params = Record<string, string | number>;

/** Subject and plain text of a mail, with the address of the page where the matter stands. */
export function mailText(
  kind: MailKind,
  params: Params,
  lang: 'vi' | 'en',
  baseUrl: string,
): { subject: string; text: string } {
  const { t } = i18nFor(lang);
  const words = { ...mailWords(params, lang), address: `${baseUrl}${params.path ?? ''}` };
  const alarm = ALARMS.find((known) => known === params.what);
  const subject =
    kind === 'alarm' && alarm
      ? t(`jobs:alarm.${alarm}.subject`, words)
      : t(`jobs:mail.${kind}.subject`, words);
  const text =
    kind === 'alarm' && alarm ? t(`jobs:alarm.${alarm}.text`, words) : t(`jobs:mail.${kind}.text`, words);
  return {
    subject: t('jobs:mail.subject', { subject }),
    text: `${text}\n\n${t('jobs:mail.foot', { address: baseUrl })}\n`,
  };
}

/** Codes and instants among the parameters, as people read them. */
export function mailWords(params: Params, lang: 'vi' | 'en'): Params {
  const { t } = i18nFor(lang);
  const kind = typeof params.job === 'string' ? knownKind(params.job) : null;
  return {
    ...params,
    ...(kind ? { job: t(`jobs:kind.${kind}`) } : {}),
    ...(typeof params.at === 'number' ? { time: formatInstant(params.at, lang) } : {}),
  };
}
