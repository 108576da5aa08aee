import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant, formatInteger, NO_DATA } from '~/office/formats';
import { Button } from '../ui/button';
import { Cell, EmptyRow, HeadCell, Row, Table, TableCard, TableFoot } from '../ui/table';
import { JobChip, useKindName, type JobData } from './job-words';
import type { Lang } from './words';

export interface JobTableProps {
  rows: JobData[];
  lang: Lang;
  /** Said where there is none. */
  empty: string;
  pager: ReactNode;
  /** Operators see who asked. */
  withAsker?: boolean;
}

/** Jobs, newest first; each leads to its page and can be stopped or run again in its row. */
export function JobTable({ rows, lang, empty, pager, withAsker = false }: JobTableProps) {
  const { t } = useTranslation();
  const kindName = useKindName();
  return (
    <TableCard>
      <Table caption={t('jobs:list.caption')} stack>
        <thead>
          <Row>
            <HeadCell>{t('jobs:list.open')}</HeadCell>
            <HeadCell>{t('jobs:list.state')}</HeadCell>
            {withAsker && <HeadCell>{t('jobs:list.asked_by')}</HeadCell>}
            <HeadCell>{t('jobs:list.asked_at')}</HeadCell>
            <HeadCell>{t('jobs:list.ended_at')}</HeadCell>
            <HeadCell>
              <span className="sr-only">{t('jobs:list.actions')}</span>
            </HeadCell>
          </Row>
        </thead>
        <tbody>
          {rows.map((job) => (
            <Row key={job.publicId}>
              <Cell name>
                <a href={`/jobs/${job.publicId}`} className="quiet-link hover:underline">
                  {kindName(job.kind)}
                </a>
              </Cell>
              <Cell>
                <JobChip state={job.state} />
                {job.state === 'running' && job.total !== null && (
                  <span className="ml-2 text-ink-2">
                    {formatInteger(job.done, lang)}/{formatInteger(job.total, lang)}
                  </span>
                )}
              </Cell>
              {withAsker && (
                <Cell label={t('jobs:list.asked_by')}>{job.username ?? t('jobs:list.by_schedule')}</Cell>
              )}
              <Cell label={t('jobs:list.asked_at')}>{formatInstant(job.createdAt, lang)}</Cell>
              <Cell label={t('jobs:list.ended_at')}>
                {job.finishedAt === null ? NO_DATA : formatInstant(job.finishedAt, lang)}
              </Cell>
              <Cell align="right" className="max-sm:basis-full">
                <JobAction job={job} lang={lang} />
              </Cell>
            </Row>
          ))}
          {rows.length === 0 && <EmptyRow span={withAsker ? 6 : 5}>{empty}</EmptyRow>}
        </tbody>
      </Table>
      {rows.length > 0 && <TableFoot>{pager}</TableFoot>}
    </TableCard>
  );
}

function JobAction({ job, lang }: { job: JobData; lang: Lang }) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const named = { job: kindName(job.kind), time: formatInstant(job.createdAt, lang) };
  if (!job.may.cancel && !job.may.retry) return null;
  return (
    <form method="post">
      <input type="hidden" name="job" value={job.publicId} />
      <Button
        size={30}
        name="intent"
        value={job.may.cancel ? 'cancel' : 'retry'}
        busyLabel={t('jobs:list.sending')}
        aria-label={job.may.cancel ? t('jobs:list.cancel_named', named) : t('jobs:list.retry_named', named)}
      >
        {job.may.cancel ? t('jobs:list.cancel') : t('jobs:list.retry')}
      </Button>
    </form>
  );
}
