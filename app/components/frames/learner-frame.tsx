import { classNames } from '../ui/class-names';
import { Icon } from '../ui/icon';
import { Brand } from '../ui/mark';
import { Toasts } from '../ui/toast';
import type { FrameLink, FrameProps, NavItem } from './frame';
import { NoticeBell } from './notice-bell';
import { AccountMenu, LanguageForm, SiteFoot, SkipLink, TextSizeMenu } from './preferences';

export interface LearnerFrameProps extends FrameProps {
  nav: NavItem[];
  otherRoles: FrameLink[];
  accountLinks?: FrameLink[];
  homeTo?: string;
  signOutTo?: string;
}

const container = 'mx-auto w-full max-w-learner px-4 lg:px-8';

/** White bar with the four places of a learner; on a phone they stand at the bottom, under the thumb. */
export function LearnerFrame(props: LearnerFrameProps) {
  const { lang, user, nav, otherRoles, accountLinks = [], labels, preferences, here, supportPhone } = props;
  const { homeTo = '/', signOutTo = '/sign-out', toasts, children } = props;
  return (
    <div className="learner-frame">
      <SkipLink label={labels.skip} />
      <header className="top-bar">
        <div className={classNames(container, 'top-row')}>
          <Brand to={homeTo} className="top-brand" />
          <nav aria-label={labels.mainNav} className="top-nav">
            {nav.map(({ to, label, current }) => (
              <a key={to} href={to} aria-current={current ? 'page' : undefined} className="top-tab">
                {label}
              </a>
            ))}
          </nav>
          <div className="ml-auto flex items-center gap-2">
            <div className="hidden lg:block">
              <TextSizeMenu preferences={preferences} labels={labels} here={here} />
            </div>
            <div className="hidden sm:block">
              <LanguageForm lang={lang} labels={labels} here={here} />
            </div>
            {user && <NoticeBell {...props.bell} />}
            {user && (
              <div className="lg:ml-3">
                <AccountMenu
                  {...{ lang, user, preferences, labels, here, otherRoles, signOutTo }}
                  links={accountLinks}
                  tools="phone"
                >
                  <span className="hidden sm:block">
                    <b className="block whitespace-nowrap leading-5">{user.name}</b>
                    <span className="block max-w-44 text-small/4.5 xl:max-w-60 text-ink-3">
                      {user.unitName}
                    </span>
                  </span>
                </AccountMenu>
              </div>
            )}
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className={classNames(container, 'flex-1 pb-10 pt-5 lg:pt-7')}>
        {children}
      </main>
      <footer className="site-foot border-t border-line">
        <div className={classNames(container, 'py-5')}>
          <SiteFoot labels={labels} supportPhone={supportPhone} />
        </div>
      </footer>
      <nav aria-label={labels.mainNav} className="bottom-tabs">
        {nav.map(({ to, label, shortLabel, icon, current }) => (
          <a
            key={to}
            href={to}
            aria-label={shortLabel ? label : undefined}
            aria-current={current ? 'page' : undefined}
            className="bottom-tab focus-inset"
          >
            <Icon of={icon} size={20} />
            {shortLabel ?? label}
          </a>
        ))}
      </nav>
      {toasts && <Toasts>{toasts}</Toasts>}
    </div>
  );
}
