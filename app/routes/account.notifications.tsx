import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { AccountTabs } from '~/components/account/account-tabs';
import { ChoiceForm } from '~/components/notices/choice-form';
import { Callout } from '~/components/ui/callout';
import { answer, preferencesOf, redirectWithFlash, requireCtx } from '~/http/context.server';
import { LANGUAGES } from '~/http/cookies';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { getNotificationChoice, saveNotificationChoice } from '~/notices/choice.server';

export const handle: PageHandle = { frame: 'work' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

const PATH = '/account/notifications';
/** The longest address there is, and some more for blanks around it. */
const MAX = 300;

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args);
  const { t } = i18nFor(preferencesOf(args).lang);
  return answer(() => ({
    choice: getNotificationChoice(ctx),
    title: t('common:page_title', { title: t('jobs:choice.title') }),
  }));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args);
  const form = await args.request.formData();
  const choice = {
    email: String(form.get('email') ?? '').slice(0, MAX),
    lang: LANGUAGES.find((lang) => lang === form.get('lang')) ?? ('vi' as const),
    digest: form.get('digest') === 'on',
  };
  return answer(() => {
    try {
      saveNotificationChoice(ctx, choice);
      return redirectWithFlash(args.context, PATH, { key: 'choice_saved' });
    } catch (error) {
      if (!(error instanceof AppError) || !error.fields.email) throw error;
      const fault = error.fields.email === 'needed' ? ('needed' as const) : ('shape' as const);
      return data({ choice, fault }, { status: 400 });
    }
  });
}

export default function NotificationsPage() {
  const { t } = useTranslation();
  const { choice } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <>
      <h1 className="text-title">{t('jobs:choice.title')}</h1>
      <p className="mb-4 max-w-reading text-ink-2">{t('jobs:choice.intro')}</p>
      <AccountTabs current="notifications" />
      <div className="max-w-160">
        {choice ? (
          <ChoiceForm choice={refused?.choice ?? choice} fault={refused?.fault ?? null} />
        ) : (
          <Callout kind="note" title={t('jobs:choice.no_person')} />
        )}
      </div>
    </>
  );
}
