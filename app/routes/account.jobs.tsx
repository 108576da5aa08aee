import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { AccountTabs } from '~/components/account/account-tabs';
import { JobTable } from '~/components/work/job-table';
import { pathWith } from '~/components/work/moment';
import { PageTurns, readPage } from '~/components/work/page-turns';
import { Card, CardBody } from '~/components/ui/card';
import { EmptyState } from '~/components/ui/empty-state';
import { History } from '~/components/ui/icons';
import { answer, preferencesOf, redirectWithFlash, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { cancelJob, listOwnJobs, retryJob } from '~/jobs/jobs.server';
import { i18nFor } from '~/locales/i18n.server';

export const handle: PageHandle = { frame: 'work' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

const PATH = '/account/jobs';

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args);
  const { lang } = preferencesOf(args);
  const { t } = i18nFor(lang);
  return answer(() => ({
    jobs: listOwnJobs(ctx, { page: readPage(new URL(args.request.url).searchParams) }),
    lang,
    title: t('common:page_title', { title: t('jobs:own.title') }),
  }));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args);
  const form = await args.request.formData();
  const intent = form.get('intent');
  const publicId = String(form.get('job') ?? '').slice(0, 40);
  return answer(() => {
    if (intent === 'cancel') cancelJob(ctx, { publicId });
    else if (intent === 'retry') retryJob(ctx, { publicId });
    else throw new AppError('invalid_input');
    const key = intent === 'cancel' ? 'job_cancelled' : 'job_retried';
    return redirectWithFlash(args.context, PATH, { key });
  });
}

export default function OwnJobsPage() {
  const { t } = useTranslation();
  const { jobs, lang } = useLoaderData<typeof loader>();
  return (
    <>
      <h1 className="text-title">{t('jobs:own.title')}</h1>
      <p className="mb-4 max-w-reading text-ink-2">{t('jobs:own.intro')}</p>
      <AccountTabs current="jobs" />
      {jobs.total === 0 ? (
        <Card density="work" as="div">
          <CardBody>
            <EmptyState icon={History} title={t('jobs:own.none_title')}>
              {t('jobs:own.none')}
            </EmptyState>
          </CardBody>
        </Card>
      ) : (
        <JobTable
          rows={jobs.rows}
          lang={lang}
          empty={t('jobs:own.none_title')}
          pager={
            <PageTurns
              {...{ page: jobs.page, pageSize: jobs.pageSize, total: jobs.total, lang }}
              hrefOf={(page) => pathWith(PATH, { page })}
            />
          }
        />
      )}
    </>
  );
}
