import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { changePassword, endOwnSessions, getOwnAccount } from '~/access/own-account.server';
import { getSettings } from '~/access/settings.server';
import { AccountTabs } from '~/components/account/account-tabs';
import { EventsTable, SessionsTable } from '~/components/account/account-tables';
import { PasswordForm } from '~/components/account/password-form';
import { Card, CardBody, CardHeading } from '~/components/ui/card';
import {
  answer,
  clientOf,
  preferencesOf,
  redirectWithFlash,
  requireCtx,
  tokenOf,
} from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { dateOf } from '~/office/dates';
import { formatDate, lastDayOf } from '~/office/formats';
import { listOwnGrants } from '~/organisation/own-grants.server';

export const handle: PageHandle = { frame: 'own' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

const PATH = '/account';

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args);
  const { lang } = preferencesOf(args);
  const { t } = i18nFor(lang);
  return answer(() => ({
    account: getOwnAccount(ctx, { token: tokenOf(args) }),
    grants: listOwnGrants(ctx, { today: dateOf(ctx.now) }),
    minLength: getSettings(ctx.db).passwordLength,
    lang,
    title: t('common:page_title', { title: t('accounts:own.title') }),
  }));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args);
  const form = await args.request.formData();
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 201);
  const token = tokenOf(args);
  if (text('intent') === 'end') {
    return answer(() => {
      const { ended } = endOwnSessions(ctx, { token, session: text('session') });
      return redirectWithFlash(args.context, PATH, { key: 'sessions_ended', params: { count: ended } });
    });
  }
  try {
    const { network } = clientOf(args);
    await changePassword(ctx, { current: text('current'), next: text('password'), token, network });
    return redirectWithFlash(args.context, PATH, { key: 'password_changed' });
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'invalid_input' && error.code !== 'too_many')) {
      return answer(() => Promise.reject(error as Error));
    }
    const seconds = Number(error.detail.seconds ?? 0);
    return data({ errors: error.fields, seconds }, { status: error.status });
  }
}

export default function AccountPage() {
  const { t } = useTranslation();
  const { account, grants, minLength, lang } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return (
    <>
      <h1 className="text-title">{t('accounts:own.title')}</h1>
      <p className="mb-4 text-ink-2">
        {t('accounts:own.username')}: <b>{account.username}</b>
      </p>
      <AccountTabs current="overview" />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_21.5rem] lg:gap-6">
        <div className="grid min-w-0 gap-5">
          <Card labelledBy="sessions">
            <CardBody>
              <CardHeading id="sessions">{t('accounts:card.sessions')}</CardHeading>
              <p className="mb-3 text-ink-2">{t('accounts:own.sessions_text')}</p>
              <SessionsTable sessions={account.sessions} endAll="others" lang={lang} />
            </CardBody>
          </Card>
          <Card labelledBy="events">
            <CardBody>
              <CardHeading id="events">{t('accounts:card.events')}</CardHeading>
              <EventsTable events={account.events} lang={lang} />
            </CardBody>
          </Card>
        </div>
        <div className="grid gap-5">
          <Card labelledBy="password-title">
            <CardBody>
              <CardHeading id="password-title">{t('accounts:own.password')}</CardHeading>
              {account.hasPassword ? (
                <PasswordForm
                  minLength={minLength}
                  errors={result?.errors ?? null}
                  seconds={result?.seconds ?? 0}
                  chosenAt={account.passwordChosenAt}
                  lang={lang}
                />
              ) : (
                <p>{t('accounts:own.no_password')}</p>
              )}
            </CardBody>
          </Card>
          <Card labelledBy="roles">
            <CardBody>
              <CardHeading id="roles">{t('accounts:own.roles')}</CardHeading>
              <ul className="grid gap-2">
                {grants.map((grant, index) => (
                  <li key={index}>
                    <b>{t(`common:role.${grant.role}`)}</b>
                    <br />
                    {(lang === 'vi' ? grant.unitVi : grant.unitEn) || t('accounts:card.installation')}
                    {lastDayOf(grant.validTo) !== null &&
                      `, ${t('accounts:own.role_until', { date: formatDate(lastDayOf(grant.validTo)!) })}`}
                  </li>
                ))}
              </ul>
            </CardBody>
          </Card>
        </div>
      </div>
    </>
  );
}
