import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { logView } from '~/access/views.server';
import { TrailFilters } from '~/components/trail/trail-filters';
import { readTrailQuery, TRAIL_PATH, trailFilters, trailHref } from '~/components/trail/trail-query';
import { TrailTable } from '~/components/trail/trail-table';
import { TrailTabs } from '~/components/trail/trail-tabs';
import { ButtonLink } from '~/components/ui/button';
import { Card, CardBody } from '~/components/ui/card';
import { EmptyState } from '~/components/ui/empty-state';
import { ClipboardList } from '~/components/ui/icons';
import { answer, preferencesOf, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { listTrail, type TrailPage } from '~/operations/trail.server';

export const handle: PageHandle = { frame: 'work', nav: 'trail', role: 'auditor' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

const NOTHING: TrailPage = { lines: [], olderThan: null, newerThan: null, personIds: [], isWhole: true };

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'trail.read');
  const { lang } = preferencesOf(args);
  const { query, errors, before, after } = readTrailQuery(new URL(args.request.url).searchParams);
  const { t } = i18nFor(lang);
  return answer(() => {
    let found = NOTHING;
    if (Object.keys(errors).length === 0) {
      try {
        const turn = {
          ...(before === undefined ? {} : { before }),
          ...(after === undefined ? {} : { after }),
        };
        found = listTrail(ctx, { ...trailFilters(query), ...turn });
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'invalid_input') throw error;
        errors.person = 'unknown';
      }
    }
    const { personIds, ...page } = found;
    logView(ctx, { kind: 'trail', personIds, filter: query, requestId: args.context.requestId });
    const title = t('common:page_title', { title: t('trail:title') });
    const isTurned = before !== undefined || after !== undefined;
    const status = Object.keys(errors).length > 0 ? 400 : 200;
    return data({ page, query, errors, isTurned, lang, title }, { status });
  });
}

export default function TrailIndexPage() {
  const { t } = useTranslation();
  const { page, query, errors, isTurned, lang } = useLoaderData<typeof loader>();
  const { lines, olderThan, newerThan, isWhole } = page;
  const isRefused = Object.keys(errors).length > 0;
  return (
    <>
      <h1 className="text-work-title">{t('trail:title')}</h1>
      <p className="mb-2 max-w-measure text-ink-2">
        {t('trail:intro')} {!isWhole && t('trail:intro_part')}
      </p>
      <TrailTabs current="entries" />
      <div className="grid grid-cols-1 gap-3">
        <TrailFilters {...{ query, errors, lang }} />
        {lines.length > 0 && (
          <TrailTable
            {...{ lines, lang }}
            newerHref={newerThan === null ? null : trailHref(query, { after: newerThan })}
            olderHref={olderThan === null ? null : trailHref(query, { before: olderThan })}
            newestHref={trailHref(query)}
          />
        )}
        {lines.length === 0 && !isRefused && (
          <Card density="work" as="div">
            <CardBody>
              <EmptyState
                icon={ClipboardList}
                title={t('trail:none')}
                actions={
                  <ButtonLink size={36} href={isTurned ? trailHref(query) : TRAIL_PATH}>
                    {isTurned ? t('trail:newest') : t('work:clear_filters')}
                  </ButtonLink>
                }
              >
                {isTurned ? t('trail:none_older') : t('trail:none_text')}
              </EmptyState>
            </CardBody>
          </Card>
        )}
      </div>
    </>
  );
}
