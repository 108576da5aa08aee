import { useTranslation } from 'react-i18next';
import { formatInstant, formatInteger, formatShare } from '~/office/formats';
import { Card, CardBody, CardHead } from '../ui/card';
import { DefinitionList } from '../ui/definition-list';

interface Usage {
  seen: number;
  graded: number;
  right: number;
}

export interface UsedQuestion {
  code: string;
  usage: Usage;
  versions: { version: number; origin: 'content' | 'editor'; at: number; by: string; usage: Usage }[];
}

/** Fewer answers than this say nothing about a question. */
const ENOUGH = 10;

/** Where the question was used and how it fared; each version keeps its own count. */
export function UsageCard({ question, lang }: { question: UsedQuestion; lang: 'vi' | 'en' }) {
  const { t } = useTranslation();
  const { usage, versions } = question;
  const isEnough = usage.graded >= ENOUGH;
  const share = isEnough
    ? `${formatShare(usage.right, usage.graded, lang)} (${usage.right}/${usage.graded})`
    : null;
  return (
    <Card density="work" labelledBy="usage-title">
      <CardHead density="work" id="usage-title">
        {t('bank:usage')}
      </CardHead>
      <CardBody className="pt-0">
        <DefinitionList
          look="ends"
          rows={[
            { term: t('bank:seen'), value: formatInteger(usage.seen, lang) },
            { term: t('bank:right_share'), value: share ?? `${usage.right}/${usage.graded}` },
          ]}
        />
        {!isEnough && <p className="text-small text-ink-3">{t('bank:not_enough')}</p>}
        <h3 className="mt-4 mb-1 text-work font-semibold">{t('bank:versions')}</h3>
        <ul className="grid gap-1.5 text-small text-ink-2">
          {versions.map((version) => (
            <li key={version.version}>
              <b>{t('bank:version', { version: version.version })}</b>,{' '}
              {formatInstant(version.at, lang, 'minute')},{' '}
              {version.origin === 'content' ? t('bank:from_content') : version.by};{' '}
              {t('bank:seen_n', { count: version.usage.seen })}
            </li>
          ))}
        </ul>
        <p className="mt-3 text-small text-ink-3">{t('bank:keeps')}</p>
      </CardBody>
    </Card>
  );
}
