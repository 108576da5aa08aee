import { row, rows, type Db } from '../client.server';
import type { PeopleScope } from './roster';
import {
  countScopePeople,
  ENTRY_IN_SCOPE,
  ONE_PERSON_CTE,
  SCOPE_CTE,
  SCOPE_OBJECTS,
  trailScopeParams,
} from './trail-scope';

/** Reading the trail by pages: newest first, each page from an index. */

export interface TrailFilter {
  /** Null for everything. */
  scope: PeopleScope | null;
  /** Entry ids, both ends included; null where nothing was recorded in the period. */
  range: { from: number; to: number };
  action?: string;
  object?: { kind: string; id: string };
  /** The account that acted; by name alone for parts of the system, which have no account. */
  actor?: { accountId: number | null; name: string };
  /** Everything about one person: the person, the account, attempts, evidence, confirmations, grants. */
  personId?: number;
}

export interface EntryRow {
  id: number;
  txId: number;
  /** UTC milliseconds. */
  at: number;
  actorId: number | null;
  actorName: string;
  command: string;
  action: string;
  objectKind: string;
  objectId: string;
  detailHash: string;
  /** Null where the detail was erased. */
  detail: string | null;
}

/** Up to so many people, entries are found from the objects of a scope; beyond it, by going through the entries. */
const FEW_PEOPLE = 2000;

const COLUMNS = `e.id, e.tx_id as txId, t.at, t.actor_id as actorId, t.actor_name as actorName, t.command, e.action,
  e.object_kind as objectKind, e.object_id as objectId, e.detail_hash as detailHash, d.detail`;
const JOINED = 'left join audit_detail d on d.entry_id = e.id';

/** The statement behind a page, for the test that looks at its plan too. */
export function entriesQuery(
  db: Db,
  filter: TrailFilter,
  { ascending = false } = {},
): { text: string; params: Record<string, string | number | null> } {
  const { scope, range, action, object, actor, personId } = filter;
  const ctes: string[] = [];
  const where = ['e.id between :from and :to'];
  const params: Record<string, string | number | null> = { ...range };
  const inner = filter.scope === null ? null : ENTRY_IN_SCOPE;
  if (scope) Object.assign(params, trailScopeParams(scope));
  if (action !== undefined) {
    where.push('e.action = :action');
    params.action = action;
  }
  if (actor) {
    where.push(
      actor.accountId === null ? 't.actor_id is null and t.actor_name = :actor' : 't.actor_id = :actor',
    );
    params.actor = actor.accountId ?? actor.name;
  }
  if (object) {
    where.push('e.object_kind = :kind', 'e.object_id = :object');
    params.kind = object.kind;
    params.object = object.id;
  }
  // One driving table each: the planner knows no sizes of a database that is young, and would guess.
  let from = 'audit_entry e cross join tx t on t.id = e.tx_id';
  let isIn = inner;
  if (personId !== undefined) {
    ctes.push(ONE_PERSON_CTE, SCOPE_OBJECTS);
    params.personId = personId;
    from = `scope_object o cross join audit_entry e indexed by audit_entry_object
      on e.object_kind = o.kind and e.object_id = o.id cross join tx t on t.id = e.tx_id`;
    // Whoever may see a person may see the person's entries.
    isIn = null;
  } else if (object) {
    from = from.replace('audit_entry e', 'audit_entry e indexed by audit_entry_object');
  } else if (scope && countScopePeople(db, scope) <= FEW_PEOPLE) {
    ctes.push(SCOPE_OBJECTS);
    from = `scope_object o cross join audit_entry e indexed by audit_entry_object
      on e.object_kind = o.kind and e.object_id = o.id cross join tx t on t.id = e.tx_id`;
    isIn = null;
  } else if (actor) {
    from = `tx t indexed by tx_actor cross join audit_entry e indexed by audit_entry_tx on e.tx_id = t.id`;
  } else if (action !== undefined) {
    from = from.replace('audit_entry e', 'audit_entry e indexed by audit_entry_action');
  } else {
    from = from.replace('audit_entry e', 'audit_entry e not indexed');
  }
  if (scope && personId === undefined) ctes.unshift(SCOPE_CTE);
  if (isIn) where.push(isIn);
  // Entries and transactions ascend together, so that either order is the order of time.
  const byTx = from.startsWith('tx t');
  const way = ascending ? 'asc' : 'desc';
  const order = byTx ? `t.id ${way}, e.id ${way}` : `e.id ${way}`;
  const withs = ctes.length > 0 ? `with ${ctes.join(', ')} ` : '';
  const text = `${withs}select ${COLUMNS} from ${from} ${JOINED} where ${where.join(' and ')} order by ${order} limit :limit`;
  return { text, params };
}

