import { useTranslation } from 'react-i18next';
import { formatInstant, formatInteger } from '~/office/formats';
import { Callout } from '../ui/callout';
import { Progress } from '../ui/progress';
import { JobChip, useFailureWords, type JobData } from './job-words';
import type { Lang } from './words';

/** The state in one sentence, and while the job is open how far it is and that nobody need wait for it. */
export function JobStatus({ job, now, lang }: { job: JobData; now: number; lang: Lang }) {
  const { t } = useTranslation();
  const failureWords = useFailureWords();
  const isOpen = job.state === 'queued' || job.state === 'running';
  return (
    <div className="grid gap-3" {...(isOpen ? { 'data-live-open': '' } : {})}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <JobChip state={job.state} />
        <span>
          <StateSentence job={job} now={now} lang={lang} />
        </span>
      </p>
      {isOpen && (
        <>
          {job.state === 'running' && <JobProgress job={job} lang={lang} />}
          <p className="text-ink-2">
            {job.isOwn ? t('jobs:page.may_close') : t('jobs:page.may_close_schedule')}
          </p>
        </>
      )}
      {job.failure && (
        <Callout
          kind={job.state === 'failed' ? 'wrong' : 'warning'}
          dense
          title={job.state === 'failed' ? t('jobs:page.failure_title') : t('jobs:page.last_failure')}
        >
          <p>{failureWords(job.failure)}</p>
          {job.state === 'failed' && <p className="mt-1">{t('jobs:page.what_now')}</p>}
        </Callout>
      )}
    </div>
  );
}

function StateSentence({ job, now, lang }: { job: JobData; now: number; lang: Lang }) {
  const { t } = useTranslation();
  const { state, runAfter, startedAt, finishedAt } = job;
  const time = (at: number | null) => ({ time: at === null ? '' : formatInstant(at, lang) });
  if (state === 'queued') {
    return runAfter > now ? t('jobs:page.queued_until', time(runAfter)) : t('jobs:page.queued_now');
  }
  if (state === 'running') return t('jobs:page.running_since', time(startedAt));
  if (state === 'done') return t('jobs:page.done_at', time(finishedAt));
  if (state === 'failed') return t('jobs:page.failed_at', time(finishedAt));
  return t('jobs:page.cancelled_at', time(finishedAt));
}

function JobProgress({ job: { done, total }, lang }: { job: JobData; lang: Lang }) {
  const { t } = useTranslation();
  const number = (value: number) => formatInteger(value, lang);
  if (total === null || total === 0) {
    return (
      <p>{done > 0 ? t('jobs:page.progress_open', { done: number(done) }) : t('jobs:page.progress_none')}</p>
    );
  }
  const words = { done: number(done), total: number(total), left: number(Math.max(0, total - done)) };
  return <Progress share={done / total} label={t('jobs:page.progress_of', words)} />;
}
