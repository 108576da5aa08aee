import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useActionData, useLoaderData, useRouteLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { activate } from '~/access/activation.server';
import { AppError } from '~/access/errors';
import { getSettings } from '~/access/settings.server';
import { faultWords } from '~/components/account/password-faults';
import { EntryFrame } from '~/components/frames/entry-frame';
import { Button } from '~/components/ui/button';
import { ErrorSummary } from '~/components/ui/error-summary';
import { TextField } from '~/components/ui/field';
import { PasswordField } from '~/components/ui/password-field';
import { clientOf, isSecure, openCtx, preferencesOf } from '~/http/context.server';
import { cookie, readCookie, SESSION_COOKIE, STEP_COOKIE } from '~/http/cookies';
import type { FrameData } from '~/http/frame.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';

export const handle: PageHandle = { frame: 'bare' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

const MAX = 200;
const field = (form: FormData, name: string) => String(form.get(name) ?? '').slice(0, MAX + 1);

export function loader(args: LoaderFunctionArgs) {
  const { ctx } = openCtx(args);
  const { t } = i18nFor(preferencesOf(args).lang);
  return {
    minLength: getSettings(ctx.db).passwordLength,
    title: t('common:page_title', { title: t('accounts:activate.title') }),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const form = await request.formData();
  const name = field(form, 'name').trim();
  const [code, password] = [field(form, 'code'), field(form, 'password')];
  const typed = { name: name.slice(0, MAX), code: code.slice(0, 40) };
  const missing = {
    ...(name === '' ? { name: 'missing' } : {}),
    ...(code.trim() === '' ? { code: 'missing' } : {}),
    ...(password === '' ? { password: 'missing' } : {}),
  };
  if (Object.keys(missing).length > 0) {
    return data({ typed, errors: missing as Record<string, string>, refused: null }, { status: 400 });
  }
  try {
    const { ctx } = openCtx({ request, context, params });
    const replaces = readCookie(request.headers.get('cookie'), SESSION_COOKIE);
    const client = clientOf({ request, context });
    const secure = isSecure(context);
    const signed = await activate(ctx, { name, code, password, client, replaces });
    if (signed.kind === 'factor') {
      return redirect('/sign-in/factor?to=%2F', {
        headers: { 'Set-Cookie': cookie(STEP_COOKIE, signed.step, { secure, maxAge: 300 }) },
      });
    }
    return redirect('/', { headers: { 'Set-Cookie': cookie(SESSION_COOKIE, signed.token, { secure }) } });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { seconds = 0, why = '' } = error.detail;
    const refused = { code: error.code, seconds: Number(seconds), why: String(why) };
    return data({ typed, errors: error.fields, refused }, { status: error.status });
  }
}

export default function ActivatePage() {
  const { t } = useTranslation();
  const { minLength } = useLoaderData<typeof loader>();
  const frame = useRouteLoaderData('root') as FrameData;
  const result = useActionData<typeof action>();
  const errors = result?.errors ?? {};
  const words = {
    name: errors.name ? t('accounts:activate.name_missing') : undefined,
    code: errors.code ? t('accounts:activate.code_missing') : undefined,
    password: faultWords(t, errors.password, minLength),
  };
  const listed = (['name', 'code', 'password'] as const).filter((name) => words[name]);
  return (
    <EntryFrame page={frame} title={t('accounts:activate.title')} intro={t('accounts:activate.intro')}>
      {result && (
        <div className="mt-4">
          <ErrorSummary
            title={t('accounts:activate.error_title')}
            errors={listed.map((name) => ({ fieldId: name, label: t(`accounts:activate.${name}`) }))}
          >
            {result.refused && <Refusal {...result.refused} />}
          </ErrorSummary>
        </div>
      )}
      <form method="post" className="mt-5 grid gap-5" noValidate>
        <TextField
          name="name"
          label={t('accounts:activate.name')}
          hint={t('accounts:activate.name_hint')}
          error={words.name}
          defaultValue={result?.typed.name ?? ''}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={!result}
          required
        />
        <TextField
          name="code"
          label={t('accounts:activate.code')}
          hint={t('accounts:activate.code_hint')}
          error={words.code}
          defaultValue={result?.typed.code ?? ''}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          required
        />
        <PasswordField
          name="password"
          label={t('accounts:activate.password')}
          hint={t('accounts:own.next_hint', { count: minLength })}
          showLabel={t('public:sign_in.show')}
          hideLabel={t('public:sign_in.hide')}
          error={words.password}
          autoComplete="new-password"
          required
        />
        <Button variant="primary" size={52} className="w-full" busyLabel={t('accounts:activate.busy')}>
          {t('accounts:activate.submit')}
        </Button>
      </form>
      <p className="mt-5 text-work">
        <a href="/sign-in">{t('accounts:activate.sign_in')}</a>
      </p>
    </EntryFrame>
  );
}

const OVER = ['used', 'expired', 'voided'] as const;

function Refusal({ code, seconds, why }: { code: string; seconds: number; why: string }) {
  const { t } = useTranslation();
  if (code === 'too_many') return <p>{t('accounts:activate.wait', { seconds })}</p>;
  const over = OVER.find((one) => one === why);
  if (code === 'code_over' && over) return <p>{t(`accounts:activate.over.${over}`)}</p>;
  if (code !== 'wrong_code') return null;
  return <p>{seconds > 0 ? t('accounts:activate.wrong_wait', { seconds }) : t('accounts:activate.wrong')}</p>;
}