export function listEntries(
  db: Db,
  filter: TrailFilter,
  page: { limit: number; ascending?: boolean },
): EntryRow[] {
  const { text, params } = entriesQuery(db, filter, { ascending: page.ascending ?? false });
  return rows<EntryRow>(db, text, { ...params, limit: page.limit });
}

/** All entries of one transaction, in order; with their salts, since what they prove is checked. */
export function listEntriesOfTx(db: Db, txId: number): (EntryRow & { salt: string | null })[] {
  return rows(
    db,
    `select ${COLUMNS}, d.salt from audit_entry e cross join tx t on t.id = e.tx_id ${JOINED}
     where e.tx_id = :txId order by e.id`,
    { txId },
  );
}

/** Ids of a transaction's entries that stand in the scope. */
export function listScopedIdsOfTx(db: Db, txId: number, scope: PeopleScope): number[] {
  return rows<{ id: number }>(
    db,
    `with ${SCOPE_CTE} select e.id from audit_entry e where e.tx_id = :txId and ${ENTRY_IN_SCOPE}`,
    { txId, ...trailScopeParams(scope) },
  ).map(({ id }) => id);
}

/** The newest entry of transactions up to this one; 0 for none. */
export function lastEntryUpTo(db: Db, txId: number): number {
  return (
    row<{ id: number }>(
      db,
      'select id from audit_entry where tx_id <= ? order by tx_id desc, id desc limit 1',
      txId,
    )?.id ?? 0
  );
}

/** The newest entry of an action, or of an action about one object. */
export function lastEntryOf(db: Db, action: string): { id: number; txId: number; objectId: string } | null {
  return row(
    db,
    `select id, tx_id as txId, object_id as objectId from audit_entry indexed by audit_entry_action
     where action = ? order by id desc limit 1`,
    action,
  );
}

/** All entries of an action, oldest first. */
export function listEntriesOf(db: Db, action: string): { id: number; txId: number; objectId: string }[] {
  return rows(
    db,
    'select id, tx_id as txId, object_id as objectId from audit_entry where action = ? order by id',
    action,
  );
}

export interface ExportRow {
  /** Of the log of exports. */
  id: number;
  txId: number;
  at: number;
  actorId: number | null;
  actorName: string;
  kind: string;
  rows: number;
  /** Null where it was erased. */
  detail: string | null;
}

/** Exports with what the trail noted of them, newest first, of a log id below `before`. */
export function listExports(
  db: Db,
  input: { actions: readonly string[]; before: number; limit: number },
): ExportRow[] {
  return rows<ExportRow>(
    db,
    `select x.id, x.tx_id as txId, t.at, t.actor_id as actorId, t.actor_name as actorName, x.kind, x.rows, d.detail
     from export_log x cross join tx t on t.id = x.tx_id
     cross join audit_entry e indexed by audit_entry_tx on e.tx_id = x.tx_id
       and e.action in (select value from json_each(:actions)) ${JOINED}
     where x.id < :before order by x.id desc limit :limit`,
    { ...input, actions: JSON.stringify(input.actions) },
  );
}

export interface SealRow {
  id: number;
  at: number;
  actorId: number | null;
  actorName: string;
  command: string;
  previous: string | null;
  hash: string | null;
}

/** A transaction with its seal; null where there is none of that number. */
export function findSealedTx(db: Db, txId: number): SealRow | null {
  return row(
    db,
    `select t.id, t.at, t.actor_id as actorId, t.actor_name as actorName, t.command, s.previous, s.hash
     from tx t left join seal s on s.tx_id = t.id where t.id = ?`,
    txId,
  );
}

/** The seal before a transaction's own; '' for the first. */
export function sealBefore(db: Db, txId: number): string {
  return (
    row<{ hash: string }>(db, 'select hash from seal where tx_id < ? order by tx_id desc limit 1', txId)
      ?.hash ?? ''
  );
}
