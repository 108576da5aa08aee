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
import { finishSignIn } from '~/access/sessions.server';
import { PasskeySignIn } from '~/components/account/passkey-forms';
import { EntryFrame } from '~/components/frames/entry-frame';
import { Button } from '~/components/ui/button';
import { ErrorSummary } from '~/components/ui/error-summary';
import { TextField } from '~/components/ui/field';
import { clientOf, isSecure, openCtx, preferencesOf, safePath } from '~/http/context.server';
import { cookie, readCookie, SESSION_COOKIE, STEP_COOKIE } from '~/http/cookies';
import type { FrameData } from '~/http/frame.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';

export const handle: PageHandle = { frame: 'bare' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

const stepOf = (request: Request) => readCookie(request.headers.get('cookie'), STEP_COOKIE);

export function loader({ request, context }: LoaderFunctionArgs) {
  const to = safePath(new URL(request.url).searchParams.get('to'));
  if (!stepOf(request)) throw redirect(`/sign-in?to=${encodeURIComponent(to)}`);
  const { t } = i18nFor(preferencesOf({ request }).lang);
  return {
    to,
    passkeys: passkeysWork(context.baseUrl),
    title: t('common:page_title', { title: t('factors:sign_in.title') }),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const form = await request.formData();
  const code = String(form.get('code') ?? '').slice(0, 40);
  const to = safePath(String(form.get('to') ?? '/'));
  const { ctx } = openCtx({ request, context, params });
  const secure = isSecure(context);
  try {
    const { token } = finishSignIn(ctx, {
      step: stepOf(request) ?? '',
      code,
      client: clientOf({ request, context }),
      replaces: readCookie(request.headers.get('cookie'), SESSION_COOKIE),
    });
    const headers = new Headers();
    headers.append('Set-Cookie', cookie(SESSION_COOKIE, token, { secure }));
    headers.append('Set-Cookie', cookie(STEP_COOKIE, '', { secure, maxAge: 0 }));
    return redirect(to, { headers });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return data({ code: error.code, seconds: Number(error.detail.seconds ?? 0) }, { status: error.status });
  }
}

export default function FactorPage() {
  const { t } = useTranslation();
  const { to, passkeys } = useLoaderData<typeof loader>();
  const frame = useRouteLoaderData('root') as FrameData;
  const refused = useActionData<typeof action>();
  const isOver = refused?.code === 'closed';
  const wrong =
    refused && !isOver
      ? refused.seconds > 0
        ? t('factors:wait', { seconds: refused.seconds })
        : t('factors:wrong_code')
      : undefined;
  const again = `/sign-in?to=${encodeURIComponent(to)}`;
  return (
    <EntryFrame page={frame} title={t('factors:sign_in.title')} intro={t('factors:sign_in.intro')}>
      {refused && (
        <div className="mt-4">
          <ErrorSummary
            title={t('factors:sign_in.error_title')}
            errors={wrong ? [{ fieldId: 'code', label: t('factors:sign_in.code') }] : []}
          >
            {isOver && <p>{t('factors:sign_in.over')}</p>}
          </ErrorSummary>
        </div>
      )}
      <form method="post" className="mt-5 grid gap-5" noValidate>
        <input type="hidden" name="to" value={to} />
        <TextField
          name="code"
          label={t('factors:sign_in.code')}
          error={wrong}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          autoFocus={!refused}
          required
        />
        <Button variant="primary" size={52} className="w-full" busyLabel={t('factors:sign_in.busy')}>
          {t('factors:sign_in.submit')}
        </Button>
      </form>
      {passkeys && <PasskeySignIn to={to} />}
      <p className="mt-5 text-work text-ink-2">{t('factors:sign_in.lost')}</p>
      <p className="mt-3 text-work">
        <a href={again}>{t('factors:sign_in.again')}</a>
      </p>
    </EntryFrame>
  );
}
