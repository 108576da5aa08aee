import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { AccountTabs } from '~/components/account/account-tabs';
import { DelegateForm, DelegationCards } from '~/components/account/delegation-cards';
import { answer, preferencesOf, redirectWithFlash, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { isoOf } from '~/http/typed-date';
import { i18nFor } from '~/locales/i18n.server';
import { dateOf } from '~/office/dates';
import { formatDate } from '~/office/formats';
import { delegateGrant, listOwnDelegations } from '~/organisation/delegations.server';
import { endGrant } from '~/organisation/grants.server';

export const handle: PageHandle = { frame: 'own' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

const PATH = '/account/delegation';
const IN_WORDS = new Set(['invalid_input', 'conflict', 'own_account', 'unknown_account']);

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args);
  const { lang } = preferencesOf(args);
  const { t } = i18nFor(lang);
  return answer(() => ({
    ...listOwnDelegations(ctx),
    today: formatDate(dateOf(ctx.now)),
    lang,
    title: t('common:page_title', { title: t('grants:own.title') }),
  }));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args);
  const form = await args.request.formData();
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 1000);
  const typed = {
    intent: text('intent'),
    id: Number(text('id')),
    grantId: text('grantId'),
    account: text('account'),
    from: text('from'),
    lastDay: text('lastDay'),
    document: text('document'),
    reason: text('reason'),
  };
  const [from, lastDay] = [isoOf(typed.from), isoOf(typed.lastDay)];
  try {
    if (typed.intent === 'end') {
      endGrant(ctx, { id: typed.id, lastDay, reason: typed.reason });
      return redirectWithFlash(args.context, PATH, { key: 'grant_ended' });
    }
    const { account: username, document, reason } = typed;
    const input = { grantId: Number(typed.grantId), username, from, lastDay, document, reason };
    delegateGrant(ctx, input);
    return redirectWithFlash(args.context, PATH, { key: 'grant_given' });
  } catch (error) {
    if (!(error instanceof AppError) || !IN_WORDS.has(error.code)) {
      return answer(() => Promise.reject(error as Error));
    }
    const errors = error.code === 'invalid_input' ? error.fields : { account: error.code };
    return data({ typed, errors }, { status: error.status });
  }
}

export default function DelegationPage() {
  const { t } = useTranslation();
  const { lent, borrowed, lendable, mostDays, today, lang } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() ?? null;
  return (
    <>
      <h1 className="text-title">{t('grants:own.title')}</h1>
      <p className="mb-4 max-w-reading text-ink-2">{t('grants:own.intro', { count: mostDays })}</p>
      <AccountTabs current="delegation" />
      <div className="grid max-w-200 gap-5">
        <DelegationCards {...{ lent, borrowed, today, lang }} refused={refused} />
        <DelegateForm {...{ lendable, today, lang }} refused={refused} />
      </div>
    </>
  );
}
