import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { logView } from '~/access/views.server';
import { SeenByTables } from '~/components/trail/seen-by-tables';
import { readSeenByPage } from '~/components/trail/seen-by-page';
import { trailHref } from '~/components/trail/trail-query';
import { TrailTabs } from '~/components/trail/trail-tabs';
import { Button } from '~/components/ui/button';
import { Card, CardBody } from '~/components/ui/card';
import { ErrorSummary } from '~/components/ui/error-summary';
import { TextField } from '~/components/ui/field';
import { Eye } from '~/components/ui/icons';
import { pathWith } from '~/components/work/moment';
import { answer, preferencesOf, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { listSeenBy } from '~/operations/seen-by.server';

export const handle: PageHandle = { frame: 'work', nav: 'trail', role: 'auditor' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'views.read');
  const { lang } = preferencesOf(args);
  const params = new URL(args.request.url).searchParams;
  const person = (params.get('person') ?? '').trim().slice(0, 40);
  const { t } = i18nFor(lang);
  const title = t('common:page_title', { title: t('trail:views.title') });
  return answer(() => {
    const shown = { person, lang, title };
    if (person === '') return data({ ...shown, seen: null, isUnknown: false });
    try {
      const seen = listSeenBy(ctx, { staffCode: person, ...readSeenByPage(params) });
      const { requestId } = args.context;
      logView(ctx, { kind: 'views', personIds: [seen.person.personId], requestId });
      return data({ ...shown, seen, isUnknown: false });
    } catch (error) {
      // A code of nobody and one of somebody elsewhere read the same.
      if (!(error instanceof AppError) || !['not_found', 'out_of_scope'].includes(error.code)) throw error;
      return data({ ...shown, seen: null, isUnknown: true }, { status: error.status });
    }
  });
}

export default function TrailViewsPage() {
  const { t } = useTranslation();
  const { seen, person, isUnknown, lang } = useLoaderData<typeof loader>();
  return (
    <>
      <h1 className="text-work-title">
        {seen
          ? t('trail:views.of', { name: seen.person.fullName, code: seen.person.staffCode })
          : t('trail:views.title')}
      </h1>
      <p className="mb-2 max-w-measure text-ink-2">{t('trail:views.intro')}</p>
      <TrailTabs current="views" />
      <div className="grid grid-cols-1 gap-4">
        {isUnknown && (
          <ErrorSummary
            title={t('trail:views.refused')}
            errors={[{ fieldId: 'person', label: t('trail:views.person') }]}
          />
        )}
        <Card density="work" as="div" className="no-print">
          <CardBody>
            <form method="get" action="/trail/views" className="flex flex-wrap items-end gap-3">
              <TextField
                name="person"
                label={t('trail:views.person')}
                defaultValue={person}
                required
                autoComplete="off"
                density="work"
                {...(isUnknown ? { error: t('trail:filter.problem.unknown') } : {})}
              />
              <Button size={36} icon={Eye}>
                {t('trail:views.find')}
              </Button>
              {seen && (
                <a href={trailHref({ person: seen.person.staffCode })} className="link py-2">
                  {t('trail:views.entries')}
                </a>
              )}
            </form>
          </CardBody>
        </Card>
        {seen && (
          <SeenByTables
            {...{ seen, lang }}
            density="work"
            hrefOf={(page) => pathWith('/trail/views', { person: seen.person.staffCode, ...page })}
          />
        )}
      </div>
    </>
  );
}
