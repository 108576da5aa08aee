import { data, redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { logView } from '~/access/views.server';
import { readMoment } from '~/components/work/moment';
import { PageTurns, readPage } from '~/components/work/page-turns';
import { Provenance } from '~/components/work/provenance';
import {
  readRosterQuery,
  rememberedQuery,
  ROSTER_PATH,
  rosterFilters,
  rosterHref,
} from '~/components/work/roster-filter';
import { RosterFilters, useConditions } from '~/components/work/roster-filters';
import { RosterEmpty, RosterHead } from '~/components/work/roster-head';
import { RosterTable } from '~/components/work/roster-table';
import { errorResponse, isSecure, preferencesOf, requireCtx } from '~/http/context.server';
import { cookie, readCookie } from '~/http/cookies';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { listScopeUnits } from '~/organisation/units.server';
import { getRoster } from '~/reporting/roster.server';

export const handle: PageHandle = { frame: 'work', nav: 'roster', role: 'hr' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

/** The filter of the last visit: only conditions, never a day. */
const COOKIE = 'thao_roster';
const DAYS_30 = 30 * 24 * 3600;

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'roster.read');
  const { lang } = preferencesOf(args);
  const { search, searchParams: params } = new URL(args.request.url);
  const remember = (filter: string) => ({
    'Set-Cookie': cookie(COOKIE, filter, {
      secure: isSecure(args.context),
      maxAge: filter === '' ? 0 : DAYS_30,
    }),
  });
  if (params.has('clear')) throw redirect(ROSTER_PATH, { headers: remember('') });
  const last = readCookie(args.request.headers.get('cookie'), COOKIE);
  if (search === '' && last) throw redirect(rosterHref(readRosterQuery(new URLSearchParams(last)), {}));

  const query = readRosterQuery(params);
  const { moment, typed, errors } = readMoment(params);
  const { t } = i18nFor(lang);
  try {
    const roster = getRoster(ctx, { ...moment, ...rosterFilters(query), page: readPage(params) });
    const units = listScopeUnits(ctx, 'roster.read', roster.asOf);
    logView(ctx, {
      kind: 'roster',
      personIds: roster.groups.flatMap(({ rows }) => rows.map(({ personId }) => personId)),
      filter: { ...moment, ...query, page: roster.page },
      requestId: args.context.requestId,
    });
    const title = t('common:page_title', { title: t('work:roster.title') });
    return data(
      { roster, units, query, moment, typed, errors, lang, title },
      { status: errors.asOf || errors.knownAt ? 400 : 200, headers: remember(rememberedQuery(query)) },
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // A remembered unit that has left the scope must not lock its holder out of the page.
    const response = errorResponse(error);
    response.headers.append('Set-Cookie', remember('')['Set-Cookie']);
    throw response;
  }
}

export default function RosterPage() {
  const { t } = useTranslation();
  const { roster, units, query, moment, typed, errors, lang } = useLoaderData<typeof loader>();
  const { asOf, tx, rule, counts, groups, page, pageSize } = roster;
  const modules = rule?.modules ?? [];
  const conditions = useConditions({ query, moment, units, lang });
  return (
    <div className="print-landscape">
      <RosterHead
        {...{ asOf, counts, query, moment, lang }}
        typedDate={typed.asOf}
        dateError={errors.asOf && t(`work:moment.problem.${errors.asOf}`)}
      />
      <div className="grid grid-cols-1 gap-3">
        <RosterFilters {...{ query, moment, units, modules, lang }} />
        {counts.total === 0 ? (
          <RosterEmpty conditions={conditions} asOf={asOf} />
        ) : (
          <RosterTable
            {...{ groups, asOf, modules, lang }}
            pager={
              <PageTurns
                {...{ page, pageSize, lang }}
                total={counts.total}
                hrefOf={(to) => rosterHref(query, { ...moment, asOf }, to)}
              />
            }
          />
        )}
        <Provenance {...{ asOf, tx, rule, lang }} />
      </div>
    </div>
  );
}
