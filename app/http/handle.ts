import type { Role } from '~/access/roles';

export const NAV_KEYS = [
  'home',
  'courses',
  'exams',
  'record',
  'banks',
  'roster',
  'confirmations',
  'indicator',
  'system',
] as const;
export type NavKey = (typeof NAV_KEYS)[number];

/** What a route tells the document about its page. Without a handle a page is public. */
export interface PageHandle {
  frame: 'learner' | 'work' | 'public' | 'bare';
  nav?: NavKey;
  /** Whose rail a work page stands in. */
  role?: Role;
  /** Only such pages load React in the browser; all others work without script. */
  hydrate?: boolean;
}

/** Pages of each role, in the order of its navigation. */
export const NAVIGATION: Record<Role, { key: NavKey; to: string }[]> = {
  learner: [
    { key: 'home', to: '/' },
    { key: 'courses', to: '/courses' },
    { key: 'exams', to: '/exams' },
    { key: 'record', to: '/record' },
  ],
  trainer: [{ key: 'banks', to: '/banks' }],
  hr: [
    { key: 'roster', to: '/roster' },
    { key: 'confirmations', to: '/confirmations' },
  ],
  leader: [{ key: 'indicator', to: '/indicator' }],
  operator: [{ key: 'system', to: '/system' }],
};

/** The first page of a role. */
export function homeOf(role: Role): string {
  return NAVIGATION[role][0]?.to ?? '/';
}
