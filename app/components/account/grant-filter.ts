import { GRANT_STATES, type GrantState } from '~/access/grants';
import { ROLES, type Role } from '~/access/roles';
import { pathWith } from '../work/moment';

/** What narrows the list of rights, as its address says it. */
export interface GrantQuery {
  q?: string;
  role?: Role;
  state?: GrantState;
}

export const GRANTS_PATH = '/grants';

export function readGrantQuery(params: URLSearchParams): GrantQuery {
  const q = (params.get('q') ?? '').trim().slice(0, 80);
  const role = ROLES.find((known) => known === params.get('role'));
  const state = GRANT_STATES.find((known) => known === params.get('state'));
  return { ...(q ? { q } : {}), ...(role ? { role } : {}), ...(state ? { state } : {}) };
}

export function grantsHref(query: GrantQuery, page?: number): string {
  return pathWith(GRANTS_PATH, { ...query, page: page === 1 ? undefined : page });
}

/** What is typed to give a right; dates as typed. */
export interface TypedGrant {
  account: string;
  role: string;
  unit: string;
  from: string;
  lastDay: string;
}

export function readTypedGrant(fields: { get: (name: string) => unknown }): TypedGrant {
  const text = (name: string) =>
    String(fields.get(name) ?? '')
      .trim()
      .slice(0, 80);
  return {
    account: text('account'),
    role: text('role'),
    unit: text('unit'),
    from: text('from'),
    lastDay: text('lastDay'),
  };
}
