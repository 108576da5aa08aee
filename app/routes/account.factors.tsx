import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import {
  confirmTotp,
  factorsOf,
  newRecoveryCodes,
  pendingTotp,
  raiseSession,
  removeTotp,
  startTotp,
} from '~/access/factors.server';
import { requireAccountId, requireOwnAccount } from '~/access/own-password.server';
import { passkeysWork, removePasskey } from '~/access/passkeys.server';
import { inGroups } from '~/access/readable-code';
import { AccountTabs } from '~/components/account/account-tabs';
import { HasPassword } from '~/components/account/current-password';
import { PasskeyCard } from '~/components/account/passkey-forms';
import {
  RaiseForm,
  RecoveryCard,
  ShownCodes,
  TotpCard,
  WithheldNote,
} from '~/components/account/factor-cards';
import {
  answer,
  clientOf,
  isSecure,
  preferencesOf,
  redirectWithFlash,
  requireCtx,
  safePath,
  tokenOf,
} from '~/http/context.server';
import { cookie, SESSION_COOKIE } from '~/http/cookies';
import type { PageHandle } from '~/http/handle';
import { qrSvg } from '~/http/qr.server';
import { i18nFor } from '~/locales/i18n.server';
import { rolesOn } from '~/access/policy';
import { dateOf } from '~/office/dates';

export const handle: PageHandle = { frame: 'own' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

const PATH = '/account/factors';

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args);
  const { lang } = preferencesOf(args);
  const { t } = i18nFor(lang);
  return answer(async () => {
    const pending = pendingTotp(ctx, { issuer: t('common:product') });
    return {
      factors: factorsOf(ctx.db, requireAccountId(ctx)),
      hasPassword: requireOwnAccount(ctx).passwordHash !== null,
      pending: pending && { secret: inGroups(pending.secret), qr: await qrSvg(pending.uri) },
      withheld: rolesOn(ctx.actor.withheld ?? [], dateOf(ctx.now)),
      to: safePath(new URL(args.request.url).searchParams.get('to')),
      passkeysWork: passkeysWork(ctx.baseUrl),
      lang,
      title: t('common:page_title', { title: t('factors:title') }),
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args);
  const form = await args.request.formData();
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 201);
  const token = tokenOf(args);
  const { network } = clientOf(args);
  const intent = text('intent');
  const secure = isSecure(args.context);
  const shown = (codes: string[], newToken?: string) =>
    data(
      { codes: codes.map((code) => inGroups(code, 5)), intent, code: '', seconds: 0 },
      {
        headers: {
          'Cache-Control': 'no-store',
          ...(newToken ? { 'Set-Cookie': cookie(SESSION_COOKIE, newToken, { secure }) } : {}),
        },
      },
    );
  try {
    if (intent === 'raise') {
      const raised = raiseSession(ctx, { code: text('code'), token, network });
      const response = redirectWithFlash(args.context, safePath(text('to')), { key: 'factor_shown' });
      response.headers.append('Set-Cookie', cookie(SESSION_COOKIE, raised.token, { secure }));
      return response;
    }
    if (intent === 'confirm') {
      const confirmed = confirmTotp(ctx, { code: text('code'), token });
      // The page is drawn by the same request, which still brings the token of before.
      args.context.renewedToken = confirmed.token;
      return shown(confirmed.recoveryCodes, confirmed.token);
    }
    const password = { current: text('password'), network };
    if (intent === 'recovery') return shown((await newRecoveryCodes(ctx, password)).recoveryCodes);
    if (intent === 'remove') {
      await removeTotp(ctx, password);
      return redirectWithFlash(args.context, PATH, { key: 'factor_removed' });
    }
    if (intent === 'remove_passkey') {
      await removePasskey(ctx, { id: Number(text('id')), ...password });
      return redirectWithFlash(args.context, PATH, { key: 'factor_removed' });
    }
    if (intent !== 'start') throw new AppError('invalid_input');
    await startTotp(ctx, password);
    return data({ codes: null, intent, code: 'started', seconds: 0 });
  } catch (error) {
    const known =
      error instanceof AppError && ['wrong_factor', 'too_many', 'invalid_input'].includes(error.code);
    if (!known) return answer(() => Promise.reject(error as Error));
    const seconds = Number(error.detail.seconds ?? 0);
    return data({ codes: null, intent, code: error.code, seconds }, { status: error.status });
  }
}

export default function FactorsPage() {
  const { t } = useTranslation();
  const page = useLoaderData<typeof loader>();
  const { factors, hasPassword, pending, withheld, to, passkeysWork: works, lang } = page;
  const result = useActionData<typeof action>();
  const refused = (intent: string) =>
    result && !result.codes && result.intent === intent && result.code !== 'started' ? result : null;
  const isOn = factors.totp || factors.passkeys.length > 0;
  return (
    <HasPassword.Provider value={hasPassword}>
      <h1 className="text-title">{t('factors:title')}</h1>
      <p className="mb-4 max-w-reading text-ink-2">{t('factors:intro')}</p>
      <AccountTabs current="factors" />
      {result?.codes && <ShownCodes codes={result.codes} to={withheld.length > 0 ? to : PATH} />}
      <div className="grid max-w-200 gap-5">
        {withheld.length > 0 && !result?.codes && <WithheldNote roles={withheld} />}
        {withheld.length > 0 && isOn && !result?.codes && <RaiseForm to={to} refused={refused('raise')} />}
        <TotpCard
          isOn={factors.totp}
          pending={pending}
          refused={refused('start') ?? refused('confirm') ?? refused('remove')}
        />
        <PasskeyCard
          works={works}
          passkeys={factors.passkeys}
          error={
            refused('remove_passkey')
              ? t(hasPassword ? 'factors:wrong_password' : 'factors:sign_in_again')
              : undefined
          }
          lang={lang}
        />
        {isOn && <RecoveryCard left={factors.recoveryLeft} refused={refused('recovery')} />}
      </div>
    </HasPassword.Provider>
  );
}
