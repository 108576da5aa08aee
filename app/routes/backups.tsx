import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { BackupState, BackupTable, HowToRestore, NoBackups } from '~/components/work/backup-list';
import { Button } from '~/components/ui/button';
import { Database } from '~/components/ui/icons';
import { answer, preferencesOf, redirectWithFlash, requireCtx } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { i18nFor } from '~/locales/i18n.server';
import { askForBackup, getBackups } from '~/operations/backups.server';

export const handle: PageHandle = { frame: 'work', nav: 'backups', role: 'operator' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireCtx(args, 'backup.make');
  const { lang } = preferencesOf(args);
  const { t } = i18nFor(lang);
  const title = t('common:page_title', { title: t('operations:backups.title') });
  return answer(() => ({ backups: getBackups(ctx), lang, title }));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = requireCtx(args, 'backup.make');
  return answer(() =>
    redirectWithFlash(args.context, '/backups', { key: askForBackup(ctx) ? 'backup_asked' : 'backup_waits' }),
  );
}

export default function BackupsPage() {
  const { t } = useTranslation();
  const { backups, lang } = useLoaderData<typeof loader>();
  const { folder, archives } = backups;
  return (
    <>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-96">
          <h1 className="text-work-title">{t('operations:backups.title')}</h1>
          <p className="max-w-reading text-ink-2">{t('operations:backups.intro')}</p>
        </div>
        {folder !== null && (
          <form method="post" className="no-print">
            <Button size={36} variant="primary" icon={Database} busyLabel={t('operations:backups.asking')}>
              {t('operations:backups.now')}
            </Button>
          </form>
        )}
      </div>
      {folder === null ? (
        <NoBackups />
      ) : (
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="grid min-w-0 grid-cols-1 gap-4">
            <BackupState backups={backups} lang={lang} />
            <BackupTable archives={archives} lang={lang} />
          </div>
          <HowToRestore
            folder={folder}
            newest={archives[0]?.name ?? null}
            isEncrypted={backups.isEncrypted}
          />
        </div>
      )}
    </>
  );
}
