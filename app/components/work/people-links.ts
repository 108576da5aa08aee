import { momentParams, pathWith, type Moment } from './moment';
import type { PeopleQuery } from './people-filter';

export const PEOPLE_PATH = '/indicator/people';

/** The list of names behind a number of the figure, with the number's own conditions. */
export function peopleHref(moment: Moment, query: PeopleQuery = {}, page?: number): string {
  return pathWith(PEOPLE_PATH, { ...momentParams(moment), ...query, page: page === 1 ? undefined : page });
}

/** A person as of a day. */
export function personHref(staffCode: string, asOf?: string): string {
  return pathWith(`/people/${encodeURIComponent(staffCode)}`, { asOf });
}
