import { useTranslation } from 'react-i18next';
import { formatInteger } from '~/office/formats';
import { FORGOTTEN } from '~/operations/retention';
import { ButtonLink } from '../ui/button';
import { Card, CardBody, CardHeading } from '../ui/card';
import { DefinitionList } from '../ui/definition-list';
import { ArrowRight } from '../ui/icons';
import { CHECK_NAMES, CheckTable, type CheckName } from './check-table';
import type { JobData } from './job-words';
import type { Lang } from './words';

/** What came of a job, as its kind has it; of a kind without a look of its own, the way to where it stands. */
export function JobResult({ job, lang }: { job: JobData; lang: Lang }) {
  const { t } = useTranslation();
  const { result, startedAt, finishedAt } = job;
  if (job.state !== 'done' || result === null) return null;
  const checks = checksOf(result);
  if (checks.length > 0 && startedAt !== null && finishedAt !== null) {
    return (
      <div className="grid grid-cols-1 gap-4">
        <CheckTable {...{ checks, startedAt, lang }} ms={Math.max(0, finishedAt - startedAt)} />
      </div>
    );
  }
  const cleaned = FORGOTTEN.flatMap((name) => {
    const count = result[name];
    return typeof count === 'number'
      ? [{ term: t(`jobs:cleaned.${name}`), value: formatInteger(count, lang) }]
      : [];
  });
  if (job.kind === 'clean-up' && cleaned.length > 0) {
    return (
      <Card density="work" labelledBy="result-title" className="max-w-200">
        <CardBody>
          <CardHeading density="work" id="result-title">
            {t('jobs:page.cleaned_title')}
          </CardHeading>
          <DefinitionList look="ends" className="mt-2" rows={cleaned} />
        </CardBody>
      </Card>
    );
  }
  // An address of this site and nothing else, whoever wrote it.
  const { link } = result;
  if (typeof link !== 'string' || !/^\/(?![/\\])/.test(link)) return null;
  return (
    <p>
      <ButtonLink href={link} size={36} variant="primary" iconRight={ArrowRight}>
        {t('jobs:page.result_open')}
      </ButtonLink>
    </p>
  );
}

/** The outcomes that have words here: a kept result may be of another version. */
export function checksOf(result: Record<string, unknown>): { name: CheckName; ok: boolean; count: number }[] {
  const { checks } = result;
  if (!Array.isArray(checks)) return [];
  return (checks as { name: string; ok: boolean; count: number }[]).flatMap(({ name: code, ok, count }) => {
    const name = CHECK_NAMES.find((known) => known === code);
    return name ? [{ name, ok, count }] : [];
  });
}
