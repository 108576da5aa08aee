import { useTranslation } from 'react-i18next';
import { ROLES } from '~/access/roles';
import { knownKind } from '~/jobs/terms';
import type { NoticeKind } from '~/notices/terms';
import { formatInstant, type Lang } from '~/office/formats';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Chip } from '../ui/chip';

export interface NoticeData {
  id: number;
  kind: NoticeKind;
  params: Record<string, string | number>;
  link: string | null;
  /** UTC milliseconds. */
  createdAt: number;
  isRead: boolean;
}

/** A notice in words; codes among its parameters are put into words, too. */
export function useNoticeText(): (notice: Pick<NoticeData, 'kind' | 'params'>) => string {
  const { t } = useTranslation();
  return ({ kind, params }) => {
    const job = knownKind(String(params.job ?? ''));
    const role = ROLES.find((known) => known === params.role);
    return t(`jobs:notice.${kind}`, {
      ...params,
      ...(job ? { job: t(`jobs:kind.${job}`) } : {}),
      ...(role ? { role: t(`common:role.${role}`) } : {}),
    });
  };
}

/** Notices, newest first; what is unread says so in a word, and opening it marks it. */
export function NoticeList({ notices, lang }: { notices: NoticeData[]; lang: Lang }) {
  const { t } = useTranslation();
  const textOf = useNoticeText();
  return (
    <Card as="div">
      <ul>
        {notices.map((notice) => {
          const text = textOf(notice);
          return (
            <li
              key={notice.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-5 py-3 last:border-b-0"
            >
              <div className="min-w-0 flex-[1_1_16rem]">
                <p className={notice.isRead ? undefined : 'font-semibold'}>{text}</p>
                <p className="mt-0.5 flex flex-wrap items-center gap-2 text-small text-ink-3">
                  {!notice.isRead && (
                    <Chip kind="info" dense>
                      {t('jobs:notices.new')}
                    </Chip>
                  )}
                  {formatInstant(notice.createdAt, lang)}
                </p>
              </div>
              {(notice.link !== null || !notice.isRead) && (
                <form method="post">
                  <input type="hidden" name="id" value={notice.id} />
                  <Button
                    name="intent"
                    value="open"
                    aria-label={
                      notice.link === null
                        ? t('jobs:notices.mark_named', { text })
                        : t('jobs:notices.open_named', { text })
                    }
                  >
                    {notice.link === null ? t('jobs:notices.mark') : t('jobs:notices.open')}
                  </Button>
                </form>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
