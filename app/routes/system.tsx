import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { CheckTable } from '~/components/work/check-table';
import { RecentWrites, SystemFacts } from '~/components/work/system-facts';
import { Button } from '~/components/ui/button';
import { Card, CardBody } from '~/components/ui/card';
import { RefreshCw } from '~/components/ui/icons';
import { answer, preferencesOf, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { formatInteger } from '~/office/formats';
import { runChecks } from '~/operations/checks.server';
import { getSystemStatus } from '~/operations/status.server';

export const handle: PageHandle = { frame: 'work', nav: 'system', role: 'operator' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

/** Up to so many people the checks run with the page; beyond it, seconds long, only when asked for. */
const RUN_UNASKED = 10_000;

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'system.read');
  const { lang } = preferencesOf(args);
  const isAsked = new URL(args.request.url).searchParams.has('run');
  const { t } = i18nFor(lang);
  return answer(() => {
    const status = getSystemStatus(ctx);
    const startedAt = args.context.now();
    const checks = isAsked || status.counts.person <= RUN_UNASKED ? runChecks(ctx) : null;
    return {
      status,
      run: checks && { checks, startedAt, ms: args.context.now() - startedAt },
      lang,
      title: t('common:page_title', { title: t('work:system.title') }),
    };
  });
}

export default function SystemPage() {
  const { t } = useTranslation();
  const { status, run, lang } = useLoaderData<typeof loader>();
  return (
    <>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-work-title">{t('work:system.title')}</h1>
          <p className="text-ink-2">{t('work:system.intro')}</p>
        </div>
        <form method="get" action="/system" className="no-print">
          <Button size={36} icon={RefreshCw} name="run" value="1">
            {t('work:system.run')}
          </Button>
        </form>
      </div>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          {run ? (
            <CheckTable {...run} lang={lang} />
          ) : (
            <Card density="work" as="div">
              <CardBody>
                {t('work:system.not_run', {
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
