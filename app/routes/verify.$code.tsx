import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData, useRouteLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { networkOf } from '~/access/throttle';
import { countWrongTry, forgetWrongTries, requireNoWait } from '~/access/throttles.server';
import { VerifyForm } from '~/components/verify-form';
import { VerifyResult } from '~/components/verify-result';
import { inGroups } from '~/access/readable-code';
import { answer, preferencesOf } from '~/http/context.server';
import type { FrameData } from '~/http/frame.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { normaliseCode } from '~/proficiency/register';
import { findConfirmation } from '~/proficiency/register.server';

export const handle: PageHandle = { frame: 'public' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader({ request, context, params }: LoaderFunctionArgs) {
  const { db, keysPath } = context;
  const now = context.now();
  const { lang } = preferencesOf({ request });
  const { t } = i18nFor(lang);
  const code = (params.code ?? '').slice(0, 60);
  return answer(() => {
    // Codes hold 80 random bits; the wait keeps somebody from trying anyway.
    const keys = [`verify:${networkOf(context.address)}`];
    requireNoWait(db, now, keys);
    const found = findConfirmation({ db, now, keysPath }, code);
    if (found.state === 'unknown') countWrongTry(db, now, keys);
    else forgetWrongTries(db, keys);
    const page = { code, found, lang, title: t('common:page_title', { title: t('public:verify.title') }) };
    return data(page, { status: found.state === 'unknown' ? 404 : 200 });
  });
}

/** Yes or no first, then only what is needed to compare with the paper. */
export default function VerifyCodePage() {
  const { t } = useTranslation();
  const { code, found, lang } = useLoaderData<typeof loader>();
  const frame = useRouteLoaderData('root') as FrameData;
  const known = normaliseCode(code);
  const length = code.replace(/[^0-9A-Za-z]/g, '').length;
  const shape =
    found.state === 'unknown' && found.reason === 'not_a_code' && length !== 16
      ? t('public:verify.shape', { count: length })
      : undefined;
  return (
    <div className="mx-auto w-full max-w-public">
      <VerifyForm code={known ? inGroups(known) : code} error={shape} />
      <div className="mt-6">
        <VerifyResult found={found} lang={lang} />
      </div>
      <p className="mt-6 text-work text-ink-3">{t('public:verify.least', { phone: frame.supportPhone })}</p>
    </div>
  );
}
