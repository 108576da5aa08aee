import type { ReactNode } from 'react';
import type { LucideIcon } from '../ui/icons';

export interface NavItem {
  to: string;
  label: string;
  /** Under the icon of a bottom tab, where the full words do not fit ("Việc"). */
  shortLabel?: string;
  icon: LucideIcon;
  current: boolean;
  /** A count of what waits ("17") with the words for who cannot see where it stands ("17 minh chứng chờ"). */
  badge?: { text: string; label: string };
}

export interface FrameUser {
  name: string;
  unitName: string;
  initials: string;
}

/** The way to one's notices. */
export interface Bell {
  to: string;
  /** Name with the number unread, in words. */
  label: string;
  /** "3", "99+"; null where nothing is unread. */
  count: string | null;
}

export interface FrameLink {
  to: string;
  label: string;
}

export interface Preferences {
  size: '100' | '115' | '130';
  /** "system" follows the system's own setting. */
  contrast: 'system' | 'standard' | 'more';
}

/** Every word of a frame, translated by the caller. */
export interface FrameLabels {
  skip: string;
  mainNav: string;
  /** The other language, in itself: "English", "Tiếng Việt". */
  otherLanguage: string;
  textSize: string;
  sizes: Record<Preferences['size'], string>;
  contrastMore: string;
  contrastStandard: string;
  /** Name of the account menu for screen readers, before the person's name. */
  account: string;
  otherRoles: string;
  signOut: string;
  /** "Hệ thống bồi dưỡng kỹ năng số, tỉnh Lam Giang" */
  system: string;
  /** "Hỗ trợ" */
  support: string;
  /** "(giờ hành chính)" */
  supportHours: string;
}

export interface FrameProps {
  lang: 'vi' | 'en';
  province: string;
  supportPhone: string;
  user: FrameUser | null;
  bell: Bell;
  labels: FrameLabels;
  preferences: Preferences;
  /** This page's path and query: where a change of language or text size comes back to. */
  here: string;
  children: ReactNode;
  /** <Toast> elements for what the last action did. */
  toasts?: ReactNode;
}
