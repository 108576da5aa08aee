import { AUDIT_ACTION_CODES, OBJECT_KINDS, type AuditAction, type ObjectKind } from '~/access/audit-actions';
import { parseDate } from '~/office/formats';
import { isDate } from '~/office/dates';
import { pathWith } from '../work/moment';

export const TRAIL_PATH = '/trail';

/** The filter of the trail as its address says it. */
export interface TrailFilterQuery {
  from?: string;
  to?: string;
  actor?: string;
  action?: AuditAction;
  kind?: ObjectKind;
  object?: string;
  person?: string;
}

export const TRAIL_FIELDS = ['from', 'to', 'actor', 'action', 'kind', 'object', 'person'] as const;
export type TrailField = (typeof TRAIL_FIELDS)[number];
export type TrailProblem = 'shape' | 'month' | 'day' | 'order' | 'unknown' | 'needs_kind' | 'needs_id';

export interface ReadTrailQuery {
  /** What was typed, to fill the form again; dates as ISO where they are dates. */
  query: TrailFilterQuery;
  errors: Partial<Record<TrailField, TrailProblem>>;
  /** Entry ids to turn to. */
  before?: number;
  after?: number;
}

const MOST = 120;

/** Reads filter and page of an address; what is not one of the choices is left out. */
export function readTrailQuery(params: URLSearchParams): ReadTrailQuery {
  const text = (name: string) => (params.get(name) ?? '').trim().slice(0, MOST);
  const read: ReadTrailQuery = { query: {}, errors: {} };
  for (const name of ['from', 'to'] as const) {
    if (text(name) === '') continue;
    const day = isDate(text(name)) ? { kind: 'ok' as const, iso: text(name) } : parseDate(text(name));
    read.query[name] = day.kind === 'ok' ? day.iso : text(name);
    if (day.kind === 'error') read.errors[name] = day.reason;
  }
  for (const name of ['actor', 'object', 'person'] as const) if (text(name)) read.query[name] = text(name);
  const action = AUDIT_ACTION_CODES.find((known) => known === params.get('action'));
  const kind = OBJECT_KINDS.find((known) => known === params.get('kind'));
  if (action) read.query.action = action;
  if (kind) read.query.kind = kind;
  const { from, to, object } = read.query;
  if (from && to && !read.errors.from && !read.errors.to && from > to) read.errors.to = 'order';
  if (object && !kind) read.errors.kind = 'needs_kind';
  if (kind && !object) read.errors.object = 'needs_id';
  for (const name of ['before', 'after'] as const) {
    if (/^\d{1,15}$/.test(text(name))) read[name] = Number(text(name));
  }
  return read;
}

/** The filter in the words of the use case. */
export function trailFilters({ kind, object, person, ...rest }: TrailFilterQuery) {
  return {
    ...rest,
    ...(kind && object ? { object: { kind, id: object } } : {}),
    ...(person ? { staffCode: person } : {}),
  };
}

/** The trail under a filter; with a page, the entries before or after one. */
export function trailHref(query: TrailFilterQuery, page: { before?: number; after?: number } = {}): string {
  return pathWith(TRAIL_PATH, { ...query, ...page });
}

export function trailExportHref(query: TrailFilterQuery): string {
  return pathWith(`${TRAIL_PATH}/export.csv`, { ...query });
}
