import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AppError } from '~/access/errors';
import { NoticeList } from '~/components/notices/notice-list';
import { Button, ButtonLink } from '~/components/ui/button';
import { Card, CardBody } from '~/components/ui/card';
import { EmptyState } from '~/components/ui/empty-state';
import { Bell } from '~/components/ui/icons';
import { answer, preferencesOf, redirectWithFlash, requireCtx, safePath } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { listNotices, openNotice, readAllNotices } from '~/notices/notices.server';
import { formatInteger } from '~/office/formats';

export const handle: PageHandle = { frame: 'work' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

const PATH = '/notices';

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args);
  const { lang } = preferencesOf(args);
  const before = readId(new URL(args.request.url).searchParams.get('before'));
  const { t } = i18nFor(lang);
  return answer(() => ({
    ...listNotices(ctx, { before }),
    isFirst: before === null,
    lang,
    title: t('common:page_title', { title: t('jobs:notices.title') }),
  }));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args);
  const { lang } = preferencesOf(args);
  const form = await args.request.formData();
  const intent = form.get('intent');
  const id = readId(String(form.get('id') ?? ''));
  return answer(() => {
    if (id === null) throw new AppError('invalid_input');
    if (intent === 'open') return redirect(safePath(openNotice(ctx, { id }).link, PATH));
    if (intent !== 'read-all') throw new AppError('invalid_input');
    const { read: count } = readAllNotices(ctx, { upTo: id });
    const params = { count, number: formatInteger(count, lang) };
    return redirectWithFlash(args.context, PATH, { key: 'notices_read', params });
  });
}

/** A row's number of an address or a form. */
function readId(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

export default function NoticesPage() {
  const { t } = useTranslation();
  const { notices, next, unread, isFirst, lang } = useLoaderData<typeof loader>();
  const newest = notices[0];
  return (
    <div className="max-w-200">
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-work-title">{t('jobs:notices.title')}</h1>
          <p className="text-ink-2">{t('jobs:notices.intro')}</p>
          {newest && (
            <p>
              {unread > 0
                ? t('jobs:notices.unread', {
                    count: unread,
                    number: unread > 99 ? t('common:bell.many') : formatInteger(unread, lang),
                  })
                : t('jobs:notices.all_read')}
            </p>
          )}
        </div>
        {isFirst && newest && unread > 0 && (
          <form method="post">
            <input type="hidden" name="id" value={newest.id} />
            <Button name="intent" value="read-all" busyLabel={t('jobs:list.sending')}>
              {t('jobs:notices.read_all')}
            </Button>
          </form>
        )}
      </div>
      {notices.length === 0 ? (
        <Card as="div">
          <CardBody>
            <EmptyState icon={Bell} title={t('jobs:notices.none_title')}>
              {t('jobs:notices.none')}
            </EmptyState>
          </CardBody>
        </Card>
      ) : (
        <NoticeList notices={notices} lang={lang} />
      )}
      {next !== null && (
        <p className="mt-4">
          <ButtonLink href={`${PATH}?before=${next}`}>{t('jobs:notices.older')}</ButtonLink>
        </p>
      )}
    </div>
  );
}
