import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { logView } from '~/access/views.server';
import { AppError } from '~/access/errors';
import { ResetTable } from '~/components/account/reset-table';
import { answer, preferencesOf, redirectWithFlash, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { decideReset, listResets } from '~/organisation/factor-resets.server';

export const handle: PageHandle = { frame: 'work', nav: 'factor_resets' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'factor.reset');
  const { lang } = preferencesOf(args);
  const { t } = i18nFor(lang);
  const title = t('common:page_title', { title: t('factors:resets.title') });
  return answer(() => {
    const resets = listResets(ctx);
    const usernames = resets.map(({ username }) => username);
    logView(ctx, { kind: 'factor_resets', usernames, requestId: args.context.requestId });
    return { resets, lang, title };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args, 'factor.reset');
  const form = await args.request.formData();
  const decision = (['approved', 'refused'] as const).find((known) => known === form.get('decision'));
  const id = Number(form.get('id'));
  return answer(() => {
    if (!decision || !Number.isSafeInteger(id)) throw new AppError('invalid_input');
    decideReset(ctx, { id, decision });
    return redirectWithFlash(args.context, '/factor-resets', { key: 'reset_decided' });
  });
}

export default function FactorResetsPage() {
  const { t } = useTranslation();
  const { resets, lang } = useLoaderData<typeof loader>();
  return (
    <>
      <h1 className="text-work-title">{t('factors:resets.title')}</h1>
      <p className="mb-4 max-w-reading text-ink-2">{t('factors:resets.intro')}</p>
      <ResetTable resets={resets} lang={lang} />
    </>
  );
}
