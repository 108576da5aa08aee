import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../ui/button';
import { Icon } from '../ui/icon';
import { Clock } from '../ui/icons';

/**
 * Five minutes before the session ends it says so and offers to stay; afterwards, how to go on without losing what was
 * typed. session.js shows the one or the other; without script nothing is shown, and a form sent too late is kept.
 */
export function SessionEnd({ seconds }: { seconds: number }) {
  const { t } = useTranslation();
  return (
    <div className="session-end no-print" data-session-end={seconds}>
      <div hidden role="alert" className="toast" data-session="soon">
        <Icon of={Clock} size={20} className="text-nghe" />
        <div>
          <p>
            <b>{t('common:session.soon')}</b> {t('common:session.soon_text')}
          </p>
          <p hidden data-session="offline" className="text-nghe">
            {t('common:session.offline')}
          </p>
          <Button type="button" size={44} className="mt-2" data-session="stay">
            {t('common:session.stay')}
          </Button>
        </div>
      </div>
      <div hidden role="alert" className="toast" data-session="over">
        <Icon of={Clock} size={20} className="text-nghe" />
        <div>
          <p>
            <b>{t('common:session.over')}</b> {t('common:session.over_text')}
          </p>
          <ButtonLink href="/sign-in?to=/session/ready" target="_blank" rel="noopener" className="mt-2">
            {t('common:session.new_tab')}
          </ButtonLink>
        </div>
      </div>
    </div>
  );
}
