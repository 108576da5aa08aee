import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '~/access/roles';
import { formatInteger } from '~/office/formats';
import {
  Award,
  BookOpen,
  CalendarClock,
  ClipboardList,
  Columns3,
  Database,
  KeyRound,
  History,
  ListChecks,
  Lock,
  ScrollText,
  ShieldCheck,
  Target,
  Users,
  type LucideIcon,
} from '../ui/icons';
import type { FrameLabels, FrameUser, NavItem, Preferences } from './frame';
import { LearnerFrame } from './learner-frame';
import { PublicFrame } from './public-frame';
import { SessionEnd } from './session-end';
import { WorkFrame } from './work-frame';

export type NavName =
  | 'home'
  | 'courses'
  | 'exams'
  | 'record'
  | 'banks'
  | 'roster'
  | 'confirmations'
  | 'indicator'
  | 'accounts'
  | 'grants'
  | 'factor_resets'
  | 'backups'
  | 'system'
  | 'jobs'
  | 'trail';

const ICONS: Record<NavName, LucideIcon> = {
  home: ClipboardList,
  courses: BookOpen,
  exams: CalendarClock,
  record: Award,
  banks: ListChecks,
  roster: Users,
  confirmations: Award,
  indicator: Target,
  accounts: KeyRound,
  grants: Columns3,
  factor_resets: Lock,
  backups: Database,
  system: ShieldCheck,
  jobs: History,
  trail: ScrollText,
};

export interface DocumentFrameProps {
  frame: 'learner' | 'work' | 'public' | 'bare';
  /** Items of the navigation of the page's role. */
  items: { key: NavName; to: string }[];
  current?: NavName;
  role: Role;
  lang: 'vi' | 'en';
  province: string;
  supportPhone: string;
  user: FrameUser | null;
  preferences: Preferences;
  here: string;
  otherRoles: { role: Role; to: string }[];
  scope: string;
  /** Unread notices of the account, counted up to 100. */
  unread: number;
  /** Seconds until the session ends; null without one. */
  sessionSeconds: number | null;
  toasts?: ReactNode;
  children: ReactNode;
}

/** Puts a page into the frame of its kind, with every word translated. */
export function DocumentFrame(props: DocumentFrameProps) {
  const { t } = useTranslation();
  const { frame, items, current, role, lang, province, supportPhone, user, preferences, here, toasts } =
    props;
  if (frame === 'bare') return <>{props.children}</>;
  const labels: FrameLabels = {
    skip: t('common:skip'),
    mainNav: t('common:main_menu'),
    otherLanguage: t('common:other_language'),
    textSize: t('common:text_size'),
    sizes: {
      '100': t('common:text_size_option', { size: 100 }),
      '115': t('common:text_size_option', { size: 115 }),
      '130': t('common:text_size_option', { size: 130 }),
    },
    contrastMore: t('common:contrast_more'),
    contrastStandard: t('common:contrast_standard'),
    account: t('common:account_menu'),
    otherRoles: t('common:other_roles'),
    signOut: t('common:sign_out'),
    system: t('common:system_name', { province }),
    support: t('common:support_word'),
    supportHours: t('common:support_hours'),
  };
  const nav: NavItem[] = items.map(({ key, to }) => ({
    to,
    label: t(`common:nav.${key}`),
    ...(key === 'home' || key === 'record' ? { shortLabel: t(`common:nav.${key}_short`) } : {}),
    icon: ICONS[key],
    current: key === current,
  }));
  const otherRoles = props.otherRoles.map((other) => ({
    to: other.to,
    label: other.role === 'learner' ? t('common:nav.home') : t(`common:role.${other.role}`),
  }));
  const accountLinks = [{ to: '/account', label: t('common:nav.account') }];
  const { unread } = props;
  const count = unread > 99 ? t('common:bell.many') : formatInteger(unread, lang);
  const bell = {
    to: '/notices',
    count: unread > 0 ? count : null,
    label: unread > 0 ? t('common:bell.unread', { count: unread, number: count }) : t('common:bell.none'),
  };
  const shared = { lang, province, supportPhone, user, preferences, here, toasts, accountLinks, bell };
  const children = (
    <>
      {props.children}
      {props.sessionSeconds !== null && <SessionEnd seconds={props.sessionSeconds} />}
    </>
  );
  if (frame === 'public' || user === null) {
    return (
      <PublicFrame {...shared} labels={labels}>
        {props.children}
      </PublicFrame>
    );
  }
  if (frame === 'learner') {
    return (
      <LearnerFrame {...shared} labels={labels} nav={nav} otherRoles={otherRoles}>
        {children}
      </LearnerFrame>
    );
  }
  return (
    <WorkFrame
      {...shared}
      labels={{
        ...labels,
        role: t(`common:role.${role}`),
        scope: t('common:scope'),
        openMenu: t('common:open_menu'),
      }}
      nav={nav}
      otherRoles={otherRoles}
      scopeLabel={props.scope}
      homeTo={items[0]?.to ?? '/'}
      helpTo={`tel:${supportPhone.replace(/\s/g, '')}`}
    >
      {children}
    </WorkFrame>
  );
}
