import { ACCOUNT_STATES, type AccountState } from '~/access/terms';
import { pathWith } from '../work/moment';

/** What narrows the list of accounts, as its address says it. */
export interface AccountQuery {
  q?: string;
  unit?: string;
  state?: AccountState;
}

export const ACCOUNTS_PATH = '/accounts';
const MAX_TEXT = 80;

/** Reads the filter of an address; what is not one of the choices is left out. */
export function readAccountQuery(params: URLSearchParams): AccountQuery {
  const text = (name: string) => (params.get(name) ?? '').trim().slice(0, MAX_TEXT);
  const state = ACCOUNT_STATES.find((known) => known === params.get('state'));
  return {
    ...(text('q') ? { q: text('q') } : {}),
    ...(text('unit') ? { unit: text('unit') } : {}),
    ...(state ? { state } : {}),
  };
}

export function accountsHref(query: AccountQuery, page?: number): string {
  return pathWith(ACCOUNTS_PATH, { ...query, page: page === 1 ? undefined : page });
}

export function accountHref(username: string): string {
  return `${ACCOUNTS_PATH}/${encodeURIComponent(username.toLowerCase())}`;
}
