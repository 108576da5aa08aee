import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { logView } from '~/access/views.server';
import { may } from '~/access/policy';
import { grantsHref, readGrantQuery } from '~/components/account/grant-filter';
import { GrantFilters } from '~/components/account/grant-forms';
import { GrantTable } from '~/components/account/grant-table';
import { ButtonLink } from '~/components/ui/button';
import { PageTurns, readPage } from '~/components/work/page-turns';
import { answer, preferencesOf, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { dateOf } from '~/office/dates';
import { listGrantsInScope } from '~/organisation/grant-list.server';

export const handle: PageHandle = { frame: 'work', nav: 'grants' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'grant.read');
  const { lang } = preferencesOf(args);
  const params = new URL(args.request.url).searchParams;
  const query = readGrantQuery(params);
  const { t } = i18nFor(lang);
  const input = { role: query.role, state: query.state, text: query.q, page: readPage(params) };
  return answer(() => {
    const list = listGrantsInScope(ctx, input);
    const usernames = list.rows.map(({ username }) => username);
    logView(ctx, { kind: 'grants', usernames, filter: input, requestId: args.context.requestId });
    return {
      list,
      canGive: may(ctx.actor.grants, 'grant.give', dateOf(ctx.now)),
      query,
      lang,
      title: t('common:page_title', { title: t('grants:title') }),
    };
  });
}

export default function GrantsPage() {
  const { t } = useTranslation();
  const { list, canGive, query, lang } = useLoaderData<typeof loader>();
  return (
    <>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-work-title">{t('grants:title')}</h1>
          <p className="text-ink-2">{t('grants:intro')}</p>
        </div>
        {canGive && (
          <ButtonLink variant="primary" size={36} href="/grants/new">
            {t('grants:give')}
          </ButtonLink>
        )}
      </div>
      <GrantFilters query={query} />
      <GrantTable
        rows={list.rows}
        lang={lang}
        pager={
          <PageTurns
            {...{ page: list.page, pageSize: list.pageSize, total: list.total, lang }}
            hrefOf={(page) => grantsHref(query, page)}
          />
        }
      />
    </>
  );
}
