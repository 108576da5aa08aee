import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { logView } from '~/access/views.server';
import { AppError } from '~/access/errors';
import { inGroups } from '~/access/readable-code';
import { AccountFacts, AccountGrants } from '~/components/account/account-facts';
import { AccountStateChip } from '~/components/account/account-list';
import { EventsTable, SessionsTable } from '~/components/account/account-tables';
import { AccountWork, NewCode } from '~/components/account/account-work';
import { accountHref } from '~/components/account/account-filter';
import { answer, preferencesOf, redirectWithFlash, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import {
  closeAccount,
  endAccountSessions,
  getAccount,
  reopenAccount,
  resetAccess,
} from '~/organisation/account-care.server';
import { askFactorReset } from '~/organisation/factor-resets.server';

export const handle: PageHandle = { frame: 'work', nav: 'accounts' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'account.read');
  const { lang } = preferencesOf(args);
  const { t } = i18nFor(lang);
  return answer(() => {
    const account = getAccount(ctx, { username: args.params.username ?? '' });
    const { username } = account;
    logView(ctx, { kind: 'account', usernames: [username], requestId: args.context.requestId });
    const title = account.fullName ?? username;
    return { account, lang, baseUrl: ctx.baseUrl, title: t('common:page_title', { title }) };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args, 'account.read');
  const form = await args.request.formData();
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 1000);
  const username = args.params.username ?? '';
  const [intent, reason] = [text('intent'), text('reason')];
  const done = (key: 'account_closed' | 'account_reopened') =>
    redirectWithFlash(args.context, accountHref(username), { key, params: { name: username.toUpperCase() } });
  try {
    if (intent === 'end') {
      const { ended: count } = endAccountSessions(ctx, { username, session: text('session') });
      const message = { key: 'sessions_ended', params: { count } } as const;
      return redirectWithFlash(args.context, accountHref(username), message);
    }
    if (intent === 'factor') {
      askFactorReset(ctx, { username, reason });
      return redirectWithFlash(args.context, accountHref(username), { key: 'reset_asked' });
    }
    if (intent === 'close') {
      closeAccount(ctx, { username, reason });
      return done('account_closed');
    }
    if (intent === 'reopen') {
      reopenAccount(ctx, { username, reason });
      return done('account_reopened');
    }
    if (intent !== 'reset') throw new AppError('invalid_input');
    const { code, expiresAt } = resetAccess(ctx, { username, reason });
    const given = { code: inGroups(code), expiresAt };
    const headers = { 'Cache-Control': 'no-store' };
    return data({ given, intent, reason: '', error: '' }, { headers });
  } catch (error) {
    if (!(error instanceof AppError) || error.fields.reason === undefined) {
      return answer(() => Promise.reject(error as Error));
    }
    const refused = { given: null, intent, reason: reason.slice(0, 400), error: error.fields.reason };
    return data(refused, { status: error.status });
  }
}

export default function AccountPage() {
  const { t } = useTranslation();
  const { account, lang, baseUrl } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return (
    <>
      <p className="no-print mb-1">
        <a href="/accounts" className="link">
          {t('accounts:card.back')}
        </a>
      </p>
      <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="text-work-title">{account.fullName ?? account.username}</h1>
        <AccountStateChip state={account.state} />
      </div>
      {result?.given && (
        <NewCode
          {...result.given}
          name={account.fullName ?? account.username}
          username={account.username}
          address={`${baseUrl}/activate`}
          lang={lang}
        />
      )}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <section aria-labelledby="sessions" className="grid grid-cols-1 gap-2">
            <h2 id="sessions" className="text-work-heading">
              {t('accounts:card.sessions')}
            </h2>
            <SessionsTable sessions={account.sessions} endAll="all" lang={lang} canEnd={account.may.reset} />
          </section>
          <section aria-labelledby="events" className="grid grid-cols-1 gap-2">
            <h2 id="events" className="text-work-heading">
              {t('accounts:card.events')}
            </h2>
            <EventsTable events={account.events} lang={lang} />
          </section>
          <AccountGrants grants={account.grants} lang={lang} />
        </div>
        <div className="grid gap-4">
          <AccountFacts account={account} lang={lang} />
          <AccountWork account={account} refused={result && !result.given ? result : null} />
        </div>
      </div>
    </>
  );
}
