/** Keys of details that have words under trail:detail.<key>; others are shown as they stand. */
export const DETAIL_KEYS = [
  'accountId',
  'asOf',
  'at',
  'attemptId',
  'by',
  'category',
  'chainHead',
  'changed',
  'code',
  'contentHash',
  'count',
  'course',
  'created',
  'date',
  'deadline',
  'decision',
  'delegatedBy',
  'den',
  'document',
  'dueOn',
  'ended',
  'epoch',
  'examVersionId',
  'expiresAt',
  'folder',
  'format',
  'from',
  'graceUntil',
  'hash',
  'id',
  'isStrong',
  'kind',
  'knownAt',
  'marks',
  'maxMarks',
  'method',
  'module',
  'nameEn',
  'nameVi',
  'num',
  'number',
  'paperHash',
  'parentVi',
  'passed',
  'personId',
  'placeVi',
  'purpose',
  'requestedBy',
  'rightCount',
  'role',
  'rows',
  'seed',
  'sha256',
  'signerLines',
  'signerName',
  'source',
  'staff',
  'statement',
  'suffix',
  'takenAt',
  'text',
  'to',
  'tx',
  'txId',
  'unchanged',
  'unitCode',
  'unitId',
  'units',
  'updated',
  'username',
  'validFrom',
  'validTo',
  'version',
  'views',
  'voided',
] as const;
export type DetailKey = (typeof DETAIL_KEYS)[number];

/** Keys whose numbers are instants in UTC milliseconds. */
const INSTANTS = new Set(['at', 'deadline', 'expiresAt', 'graceUntil', 'takenAt', 'knownAt']);

/** A value as it is shown: nothing there, a yes or no, an instant, or its text. */
export type DetailValue =
  | { kind: 'none' }
  | { kind: 'flag'; value: boolean }
  | { kind: 'instant'; at: number }
  | { kind: 'text'; text: string };

/** Where a value stands: the last name has words when it is known, the ones before it stand as they are. */
export interface DetailPlace {
  path: string;
  known: DetailKey | null;
}

export interface TrailDetail {
  /** Was there a detail that is no longer kept? */
  erased: boolean;
  /** Why it was done, in the words of whoever did it. */
  reason: string | null;
  /** What stands differently afterwards. */
  changes: (DetailPlace & { before: DetailValue; after: DetailValue })[];
  /** Everything else that was noted. */
  facts: (DetailPlace & { value: DetailValue })[];
  /** How many values are left out. */
  more: number;
}

const MOST = 24;
/** Read by nobody: a packed set of ids. */
const HIDDEN = new Set(['people']);

/**
 * The detail of an entry (JSON, null when it was erased) for a reader: the reason apart, `before` and `after` as a list
 * of what differs, the rest as facts. Values inside JSON text, as settings are stored, are unfolded too.
 */
export function readDetail(text: string | null, limit = MOST): TrailDetail {
  const detail: TrailDetail = { erased: text === null, reason: null, changes: [], facts: [], more: 0 };
  if (text === null) return detail;
  const value = parsed(text);
  if (!isRecord(value)) {
    if (value !== null) detail.facts.push({ path: '', known: null, value: shown('', value as Plain) });
    return detail;
  }
  const { before, after, reason, ...rest } = value;
  if (typeof reason === 'string' && reason !== '') detail.reason = reason;
  if ('before' in value || 'after' in value) detail.changes = differences(before, after);
  detail.facts = flattened(rest).map(([path, one]) => ({ ...placeOf(path), value: shown(path, one) }));
  const all = detail.changes.length + detail.facts.length;
  detail.changes = detail.changes.slice(0, limit);
  detail.facts = detail.facts.slice(0, limit - detail.changes.length);
  detail.more = all - detail.changes.length - detail.facts.length;
  return detail;
}

function differences(before: unknown, after: unknown): TrailDetail['changes'] {
  // What was not there before, or is not there afterwards, has no values.
  const [old, now] = [before, after].map(
    (side) => new Map(side === null || side === undefined ? [] : flattened(unfolded(side))),
  );
  const paths = [...new Set([...old!.keys(), ...now!.keys()])];
  return paths
    .filter((path) => old!.get(path) !== now!.get(path))
    .map((path) => ({
      ...placeOf(path),
      before: shown(path, old!.get(path)),
      after: shown(path, now!.get(path)),
    }));
}

type Plain = string | number | boolean | null | undefined;

/** Values with their paths: `issuer.nameVi`, `grants.1.role`; a list of plain values is one value. */
function flattened(value: unknown, path = ''): [path: string, value: Plain][] {
  const inside = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (Array.isArray(value)) {
    if (value.every((one) => !isRecord(one) && !Array.isArray(one)))
      return [[path, value.map(String).join(', ')]];
    return value.flatMap((one, index) => flattened(one, inside(String(index + 1))));
  }
  if (!isRecord(value)) return [[path, value as Plain]];
  return Object.entries(value)
    .filter(([key]) => !HIDDEN.has(key))
    .flatMap(([key, one]) => flattened(one, inside(key)));
}

function shown(path: string, value: Plain): DetailValue {
  if (value === null || value === undefined || value === '') return { kind: 'none' };
  if (typeof value === 'boolean') return { kind: 'flag', value };
  if (typeof value === 'number' && INSTANTS.has(lastName(path)) && Number.isSafeInteger(value)) {
    return { kind: 'instant', at: value };
  }
  return { kind: 'text', text: String(value) };
}

function placeOf(path: string): DetailPlace {
  const name = lastName(path);
  const known = DETAIL_KEYS.find((key) => key === name) ?? null;
  const above = known ? path.slice(0, -name.length).replace(/\.$/, '') : path;
  // That a value is one of a filter says nothing to a reader.
  return { path: above.replace(/^filters(\.|$)/, ''), known };
}

const lastName = (path: string) => path.slice(path.lastIndexOf('.') + 1);

/** Text that holds an object, a list or a quoted text of JSON; everything else as it is. */
function unfolded(value: unknown): unknown {
  return typeof value === 'string' && /^[{["]/.test(value) ? parsed(value) : value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
