import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { logView } from '~/access/views.server';
import { ButtonLink } from '~/components/ui/button';
import { Callout } from '~/components/ui/callout';
import { Card, CardBody } from '~/components/ui/card';
import { EmptyState } from '~/components/ui/empty-state';
import { Users } from '~/components/ui/icons';
import { momentParams, pathWith, readMoment } from '~/components/work/moment';
import { PageTurns, readPage } from '~/components/work/page-turns';
import { readPeopleQuery } from '~/components/work/people-filter';
import { PeopleFilters } from '~/components/work/people-filters';
import { peopleHref } from '~/components/work/people-links';
import { PeopleTable } from '~/components/work/people-table';
import { Provenance } from '~/components/work/provenance';
import { answer, preferencesOf, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { formatInteger } from '~/office/formats';
import { listScopeUnits } from '~/organisation/units.server';
import { listIndicatorPeople } from '~/proficiency/indicator-people.server';
import { getIndicator } from '~/proficiency/indicator.server';

export const handle: PageHandle = { frame: 'work', nav: 'indicator', role: 'leader' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'indicator.names');
  const { lang } = preferencesOf(args);
  const params = new URL(args.request.url).searchParams;
  const { moment, errors } = readMoment(params);
  const query = readPeopleQuery(params);
  const { t } = i18nFor(lang);
  return answer(() => {
    if (errors.asOf || errors.knownAt) throw new AppError('invalid_input', {}, errors);
    const { unit: unitCode, met, own, ...conditions } = query;
    const page = readPage(params);
    const people = listIndicatorPeople(ctx, {
      ...moment,
      ...conditions,
      unitCode,
      own: own === '1',
      page,
      met: met && met === 'yes',
    });
    logView(ctx, {
      kind: 'indicator_people',
      personIds: people.rows.map(({ personId }) => personId),
      filter: { ...moment, ...query, page },
      requestId: args.context.requestId,
    });
    return {
      people,
      rule: getIndicator(ctx, moment).rule,
      units: listScopeUnits(ctx, 'indicator.names', people.asOf),
      query,
      moment,
      lang,
      title: t('common:page_title', { title: t('work:people.title') }),
    };
  });
}

export default function IndicatorPeoplePage() {
  const { t } = useTranslation();
  const { people, rule, units, query, moment, lang } = useLoaderData<typeof loader>();
  const { asOf, tx, rows, total, hidden, page, pageSize } = people;
  const heading = query.met ? t(`work:people.heading.${query.met}`) : t('work:people.heading.all');
  return (
    <>
      <p className="no-print">
        <a href={pathWith('/indicator', momentParams(moment))}>{t('work:people.back')}</a>
      </p>
      <h1 className="text-work-title">{heading}</h1>
      <p className="mb-3 font-semibold">
        {t('work:people_count', { count: total, number: formatInteger(total, lang) })}
      </p>
      <div className="grid grid-cols-1 gap-3">
        <PeopleFilters {...{ query, moment, units, lang }} />
        {hidden > 0 && (
          <Callout kind="note" dense>
            {t('work:people.hidden', { count: hidden, number: formatInteger(hidden, lang) })}
          </Callout>
        )}
        {rows.length > 0 ? (
          <PeopleTable
            {...{ rows, asOf, lang }}
            first={(page - 1) * pageSize + 1}
            pager={
              <PageTurns
                {...{ page, pageSize, lang }}
                total={total - hidden}
                hrefOf={(to) => peopleHref({ ...moment, asOf }, query, to)}
              />
            }
          />
        ) : (
          <Card density="work" as="div">
            <CardBody>
              <EmptyState
                icon={Users}
                title={t('work:people.none')}
                actions={
                  <ButtonLink size={36} href={peopleHref(moment)}>
                    {t('work:clear_filters')}
                  </ButtonLink>
                }
              >
                {t('work:people.none_text')}
              </EmptyState>
            </CardBody>
          </Card>
        )}
        <Provenance {...{ asOf, tx, rule, lang }} />
      </div>
    </>
  );
}
