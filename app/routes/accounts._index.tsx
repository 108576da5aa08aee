import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { may } from '~/access/policy';
import { logView } from '~/access/views.server';
import { accountsHref, readAccountQuery } from '~/components/account/account-filter';
import { AccountFilters, AccountTable, LoneAccounts } from '~/components/account/account-list';
import { ButtonLink } from '~/components/ui/button';
import { PageTurns, readPage } from '~/components/work/page-turns';
import { answer, preferencesOf, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { dateOf } from '~/office/dates';
import { listAccounts } from '~/organisation/staff-accounts.server';
import { listScopeUnits } from '~/organisation/units.server';

export const handle: PageHandle = { frame: 'work', nav: 'accounts' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'account.read');
  const { lang } = preferencesOf(args);
  const params = new URL(args.request.url).searchParams;
  const query = readAccountQuery(params);
  const { t } = i18nFor(lang);
  const input = { unitCode: query.unit, state: query.state, text: query.q, page: readPage(params) };
  return answer(() => {
    const list = listAccounts(ctx, input);
    const staffCodes = list.rows.map(({ staffCode }) => staffCode);
    logView(ctx, { kind: 'accounts', staffCodes, filter: input, requestId: args.context.requestId });
    return {
      list,
      units: listScopeUnits(ctx, 'account.read'),
      canMake: may(ctx.actor.grants, 'account.make', dateOf(ctx.now)),
      query,
      lang,
      title: t('common:page_title', { title: t('accounts:list.title') }),
    };
  });
}

export default function AccountsPage() {
  const { t } = useTranslation();
  const { list, units, canMake, query, lang } = useLoaderData<typeof loader>();
  return (
    <>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-work-title">{t('accounts:list.title')}</h1>
          <p className="text-ink-2">{t('accounts:list.intro')}</p>
        </div>
        {canMake && (
          <ButtonLink variant="primary" size={36} href="/accounts/slips">
            {t('accounts:list.slips')}
          </ButtonLink>
        )}
      </div>
      <AccountFilters {...{ query, units, lang }} counts={list.counts} />
      <AccountTable
        rows={list.rows}
        lang={lang}
        pager={
          <PageTurns
            {...{ page: list.page, pageSize: list.pageSize, total: list.total, lang }}
            hrefOf={(page) => accountsHref(query, page)}
          />
        }
      />
      <LoneAccounts accounts={list.lone} />
    </>
  );
}
