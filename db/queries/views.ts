import { row, rows, run, type Db } from '../client.server';

/** Who looked at whom. `filter` of a view holds its filter and the ids of its people; view_log_person is their index. */

export interface ViewRow {
  id: number;
  /** UTC milliseconds. */
  at: number;
  accountId: number;
  kind: string;
  /** JSON: {filter, people}. */
  filter: string;
  requestId: string;
}

const COLUMNS = `v.id, v.at, v.account_id as accountId, v.kind, v.filter, v.request_id as requestId`;

/** One page with its people. To be called inside a transaction. */
export function insertView(
  db: Db,
  view: { at: number; accountId: number; kind: string; filter: object; people: number[]; requestId: string },
): void {
  const { people, filter, ...columns } = view;
  const { id } = run(
    db,
    `insert into view_log (at, account_id, kind, filter, request_id)
     values (:at, :accountId, :kind, :filter, :requestId)`,
    { ...columns, filter: JSON.stringify({ filter, people }) },
  );
  run(db, 'insert into view_log_person (person_id, view_id) select value, :id from json_each(:people)', {
    id,
    people: JSON.stringify(people),
  });
}

/** Views of a person, newest first, of an id below `before`. */
export function listViewsOf(db: Db, input: { personId: number; before: number; limit: number }): ViewRow[] {
  return rows<ViewRow>(
    db,
    `select ${COLUMNS} from view_log_person p cross join view_log v on v.id = p.view_id
     where p.person_id = :personId and p.view_id < :before order by p.view_id desc limit :limit`,
    input,
  );
}

/** Views in order, of ids from `from` up to `to`, both included. */
export function listViewRange(db: Db, from: number, to: number): ViewRow[] {
  return rows<ViewRow>(
    db,
    `select ${COLUMNS} from view_log v where v.id between ? and ? order by v.id`,
    from,
    to,
  );
}

/** The newest view's id; 0 for none. */
export function lastViewId(db: Db): number {
  return row<{ id: number }>(db, 'select max(id) as id from view_log')?.id ?? 0;
}

/** The newest view up to an id; null for none. */
export function lastViewUpTo(db: Db, id: number): { id: number; at: number } | null {
  return row(db, 'select id, at from view_log where id <= ? order by id desc limit 1', id);
}

export function countViewsIn(db: Db, from: number, to: number): number {
  return row<{ n: number }>(db, 'select count(*) as n from view_log where id between ? and ?', from, to)!.n;
}

/** Faults of the index of people: rows that a view lacks, and rows that no view knows. 0 in a sound database. */
export function countWrongViewPeople(db: Db): number {
  const missing = row<{ n: number }>(
    db,
    `select count(*) as n from view_log v, json_each(v.filter, '$.people') p
     where not exists (select 1 from view_log_person i where i.person_id = p.value and i.view_id = v.id)`,
  )!.n;
  const listed = row<{ n: number }>(
    db,
    "select coalesce(sum(json_array_length(filter, '$.people')), 0) as n from view_log",
  )!.n;
  const indexed = row<{ n: number }>(db, 'select count(*) as n from view_log_person')!.n;
  return missing + Math.abs(indexed + missing - listed);
}

/**
 * Deletes the views of a range, with their people. The guards against deletion are put aside and back inside the
 * transaction that the caller holds: retention is the one reason, and whoever deletes past it meets them.
 */
export function deleteViews(db: Db, from: number, to: number): void {
  const guards = rows<{ name: string; sql: string }>(
    db,
    `select name, sql from sqlite_schema where type = 'trigger'
     and name in ('view_log_no_delete', 'view_log_person_no_delete')`,
  );
  for (const { name } of guards) db.sqlite.exec(`drop trigger ${name}`);
  run(
    db,
    `delete from view_log_person where (person_id, view_id) in
       (select p.value, v.id from view_log v, json_each(v.filter, '$.people') p where v.id between ? and ?)`,
    from,
    to,
  );
  run(db, 'delete from view_log where id between ? and ?', from, to);
  for (const { sql } of guards) db.sqlite.exec(sql);
}

/** Ids of the people with these staff codes and behind these accounts; others are left out. */
export function listPeopleNamed(
  db: Db,
  { staffCodes, usernames }: { staffCodes: string[]; usernames: string[] },
): number[] {
  if (staffCodes.length + usernames.length === 0) return [];
  return rows<{ id: number }>(
    db,
    `select id from person where staff_code in (select value from json_each(:staffCodes))
     union select person_id from account where username in (select value from json_each(:usernames))
       and person_id is not null`,
    { staffCodes: JSON.stringify(staffCodes), usernames: JSON.stringify(usernames) },
  ).map(({ id }) => id);
}
