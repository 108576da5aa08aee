import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { JobFilters, readJobFilter } from '~/components/work/job-filters';
import { JobProcess, SilentProcess } from '~/components/work/job-process';
import { JobTable } from '~/components/work/job-table';
import { pathWith } from '~/components/work/moment';
import { PageTurns, readPage } from '~/components/work/page-turns';
import { answer, preferencesOf, redirectWithFlash, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { cancelJob, listJobs, retryJob, startMachineJob } from '~/jobs/jobs.server';
import { getJobOverview } from '~/jobs/overview.server';
import { STARTABLE } from '~/jobs/terms';
import { i18nFor } from '~/locales/i18n.server';
import { getMailStatus, retryFailedMail } from '~/notices/mail.server';
import { formatInteger } from '~/office/formats';

export const handle: PageHandle = { frame: 'work', nav: 'jobs', role: 'operator' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

const PATH = '/jobs';

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'job.read');
  const { lang } = preferencesOf(args);
  const params = new URL(args.request.url).searchParams;
  const filter = readJobFilter(params);
  const { t } = i18nFor(lang);
  return answer(() => ({
    jobs: listJobs(ctx, { ...filter, page: readPage(params) }),
    overview: getJobOverview(ctx),
    mail: getMailStatus(ctx),
    filter,
    lang,
    title: t('common:page_title', { title: t('jobs:list.title') }),
  }));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args, 'job.read');
  const { lang } = preferencesOf(args);
  const form = await args.request.formData();
  const intent = form.get('intent');
  const publicId = String(form.get('job') ?? '').slice(0, 40);
  return answer(() => {
    if (intent === 'start') {
      const kind = STARTABLE.find((known) => known === form.get('kind'));
      if (!kind) throw new AppError('invalid_input');
      return redirect(`/jobs/${startMachineJob(ctx, { kind }).publicId}`);
    }
    if (intent === 'retry-mail') {
      const { queued: count } = retryFailedMail(ctx);
      const params = { count, number: formatInteger(count, lang) };
      return redirectWithFlash(args.context, PATH, { key: 'mail_requeued', params });
    }
    if (intent === 'cancel') {
      cancelJob(ctx, { publicId });
      return redirectWithFlash(args.context, PATH, { key: 'job_cancelled' });
    }
    if (intent !== 'retry') throw new AppError('invalid_input');
    retryJob(ctx, { publicId });
    return redirectWithFlash(args.context, PATH, { key: 'job_retried' });
  });
}

export default function JobsPage() {
  const { t } = useTranslation();
  const { jobs, overview, mail, filter, lang } = useLoaderData<typeof loader>();
  const isFiltered = filter.state !== null || filter.kind !== null;
  return (
    <>
      <h1 className="text-work-title">{t('jobs:list.title')}</h1>
      <p className="mb-4 text-ink-2">{t('jobs:list.intro')}</p>
      <div className="grid grid-cols-1 gap-4">
        {overview.process?.isSilent !== false && <SilentProcess {...overview} lang={lang} />}
        <JobFilters {...{ filter, kinds: jobs.kinds }} />
        <JobTable
          rows={jobs.rows}
          withAsker
          lang={lang}
          empty={isFiltered ? t('jobs:list.none_filtered') : t('jobs:list.none')}
          pager={
            <PageTurns
              {...{ page: jobs.page, pageSize: jobs.pageSize, total: jobs.total, lang }}
              hrefOf={(page) =>
                pathWith(PATH, { state: filter.state ?? undefined, kind: filter.kind ?? undefined, page })
              }
            />
          }
        />
        <JobProcess {...overview} {...{ mail, lang }} startable={STARTABLE} />
      </div>
    </>
  );
}
