import { CATEGORIES, type Category } from '~/organisation/terms';
import { momentParams, pathWith, type Moment, type Query } from './moment';

export const ROSTER_RESULTS = ['met', 'missing', 'expiring'] as const;
export type RosterResult = (typeof ROSTER_RESULTS)[number];

/** What narrows the roster, as its address says it. */
export interface RosterQuery {
  q?: string;
  unit?: string;
  category?: Category;
  result?: RosterResult;
  missing?: string;
}

export const ROSTER_PATH = '/roster';
const MAX_TEXT = 80;
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._\-/ ]{0,39}$/u;

/** Reads the filter of an address; what is not one of the choices is left out. */
export function readRosterQuery(params: URLSearchParams): RosterQuery {
  const text = (name: string) => (params.get(name) ?? '').trim().slice(0, MAX_TEXT);
  const code = (name: string) => (CODE.test(text(name)) ? text(name) : '');
  const query: RosterQuery = {};
  const category = CATEGORIES.find((known) => known === params.get('category'));
  const result = ROSTER_RESULTS.find((known) => known === params.get('result'));
  if (text('q')) query.q = text('q');
  if (code('unit')) query.unit = code('unit');
  if (category) query.category = category;
  if (result) query.result = result;
  if (code('missing')) query.missing = code('missing');
  return query;
}

/** The roster under a filter at a moment; the first page without `page`. */
export function rosterHref(query: RosterQuery, moment: Moment, page?: number): string {
  return pathWith(ROSTER_PATH, { ...paramsOf(query, moment), page: page === 1 ? undefined : page });
}

export function exportHref(format: 'xlsx' | 'csv', query: RosterQuery, moment: Moment): string {
  return pathWith(`${ROSTER_PATH}/export.${format}`, paramsOf(query, moment));
}

/** What the next visit begins with: the filter without its dates, so that yesterday's day is not today's roster. */
export function rememberedQuery(query: RosterQuery): string {
  return pathWith('', { ...query }).slice(1);
}

/** The filter without one condition. */
export function without(query: RosterQuery, name: keyof RosterQuery): RosterQuery {
  const { [name]: _gone, ...rest } = query;
  return rest;
}

function paramsOf(query: RosterQuery, moment: Moment): Query {
  return { ...query, ...momentParams(moment) };
}

/** The filter in the words of the use case. */
export function rosterFilters({ q, unit, category, result, missing }: RosterQuery) {
  return { text: q, unitCode: unit, category, result, missingModule: missing };
}
