import { useTranslation } from 'react-i18next';
import { classNames } from '../ui/class-names';

const TABS = [
  { key: 'entries', to: '/trail' },
  { key: 'views', to: '/trail/views' },
  { key: 'verify', to: '/trail/verify' },
] as const;

/** Links between the pages of the trail. */
export function TrailTabs({ current }: { current: (typeof TABS)[number]['key'] }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('trail:tabs')} className="no-print mb-3 flex flex-wrap gap-x-5 gap-y-1">
      {TABS.map(({ key, to }) => (
        <a
          key={key}
          href={to}
          aria-current={key === current ? 'page' : undefined}
          className={classNames('py-1.5', key === current && 'font-semibold')}
        >
          {t(`trail:tab.${key}`)}
        </a>
      ))}
    </nav>
  );
}
