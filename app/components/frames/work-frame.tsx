import { classNames } from '../ui/class-names';
import { Icon } from '../ui/icon';
import { Building2, CircleHelp, Menu, PanelLeft, User, X } from '../ui/icons';
import { Brand } from '../ui/mark';
import { Toasts } from '../ui/toast';
import type { FrameLabels, FrameLink, FrameProps, NavItem } from './frame';
import { NoticeBell } from './notice-bell';
import { AccountMenu, LanguageForm, SkipLink } from './preferences';

export interface WorkFrameLabels extends FrameLabels {
  /** Above the items: "Nhân sự". */
  role: string;
  /** "Phạm vi:" */
  scope: string;
  /** The drawer's switch under 1024 px. */
  openMenu: string;
  /** The switch that leaves icons only. Without it the rail cannot be collapsed. */
  collapseRail?: string;
  expandRail?: string;
}

export interface WorkFrameProps extends FrameProps {
  labels: WorkFrameLabels;
  nav: NavItem[];
  otherRoles: FrameLink[];
  /** "UBND xã Đông Lĩnh và đơn vị trực thuộc"; a work page always says whose data it shows. */
  scopeLabel: string;
  accountLinks?: FrameLink[];
  railCollapsed?: boolean;
  homeTo?: string;
  helpTo?: string;
  signOutTo?: string;
}

/** Dark rail at the left, scope and person on top; content up to 1600 px. */
export function WorkFrame(props: WorkFrameProps) {
  const { lang, user, otherRoles, scopeLabel, accountLinks = [], labels, preferences, here } = props;
  const { railCollapsed = false, helpTo = '/help', signOutTo = '/sign-out', toasts, children } = props;
  return (
    <div className={classNames('work-frame', railCollapsed && 'work-frame-narrow')}>
      <SkipLink label={labels.skip} />
      <details className="drawer" data-menu="">
        <summary className="btn btn-secondary btn-36 btn-icon" aria-label={labels.openMenu}>
          <Icon of={Menu} size={18} className="when-closed" />
          <Icon of={X} size={18} className="when-open" />
        </summary>
      </details>
      <Rail {...props} />
      <div className="min-w-0">
        <header className="work-top">
          <p className="flex min-w-0 flex-[1_1_11rem] items-center gap-1.5 text-work">
            <Icon of={Building2} size={16} />
            <span className="min-w-0">
              <span className="text-ink-3">{labels.scope}</span> <b>{scopeLabel}</b>
            </span>
          </p>
          <div className="ml-auto flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
            <div className="hidden sm:block">
              <LanguageForm lang={lang} labels={labels} here={here} />
            </div>
            <a href={helpTo} className="top-tool hidden sm:inline-flex">
              <Icon of={CircleHelp} size={17} />
              {labels.support}
            </a>
            {user && <NoticeBell {...props.bell} />}
            {user && (
              <AccountMenu
                {...{ lang, user, preferences, labels, here, otherRoles, signOutTo }}
                links={accountLinks}
                avatarSize={30}
                tools="always"
              >
                <b className="hidden whitespace-nowrap sm:block">{user.name}</b>
              </AccountMenu>
            )}
          </div>
        </header>
        <main id="main" tabIndex={-1} className="work-main">
          {children}
        </main>
      </div>
      {toasts && <Toasts>{toasts}</Toasts>}
    </div>
  );
}

function Rail({ nav, otherRoles, labels, here, railCollapsed = false, homeTo = '/' }: WorkFrameProps) {
  const toggle = railCollapsed ? labels.expandRail : labels.collapseRail;
  return (
    <nav aria-label={labels.mainNav} className="rail">
      <Brand to={homeTo} onDark className="mb-7 gap-3 px-1.5 text-on-dark" />
      <div className="flex flex-1 flex-col">
        <p className="rail-label mb-1.5">{labels.role}</p>
        <ul className="flex flex-col gap-0.5">
          {nav.map((item) => (
            <li key={item.to}>
              <RailItem {...item} narrow={railCollapsed} />
            </li>
          ))}
        </ul>
        {otherRoles.length > 0 && (
          <div className="mt-auto pt-6">
            <p className="rail-label mb-1">{labels.otherRoles}</p>
            <ul className="flex flex-col gap-0.5">
              {otherRoles.map(({ to, label }) => (
                <li key={to}>
                  <RailItem to={to} label={label} icon={User} current={false} narrow={railCollapsed} />
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      {toggle && (
        <form method="post" action="/preferences" className="hidden lg:block">
          <input type="hidden" name="redirectTo" value={here} />
          <button
            type="submit"
            name="rail"
            value={railCollapsed ? 'open' : 'collapsed'}
            title={railCollapsed ? toggle : undefined}
            className="rail-item w-full"
          >
            <Icon of={PanelLeft} size={17} />
            <span className="rail-word">{toggle}</span>
          </button>
        </form>
      )}
    </nav>
  );
}

function RailItem({ to, label, icon, current, badge, narrow }: NavItem & { narrow: boolean }) {
  return (
    <a
      href={to}
      aria-current={current ? 'page' : undefined}
      title={narrow ? label : undefined}
      className="rail-item"
    >
      <Icon of={icon} size={17} />
      <span className="rail-word">{label}</span>
      {badge && (
        <span className="rail-badge">
          <span aria-hidden="true">{badge.text}</span>
          <span className="sr-only">{badge.label}</span>
        </span>
      )}
    </a>
  );
}
