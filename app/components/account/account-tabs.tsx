import { useTranslation } from 'react-i18next';
import { classNames } from '../ui/class-names';

/** Pages about one's own account, in this order; a page joins the list when it works. */
export const ACCOUNT_TABS = [
  { key: 'overview', to: '/account' },
  { key: 'factors', to: '/account/factors' },
  { key: 'delegation', to: '/account/delegation' },
  { key: 'notifications', to: '/account/notifications' },
  { key: 'jobs', to: '/account/jobs' },
  { key: 'views', to: '/account/views' },
] as const;
export type AccountTab = (typeof ACCOUNT_TABS)[number]['key'];

/** Links between the pages about one's own account. */
export function AccountTabs({ current }: { current: AccountTab }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('accounts:tabs')} className="mb-5 flex flex-wrap gap-x-5 gap-y-1">
      {ACCOUNT_TABS.map(({ key, to }) => (
        <a
          key={key}
          href={to}
          aria-current={key === current ? 'page' : undefined}
          className={classNames('py-2', key === current && 'font-semibold')}
        >
          {t(`accounts:tab.${key}`)}
        </a>
      ))}
    </nav>
  );
}
