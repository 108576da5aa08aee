import { findAccountByName } from '~db/queries/access';
import { findPersonByStaffCode } from '~db/queries/organisation';
import { lastTx, lastTxUpTo } from '~db/queries/trail';
import {
  findSealedTx,
  lastEntryUpTo,
  listEntries,
  listEntriesOfTx,
  listScopedIdsOfTx,
  sealBefore,
  type EntryRow,
  type TrailFilter,
} from '~db/queries/trail-entries';
import { listAccountNames, listObjectNames, type ObjectName } from '~db/queries/trail-objects';
import { knownAction, knownObjectKind, type AuditAction, type ObjectKind } from '~/access/audit-actions';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { readDetail, type TrailDetail } from '~/access/trail-detail';
import { addDays, startOfDate } from '~/office/dates';
import { isPersonInScope, normaliseStaffCode, scopeOf, type Scope } from '~/organisation/scope.server';
import { faultOf, isDetailIntact, type TrailFault } from './audit.server';

/** What narrows the trail. Everything given must hold. */
export interface TrailQuery {
  /** ISO dates, both included. */
  from?: string;
  to?: string;
  /** User name or staff code of an account, or the name of a part of the system (writer, cli:…). */
  actor?: string;
  action?: AuditAction;
  object?: { kind: ObjectKind; id: string };
  staffCode?: string;
}

export interface TrailLine {
  id: number;
  txId: number;
  /** UTC milliseconds. */
  at: number;
  actor: { name: string; fullName: string | null };
  command: string;
  action: { code: string; known: AuditAction | null };
  object: { kind: string; known: ObjectKind | null; id: string; name: ObjectName | null };
  detail: TrailDetail;
}

export interface TrailPage {
  lines: TrailLine[];
  /** Entry ids to turn to: entries below the first, entries above the second; null where there are none. */
  olderThan: number | null;
  newerThan: number | null;
  /** Everybody whom the page names. */
  personIds: number[];
  /** Does the reader see the whole trail? */
  isWhole: boolean;
}

/** Values of a detail that a list shows. */
const FEW_VALUES = 4;
const ALL_VALUES = 500;
const PAGE_SIZE = 50;
const NEWEST = Number.MAX_SAFE_INTEGER;

/**
 * A page of the trail within the actor's scope, newest first; `before` or `after` an entry id, which may be any number.
 * Errors: not_allowed; invalid_input with the field `person` for a staff code of nobody in scope, whether or not there
 * is such a person.
 */
export function listTrail(ctx: Ctx, input: TrailQuery & { before?: number; after?: number }): TrailPage {
  const scope = scopeOf(ctx, 'trail.read');
  const filter = trailFilter(ctx, scope, input);
  const { before, after } = input;
  const range = { ...filter.range };
  if (before !== undefined) range.to = Math.min(range.to, before - 1);
  if (after !== undefined) range.from = Math.max(range.from, after + 1);
  const ascending = after !== undefined && before === undefined;
  const found = listEntries(ctx.db, { ...filter, range }, { limit: PAGE_SIZE + 1, ascending });
  const isMore = found.length > PAGE_SIZE;
  const shown = found.slice(0, PAGE_SIZE);
  if (ascending) shown.reverse();
  const [newest, oldest] = [shown[0]?.id, shown.at(-1)?.id];
  const hasOlder = ascending ? after > 0 : isMore;
  const hasNewer = ascending ? isMore : before !== undefined;
  return {
    ...linesOf(ctx, scope, shown, FEW_VALUES),
    isWhole: scope.whole,
    olderThan: hasOlder ? (oldest ?? (after ?? 0) + 1) : null,
    newerThan: hasNewer ? (newest ?? (before ?? 1) - 1) : null,
  };
}

/** The filter behind a page and an export of the same words. */
export function trailFilter(ctx: Ctx, scope: Scope, query: TrailQuery): TrailFilter {
  const { db } = ctx;
  const filter: TrailFilter = { scope: scope.whole ? null : scope, range: rangeOf(ctx, query) };
  if (query.action) filter.action = query.action;
  if (query.object) filter.object = query.object;
  if (query.actor) {
    const account = findAccountByName(db, query.actor);
    filter.actor = { accountId: account?.id ?? null, name: query.actor.trim() };
  }
  if (query.staffCode) {
    const person = findPersonByStaffCode(db, normaliseStaffCode(query.staffCode));
    if (!person || !isPersonInScope(ctx, scope, person.id)) {
      throw new AppError('invalid_input', {}, { person: 'unknown' });
    }
    filter.personId = person.id;
  }
  return filter;
}

