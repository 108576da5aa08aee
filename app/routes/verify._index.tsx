import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData, useRouteLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { VerifyForm } from '~/components/verify-form';
import { preferencesOf } from '~/http/context.server';
import type { FrameData } from '~/http/frame.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';

export const handle: PageHandle = { frame: 'public' };
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export function loader({ request }: LoaderFunctionArgs) {
  const code = new URL(request.url).searchParams.get('code');
  const typed = code?.trim() ?? '';
  if (typed !== '') throw redirect(`/verify/${encodeURIComponent(typed.slice(0, 60))}`);
  const { t } = i18nFor(preferencesOf({ request }).lang);
  return { isEmpty: code !== null, title: t('common:page_title', { title: t('public:verify.title') }) };
}

/** For anybody with a paper in hand; works without script. */
export default function VerifyPage() {
  const { t } = useTranslation();
  const { isEmpty } = useLoaderData<typeof loader>();
  const frame = useRouteLoaderData('root') as FrameData;
  return (
    <div className="mx-auto w-full max-w-public">
      <VerifyForm code="" error={isEmpty ? t('public:verify.empty') : undefined} />
      <p className="mt-6 text-work text-ink-3">{t('public:verify.least', { phone: frame.supportPhone })}</p>
    </div>
  );
}
