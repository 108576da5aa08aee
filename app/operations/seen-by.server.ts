import { listAccountNames, type AccountName } from '~db/queries/trail-objects';
import { listExports } from '~db/queries/trail-entries';
import { findProfile, LATEST } from '~db/queries/organisation';
import { listViewsOf } from '~db/queries/views';
import type { Db } from '~db/client.server';
import { packedHas } from '~/access/adapters/id-set';
import { EXPORT_ACTIONS } from '~/access/audit-actions';
import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { ROLES, type Role } from '~/access/roles';
import { getSettings } from '~/access/settings.server';
import { VIEW_KINDS, type ViewKind } from '~/access/view-kinds';
import { dateOf } from '~/office/dates';
import { requirePerson } from '~/organisation/scope.server';

/** Who looked: as he was on that day. */
export interface Viewer {
  username: string;
  fullName: string | null;
  unitVi: string | null;
  unitEn: string | null;
  /** Roles beside learning that he held on the day. */
  roles: Role[];
}

export interface SeenView {
  id: number;
  /** UTC milliseconds. */
  at: number;
  viewer: Viewer | null;
  kind: ViewKind | null;
  requestId: string;
}

export interface SeenExport {
  id: number;
  txId: number;
  at: number;
  /** Null where the command line exported, as a part of the system. */
  viewer: Viewer | null;
  /** What stands in the trail as the actor. */
  actorName: string;
  /** roster.xlsx, trail.csv … */
  kind: string;
  rows: number;
}

export interface SeenBy {
  views: SeenView[];
  /** View id to go on below; null where this is all. */
  olderViews: number | null;
  exports: SeenExport[];
  olderExports: number | null;
  /** Exports, among those gone through, whose people were not noted or whose note was erased. */
  unknownExports: number;
  retentionDays: number;
}

export interface SeenByPage {
  beforeView?: number;
  beforeExport?: number;
}

const PAGE_SIZE = 50;
/** Exports that one page goes through: each holds its people packed, so that a look costs some microseconds. */
const EXPORTS_READ = 1000;
const NEWEST = Number.MAX_SAFE_INTEGER;

/** Who looked at oneself. Error: not_allowed for an account without a person. */
export function listOwnSeenBy(ctx: Ctx, input: SeenByPage = {}): SeenBy {
  const { personId } = ctx.actor;
  if (personId === null) throw new AppError('not_allowed');
  return seenBy(ctx.db, personId, input);
}

/** Who looked at a person, for an auditor. Errors as requirePerson, under the action views.read. */
export function listSeenBy(
  ctx: Ctx,
  input: SeenByPage & { staffCode: string },
): SeenBy & { person: { personId: number; staffCode: string; fullName: string } } {
  const { id: personId, staffCode } = requirePerson(ctx, 'views.read', input.staffCode);
  const fullName = findProfile(ctx.db, personId, dateOf(ctx.now), LATEST)?.fullName ?? staffCode;
  return { ...seenBy(ctx.db, personId, input), person: { personId, staffCode, fullName } };
}

function seenBy(db: Db, personId: number, { beforeView, beforeExport }: SeenByPage): SeenBy {
  const views = listViewsOf(db, { personId, before: beforeView ?? NEWEST, limit: PAGE_SIZE + 1 });
  const page = views.slice(0, PAGE_SIZE);
  const exports = exportsWith(db, personId, beforeExport ?? NEWEST);
  const viewerOf = viewers(db, [...page, ...exports.found]);
  return {
    views: page.map(({ id, at, accountId, kind, requestId }) => ({
      ...{ id, at, requestId },
      viewer: viewerOf({ at, accountId }),
      kind: VIEW_KINDS.find((known) => known === kind) ?? null,
    })),
    olderViews: views.length > PAGE_SIZE ? page.at(-1)!.id : null,
    exports: exports.found.map(({ accountId, ...one }) => ({
      ...one,
      viewer: accountId === null ? null : viewerOf({ at: one.at, accountId }),
    })),
    olderExports: exports.older,
    unknownExports: exports.unknown,
    retentionDays: getSettings(db).viewRetentionDays,
  };
}

interface FoundExport extends Omit<SeenExport, 'viewer'> {
  accountId: number | null;
}

function exportsWith(db: Db, personId: number, before: number) {
  const input = { actions: EXPORT_ACTIONS, before, limit: EXPORTS_READ + 1 };
  const entries = listExports(db, input);
  const found: FoundExport[] = [];
  let unknown = 0;
  let older: number | null = null;
  for (const [index, entry] of entries.entries()) {
    if (index === EXPORTS_READ || found.length === PAGE_SIZE) {
      older = entry.id + 1;
      break;
    }
    const { people } = JSON.parse(entry.detail ?? '{}') as { people?: string };
    if (people === undefined) unknown += 1;
    else if (packedHas(people, personId)) {
      const { id, txId, at, actorId: accountId, actorName, kind, rows } = entry;
      found.push({ id, txId, at, accountId, actorName, kind, rows });
    }
  }
  return { found, older, unknown };
}

/** Names of accounts as on the day of each event, one query a day. */
function viewers(db: Db, events: readonly { at: number; accountId: number | null }[]) {
  const days = new Map<string, Set<number>>();
  for (const { at, accountId } of events) {
    if (accountId === null) continue;
    const day = dateOf(at);
    days.set(day, (days.get(day) ?? new Set()).add(accountId));
  }
  const names = new Map([...days].map(([day, ids]) => [day, listAccountNames(db, [...ids], day)]));
  return ({ at, accountId }: { at: number; accountId: number }): Viewer | null => {
    const name = names.get(dateOf(at))?.get(accountId);
    return name ? viewerFrom(name) : null;
  };
}

function viewerFrom({ username, fullName, unitVi, unitEn, roles }: AccountName): Viewer {
  const held = roles?.split(',') ?? [];
  return { username, fullName, unitVi, unitEn, roles: ROLES.filter((role) => held.includes(role)) };
}
