import { isDate } from '~/office/dates';
import { parseDate } from '~/office/formats';

/** The two dates above every figure: the day it is for, and the moment at which the data were known. */
export interface Moment {
  /** ISO date; undefined means today. */
  asOf?: string;
  /** UTC milliseconds; undefined means the newest data. */
  knownAt?: number;
}

export type MomentProblem = 'shape' | 'month' | 'day' | 'not_an_instant' | 'too_recent';

export interface ReadMoment {
  moment: Moment;
  /** What was typed, to fill the form again. */
  typed: { asOf: string; knownAt: string };
  errors: { asOf?: MomentProblem; knownAt?: MomentProblem };
}

const ZONE = '+07:00';

/** Reads asOf (yyyy-mm-dd or dd/mm/yyyy) and knownAt (see readInstant) of an address. */
export function readMoment(params: URLSearchParams): ReadMoment {
  const typed = { asOf: (params.get('asOf') ?? '').trim(), knownAt: (params.get('knownAt') ?? '').trim() };
  const read: ReadMoment = { moment: {}, typed, errors: {} };
  if (typed.asOf !== '') {
    const day = isDate(typed.asOf) ? { kind: 'ok' as const, iso: typed.asOf } : parseDate(typed.asOf);
    if (day.kind === 'ok') read.moment.asOf = day.iso;
    else read.errors.asOf = day.reason;
  }
  if (typed.knownAt !== '') {
    const instant = readInstant(typed.knownAt);
    if (instant === null) read.errors.knownAt = 'not_an_instant';
    else read.moment.knownAt = instant;
  }
  return read;
}

/**
 * An instant as people and addresses write it: 08:05:11, 25/11/2026 (seconds may be left out) on the province's clock,
 * a bare date, which means its last millisecond, or ISO 8601 with an offset. Null for anything else.
 */
export function readInstant(text: string): number | null {
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) {
    const instant = Date.parse(text);
    return Number.isNaN(instant) ? null : instant;
  }
  const match = /^(?:(\d{1,2}):(\d{2})(?::(\d{2}))?(?:,| on|\s)\s*)?(\d{1,2}\/\d{1,2}\/\d{4})$/.exec(text);
  if (!match) return null;
  const [, hour, minute, second, date = ''] = match;
  const day = parseDate(date);
  if (day.kind === 'error') return null;
  if (hour === undefined) return Date.parse(`${day.iso}T23:59:59.999${ZONE}`);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  return Date.parse(`${day.iso}T${hour.padStart(2, '0')}:${minute}:${second ?? '00'}${ZONE}`);
}

/** The moment as parameters of an address; what was not asked for stays out, so that the link follows the newest data. */
export function momentParams({ asOf, knownAt }: Moment): Record<string, string | undefined> {
  return { asOf, knownAt: knownAt === undefined ? undefined : new Date(knownAt).toISOString() };
}

export type Query = Record<string, string | number | undefined>;

/** A path with those parameters that say something. */
export function pathWith(path: string, query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}
