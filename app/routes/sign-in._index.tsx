import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useActionData, useLoaderData, useRouteLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { passkeysWork } from '~/access/passkeys.server';
import { signIn } from '~/access/sessions.server';
import { PasskeySignIn } from '~/components/account/passkey-forms';
import { EntryFrame } from '~/components/frames/entry-frame';
import { PROVIDER_FAULTS } from '~/access/provider';
import { ProviderNote, ProviderPart } from '~/components/provider-part';
import { Button } from '~/components/ui/button';
import { ErrorSummary } from '~/components/ui/error-summary';
import { TextField } from '~/components/ui/field';
import { PasswordField } from '~/components/ui/password-field';
import { clientOf, isSecure, openCtx, preferencesOf, safePath } from '~/http/context.server';
import { cookie, readCookie, SESSION_COOKIE, STEP_COOKIE } from '~/http/cookies';
import type { FrameData } from '~/http/frame.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';

export const handle: PageHandle = { frame: 'bare' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

const MAX = 200;

export function loader({ request, context, params }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const to = safePath(searchParams.get('to'));
  if (openCtx({ request, context, params }).signedIn) throw redirect(to);
  const { lang } = preferencesOf({ request });
  const { t } = i18nFor(lang);
  const { settings } = context.provider ?? { settings: null };
  const states = [...PROVIDER_FAULTS, 'signed_out'] as const;
  return {
    to,
    passkeys: passkeysWork(context.baseUrl),
    title: t('common:page_title', { title: t('public:sign_in.title') }),
    provider: settings && {
      label: lang === 'vi' ? settings.labelVi : settings.labelEn,
      state: states.find((one) => one === searchParams.get('sso')) ?? null,
    },
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const form = await request.formData();
  const name = String(form.get('name') ?? '').trim();
  const password = String(form.get('password') ?? '');
  const errors = {
    name: name === '' ? ('missing' as const) : name.length > MAX ? ('too_long' as const) : null,
    password: password === '' ? ('missing' as const) : password.length > MAX ? ('too_long' as const) : null,
  };
  if (errors.name || errors.password)
    return data({ name: name.slice(0, MAX), errors, refused: null }, { status: 400 });
  try {
    const { ctx } = openCtx({ request, context, params });
    const replaces = readCookie(request.headers.get('cookie'), SESSION_COOKIE);
    const to = safePath(String(form.get('to') ?? '/'));
    const secure = isSecure(context);
    const signed = await signIn(ctx, { name, password, client: clientOf({ request, context }), replaces });
    if (signed.kind === 'factor') {
      return redirect(`/sign-in/factor?to=${encodeURIComponent(to)}`, {
        headers: { 'Set-Cookie': cookie(STEP_COOKIE, signed.step, { secure, maxAge: 300 }) },
      });
    }
    return redirect(to, { headers: { 'Set-Cookie': cookie(SESSION_COOKIE, signed.token, { secure }) } });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const refused = { code: error.code, seconds: Number(error.detail.seconds ?? 0) };
    return data({ name, errors, refused }, { status: error.status });
  }
}

export default function SignInPage() {
  const { t } = useTranslation();
  const { to, passkeys, provider } = useLoaderData<typeof loader>();
  const frame = useRouteLoaderData('root') as FrameData;
  const result = useActionData<typeof action>();
  const missing = {
    name: result?.errors.name === 'missing' ? t('public:sign_in.error_name_missing') : undefined,
    password: result?.errors.password === 'missing' ? t('public:sign_in.error_password_missing') : undefined,
  };
  const tooLong = t('public:sign_in.error_too_long');
  const nameError = result?.errors.name === 'too_long' ? tooLong : missing.name;
  const passwordError = result?.errors.password === 'too_long' ? tooLong : missing.password;
  const hasError = result !== undefined;
  return (
    <EntryFrame page={frame} title={t('public:sign_in.title')} intro={t('public:sign_in.intro')}>
      {provider?.state && !hasError && <ProviderNote state={provider.state} endHref="/sign-in/oidc/end" />}
      {hasError && (
        <div className="mt-4">
          <ErrorSummary
            title={t('public:sign_in.error_title')}
            errors={[
              ...(nameError ? [{ fieldId: 'name', label: t('public:sign_in.name') }] : []),
              ...(passwordError ? [{ fieldId: 'password', label: t('public:sign_in.password') }] : []),
            ]}
          >
            {result?.refused && <p>{refusalText(t, result.refused)}</p>}
          </ErrorSummary>
        </div>
      )}
      <form method="post" className="mt-5 grid gap-5" noValidate>
        <input type="hidden" name="to" value={to} />
        <TextField
          name="name"
          label={t('public:sign_in.name')}
          hint={t('public:sign_in.name_hint')}
          error={nameError}
          defaultValue={result?.name ?? ''}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={!hasError}
          required
        />
        <PasswordField
          name="password"
          label={t('public:sign_in.password')}
          showLabel={t('public:sign_in.show')}
          hideLabel={t('public:sign_in.hide')}
          error={passwordError}
          required
        />
        <Button variant="primary" size={52} className="w-full" busyLabel={t('public:sign_in.busy')}>
          {t('public:sign_in.submit')}
        </Button>
      </form>
      {passkeys && <PasskeySignIn to={to} />}
      {provider && <ProviderPart label={provider.label} to={to} />}
      <p className="mt-5 text-work text-ink-2">{t('public:sign_in.forgot')}</p>
      <p className="mt-3 text-work text-ink-3">{t('public:sign_in.shared_machine')}</p>
    </EntryFrame>
  );
}

function refusalText(
  t: (key: string, params?: Record<string, unknown>) => string,
  { code, seconds }: { code: string; seconds: number },
): string {
  if (code === 'too_many') return t('public:sign_in.error_wait', { seconds });
  if (seconds > 0) return t('public:sign_in.error_wrong_wait', { seconds });
  return t('public:sign_in.error_wrong');
}
