import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { CheckTable } from '~/components/work/check-table';
import { JobResult } from '~/components/work/job-result';
import { RecentWrites, SystemFacts } from '~/components/work/system-facts';
import { Button } from '~/components/ui/button';
import { Callout } from '~/components/ui/callout';
import { Card, CardBody } from '~/components/ui/card';
import { RefreshCw } from '~/components/ui/icons';
import { answer, preferencesOf, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { findLastResult, findOpen } from '~/jobs/jobs.server';
import { i18nFor } from '~/locales/i18n.server';
import { formatInteger } from '~/office/formats';
import { runChecks } from '~/operations/checks.server';
import { getSystemStatus } from '~/operations/status.server';

export const handle: PageHandle = { frame: 'work', nav: 'system', role: 'operator' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

/** Up to so many people the checks run with the page; beyond it, seconds long, in the background. */
const RUN_WITH_PAGE = 10_000;

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'system.read');
  const { lang } = preferencesOf(args);
  const { t } = i18nFor(lang);
  return answer(() => {
    const status = getSystemStatus(ctx);
    const startedAt = args.context.now();
    const checks = status.counts.person <= RUN_WITH_PAGE ? runChecks(ctx) : null;
    return {
      status,
      run: checks && { checks, startedAt, ms: args.context.now() - startedAt },
      // What ran in the background, where the page itself ran nothing.
      kept: checks ? null : findLastResult(ctx, { kind: 'nightly-check' }),
      open: findOpen(ctx, { kind: 'nightly-check' }),
      lang,
      title: t('common:page_title', { title: t('work:system.title') }),
    };
  });
}

export default function SystemPage() {
  const { t } = useTranslation();
  const { status, run, kept, open, lang } = useLoaderData<typeof loader>();
  return (
    <>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-work-title">{t('work:system.title')}</h1>
          <p className="text-ink-2">{t('work:system.intro')}</p>
        </div>
        <form method="post" action="/jobs" className="no-print">
          <input type="hidden" name="kind" value="nightly-check" />
          <Button size={36} icon={RefreshCw} name="intent" value="start" busyLabel={t('jobs:check.starting')}>
            {t('jobs:check.start')}
          </Button>
        </form>
      </div>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          {open && (
            <Callout kind="note" dense title={t('jobs:check.open')}>
              <a href={`/jobs/${open.publicId}`}>{t('jobs:check.see')}</a>
            </Callout>
          )}
          {run && <CheckTable {...run} lang={lang} />}
          {kept && (
            <>
              <h2 className="text-work-heading">{t('jobs:check.last')}</h2>
              <JobResult job={kept} lang={lang} />
            </>
          )}
          {!run && !kept && (
            <Card density="work" as="div">
              <CardBody>
                {t('jobs:check.never', {
                  count: status.counts.person,
                  number: formatInteger(status.counts.person, lang),
                })}
              </CardBody>
            </Card>
          )}
          <RecentWrites rows={status.recent} lang={lang} />
        </div>
        <SystemFacts status={status} lang={lang} />
      </div>
    </>
  );
}