/** Days as entry ids: transactions ascend in time, and entries with them. */
function rangeOf({ db }: Ctx, { from, to }: TrailQuery): TrailFilter['range'] {
  const before = (instant: number) => lastEntryUpTo(db, lastTxUpTo(db, instant - 1)?.id ?? 0);
  return {
    from: from === undefined ? 1 : before(startOfDate(from)) + 1,
    to: to === undefined ? NEWEST : before(startOfDate(addDays(to, 1))),
  };
}

/** Entries with the names of what and whom they speak of. */
export function linesOf(
  ctx: Ctx,
  scope: Pick<Scope, 'today'>,
  entries: readonly EntryRow[],
  values = ALL_VALUES,
): { lines: TrailLine[]; personIds: number[] } {
  const names = namesOf(ctx, scope.today, entries);
  const accounts = listAccountNames(
    ctx.db,
    [...new Set(entries.flatMap(({ actorId }) => actorId ?? []))],
    scope.today,
  );
  const personIds = new Set([...accounts.values()].flatMap(({ personId }) => personId ?? []));
  const lines = entries.map((entry): TrailLine => {
    const { id, txId, at, actorId, actorName, command, action, objectKind, objectId } = entry;
    const name = names.get(objectKind)?.get(objectId) ?? null;
    if (name?.personId) personIds.add(name.personId);
    return {
      ...{ id, txId, at, command },
      actor: { name: actorName, fullName: (actorId !== null && accounts.get(actorId)?.fullName) || null },
      action: { code: action, known: knownAction(action) },
      object: { kind: objectKind, known: knownObjectKind(objectKind), id: objectId, name },
      detail: readDetail(entry.detail, values),
    };
  });
  return { lines, personIds: [...personIds] };
}

function namesOf(
  ctx: Ctx,
  today: string,
  entries: readonly EntryRow[],
): Map<string, Map<string, ObjectName>> {
  const ids = new Map<string, Set<string>>();
  for (const { objectKind, objectId } of entries) {
    ids.set(objectKind, (ids.get(objectKind) ?? new Set()).add(objectId));
  }
  return new Map([...ids].map(([kind, set]) => [kind, listObjectNames(ctx.db, kind, [...set], today)]));
}

export interface TrailTx {
  id: number;
  at: number;
  actor: { name: string; fullName: string | null };
  command: string;
  lines: (TrailLine & { detailHash: string; detailFits: boolean })[];
  /** Are there entries outside the reader's scope? */
  isPart: boolean;
  seal: string | null;
  previous: string | null;
  /** What is wrong with the seal; null where it fits the rows and the seal before. */
  fault: Exclude<TrailFault, 'views_changed'> | null;
  personIds: number[];
  isNewest: boolean;
}

/**
 * One transaction with its entries, and whether its seal fits. Errors: not_allowed; out_of_scope where nothing of it
 * stands in the scope, whether or not it is there; not_found for those who may see everything.
 */
export function getTrailTx(ctx: Ctx, input: { txId: number }): TrailTx {
  const scope = scopeOf(ctx, 'trail.read');
  const tx = findSealedTx(ctx.db, input.txId);
  if (!tx && scope.whole) throw new AppError('not_found');
  const allowed = scope.whole || !tx ? null : new Set(listScopedIdsOfTx(ctx.db, tx.id, scope));
  if (!tx || allowed?.size === 0) throw new AppError('out_of_scope');
  const entries = listEntriesOfTx(ctx.db, tx.id);
  const mine = entries.filter(({ id }) => allowed === null || allowed.has(id));
  const { lines, personIds } = linesOf(ctx, scope, mine);
  const account =
    tx.actorId === null ? null : listAccountNames(ctx.db, [tx.actorId], scope.today).get(tx.actorId);
  return {
    ...{ id: tx.id, at: tx.at, command: tx.command, previous: tx.previous, seal: tx.hash },
    actor: { name: tx.actorName, fullName: account?.fullName ?? null },
    lines: lines.map((line, index) => ({
      ...line,
      detailHash: mine[index]!.detailHash,
      detailFits: isDetailIntact(mine[index]!),
    })),
    isPart: mine.length < entries.length,
    fault: faultOf(tx, entries, sealBefore(ctx.db, tx.id)),
    personIds,
    isNewest: lastTx(ctx.db)?.id === tx.id,
  };
}
