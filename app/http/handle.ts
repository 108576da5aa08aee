import type { resources } from '~/locales/resources';
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
  'accounts',
  'grants',
  'factor_resets',
  'backups',
  'system',
  'jobs',
  'trail',
] as const;
export type NavKey = (typeof NAV_KEYS)[number];

/** A namespace of words. */
export type WordSpace = keyof (typeof resources)['vi'];

/** What a route tells the document about its page. Without a handle a page is public. */
export interface PageHandle {
  /** "own": a page about oneself, in the frame of a learner, or of work for an account that does not learn. */
  frame: 'learner' | 'work' | 'own' | 'public' | 'bare';
  nav?: NavKey;
  /** Whose rail a work page stands in. */
  role?: Role;
  /** Namespaces of words that the page needs in the browser. Only such pages load React in the browser; all others work without script. */
  hydrate?: readonly WordSpace[];
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
  // Their pages come with sittings, marking and complaints.
  marker: [],
  invigilator: [],
  exam_board: [],
  hr: [
    { key: 'roster', to: '/roster' },
    { key: 'confirmations', to: '/confirmations' },
    { key: 'accounts', to: '/accounts' },
    { key: 'grants', to: '/grants' },
    { key: 'factor_resets', to: '/factor-resets' },
  ],
  head: [{ key: 'roster', to: '/roster' }],
  leader: [{ key: 'indicator', to: '/indicator' }],
  publisher: [{ key: 'indicator', to: '/indicator' }],
  auditor: [
    { key: 'trail', to: '/trail' },
    { key: 'indicator', to: '/indicator' },
    { key: 'roster', to: '/roster' },
    { key: 'accounts', to: '/accounts' },
    { key: 'grants', to: '/grants' },
  ],
  operator: [
    { key: 'accounts', to: '/accounts' },
    { key: 'grants', to: '/grants' },
    { key: 'factor_resets', to: '/factor-resets' },
    { key: 'backups', to: '/backups' },
    { key: 'jobs', to: '/jobs' },
    { key: 'system', to: '/system' },
  ],
};

/** The first page of a role; of one whose pages are not there yet, the page about one's account. */
export function homeOf(role: Role): string {
  return NAVIGATION[role][0]?.to ?? '/account';
}
