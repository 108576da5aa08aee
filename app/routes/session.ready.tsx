import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useTranslation } from 'react-i18next';
import { Callout } from '~/components/ui/callout';
import { preferencesOf, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';

export const handle: PageHandle = { frame: 'own' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

/** Where signing in on another tab ends: back to the page that was left open. */
export function loader(args: LoaderFunctionArgs) {
  requireCtx(args);
  const { t } = i18nFor(preferencesOf(args).lang);
  return { title: t('common:page_title', { title: t('accounts:session.ready') }) };
}

export default function SessionReadyPage() {
  const { t } = useTranslation();
  return (
    <>
      <h1 className="text-title">{t('accounts:session.ready')}</h1>
      <Callout kind="done" className="mt-4 max-w-measure">
        {t('accounts:session.ready_text')}
      </Callout>
    </>
  );
}
