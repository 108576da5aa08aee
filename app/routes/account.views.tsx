import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AccountTabs } from '~/components/account/account-tabs';
import { readSeenByPage } from '~/components/trail/seen-by-page';
import { SeenByTables } from '~/components/trail/seen-by-tables';
import { EmptyState } from '~/components/ui/empty-state';
import { Eye } from '~/components/ui/icons';
import { pathWith } from '~/components/work/moment';
import { answer, preferencesOf, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { listOwnSeenBy } from '~/operations/seen-by.server';

export const handle: PageHandle = { frame: 'own' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'own.read');
  const { lang } = preferencesOf(args);
  const { t } = i18nFor(lang);
  const params = new URL(args.request.url).searchParams;
  const title = t('common:page_title', { title: t('trail:views.own_title') });
  const isSomebody = ctx.actor.personId !== null;
  return answer(() => ({
    seen: isSomebody ? listOwnSeenBy(ctx, readSeenByPage(params)) : null,
    lang,
    title,
  }));
}

export default function AccountViewsPage() {
  const { t } = useTranslation();
  const { seen, lang } = useLoaderData<typeof loader>();
  return (
    <>
      <h1 className="mb-1 text-title">{t('trail:views.own_title')}</h1>
      <p className="mb-4 max-w-measure text-ink-2">{t('trail:views.own_intro')}</p>
      <AccountTabs current="views" />
      {seen ? (
        <SeenByTables
          {...{ seen, lang }}
          density="learner"
          hrefOf={(page) => pathWith('/account/views', page)}
        />
      ) : (
        <EmptyState icon={Eye} title={t('trail:views.own_nobody')}>
          {t('trail:views.own_nobody_text')}
        </EmptyState>
      )}
    </>
  );
}
