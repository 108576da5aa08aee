import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { may } from '~/access/policy';
import { JobResult } from '~/components/work/job-result';
import { JobStatus } from '~/components/work/job-status';
import { useKindName } from '~/components/work/job-words';
import { Button, ButtonLink } from '~/components/ui/button';
import { Card, CardBody } from '~/components/ui/card';
import { DefinitionList } from '~/components/ui/definition-list';
import { ArrowLeft, RefreshCw } from '~/components/ui/icons';
import { Icon } from '~/components/ui/icon';
import { answer, preferencesOf, redirectWithFlash, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { cancelJob, getJob, retryJob } from '~/jobs/jobs.server';
import { knownKind } from '~/jobs/terms';
import { i18nFor } from '~/locales/i18n.server';
import { dateOf } from '~/office/dates';
import { formatInstant, formatInteger } from '~/office/formats';

export const handle: PageHandle = { frame: 'work', nav: 'jobs', role: 'operator' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args);
  const { lang } = preferencesOf(args);
  const { t } = i18nFor(lang);
  return answer(() => {
    const job = getJob(ctx, { publicId: args.params.publicId ?? '' });
    const kind = knownKind(job.kind);
    const title = kind ? t(`jobs:kind.${kind}`) : job.kind;
    return {
      job,
      isOperator: may(ctx.actor.grants, 'job.read', dateOf(ctx.now)),
      now: ctx.now,
      lang,
      title: t('common:page_title', { title }),
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args);
  const form = await args.request.formData();
  const intent = form.get('intent');
  const publicId = args.params.publicId ?? '';
  return answer(() => {
    if (intent === 'cancel') cancelJob(ctx, { publicId });
    else if (intent === 'retry') retryJob(ctx, { publicId });
    else throw new AppError('invalid_input');
    const key = intent === 'cancel' ? 'job_cancelled' : 'job_retried';
    return redirectWithFlash(args.context, `/jobs/${encodeURIComponent(publicId)}`, { key });
  });
}

export default function JobPage() {
  const { t } = useTranslation();
  const { job, isOperator, now, lang } = useLoaderData<typeof loader>();
  const kindName = useKindName();
  const isOpen = job.state === 'queued' || job.state === 'running';
  return (
    <>
      <a
        href={isOperator ? '/jobs' : '/account/jobs'}
        className="quiet-link inline-flex items-center gap-1.5"
      >
        <Icon of={ArrowLeft} size={16} />
        {isOperator ? t('jobs:page.back') : t('jobs:page.back_own')}
      </a>
      <h1 className="mt-2 mb-3 text-work-title">{kindName(job.kind)}</h1>
      <Card density="work" as="div" className="mb-4 max-w-200">
        <CardBody>
          <div id="job-status" data-live="" tabIndex={-1}>
            <JobStatus job={job} now={now} lang={lang} />
          </div>
          <div id="job-actions" data-live="" tabIndex={-1} className="mt-4 flex flex-wrap gap-2 empty:hidden">
            {isOpen && (
              <ButtonLink size={36} icon={RefreshCw} href={`/jobs/${job.publicId}`}>
                {t('jobs:page.reload')}
              </ButtonLink>
            )}
            {(job.may.cancel || job.may.retry) && (
              <form method="post">
                <Button
                  size={36}
                  name="intent"
                  value={job.may.cancel ? 'cancel' : 'retry'}
                  variant={job.state === 'failed' ? 'primary' : 'secondary'}
                  busyLabel={t('jobs:list.sending')}
                >
                  {job.may.cancel ? t('jobs:list.cancel') : t('jobs:list.retry')}
                </Button>
              </form>
            )}
          </div>
          <div id="job-facts" data-live="" tabIndex={-1} className="mt-4 border-t border-line pt-3">
            <DefinitionList
              look="dense"
              rows={[
                { term: t('jobs:list.asked_by'), value: job.username ?? t('jobs:list.by_schedule') },
                { term: t('jobs:list.asked_at'), value: formatInstant(job.createdAt, lang) },
                ...(job.startedAt === null
                  ? []
                  : [{ term: t('jobs:page.started_at'), value: formatInstant(job.startedAt, lang) }]),
                {
                  term: t('jobs:page.tries'),
                  value: t('jobs:page.tries_of', {
                    tries: formatInteger(job.tries, lang),
                    max: formatInteger(job.maxTries, lang),
                  }),
                },
                {
                  term: t('jobs:page.number'),
                  value: <span className="font-mono text-small break-all">{job.publicId}</span>,
                },
              ]}
            />
          </div>
        </CardBody>
      </Card>
      <div id="job-result" data-live="" tabIndex={-1}>
        <JobResult job={job} lang={lang} />
      </div>
      <p id="job-spoken" data-live="" role="status" className="sr-only">
        {t(`jobs:state.${job.state}`)}
      </p>
      {isOpen && <script src="/live.js" defer />}
    </>
  );
}
