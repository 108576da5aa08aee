import { row, type Db } from '../client.server';
import { SCOPED_PEOPLE, scopeParams, type PeopleScope } from './roster';

/**
 * Which entries of the trail stand in a scope: an entry belongs to the people and units that its object belongs to.
 * What concerns the installation (settings, backups, content) belongs to nobody's part.
 */

/** The people of a scope, and every unit it names; to stand before a query over entries. */
export const SCOPE_CTE = `scope_person (id) as materialized (select person_id from ${SCOPED_PEOPLE}),
  scope_unit (id) as materialized (select value from json_each(:scopeUnits) union select value from json_each(:pastUnits))`;

/** The same names, for one person alone. */
export const ONE_PERSON_CTE = `scope_person (id) as materialized (select cast(:personId as integer)),
  scope_unit (id) as materialized (select 0 where false)`;

export function trailScopeParams(scope: PeopleScope) {
  return scopeParams(scope);
}

/** An export stands in a scope when every unit that it was asked for does. */
const EXPORT_IN_SCOPE = (id: string) => `exists (select 1 from export_log x where x.tx_id = ${id}
  and json_array_length(x.filter, '$.units') > 0
  and not exists (select 1 from json_each(x.filter, '$.units') u where u.value not in (select id from scope_unit)))`;

/** Condition on the entry `e`; needs SCOPE_CTE or ONE_PERSON_CTE. */
export const ENTRY_IN_SCOPE = `case e.object_kind
  when 'person' then cast(e.object_id as integer) in (select id from scope_person)
  when 'account' then exists (select 1 from account o where o.id = cast(e.object_id as integer)
    and o.person_id in (select id from scope_person))
  when 'attempt' then exists (select 1 from attempt o where o.id = cast(e.object_id as integer)
    and o.person_id in (select id from scope_person))
  when 'evidence' then exists (select 1 from evidence o where o.evidence_id = cast(e.object_id as integer)
    and o.person_id in (select id from scope_person))
  when 'confirmation' then exists (select 1 from confirmation o where o.id = cast(e.object_id as integer)
    and o.person_id in (select id from scope_person))
  when 'unit' then cast(e.object_id as integer) in (select id from scope_unit)
  when 'grant' then exists (select 1 from role_grant o join account a on a.id = o.account_id
    where o.id = cast(e.object_id as integer)
      and (o.unit_id in (select id from scope_unit) or a.person_id in (select id from scope_person)))
  when 'export' then ${EXPORT_IN_SCOPE('cast(e.object_id as integer)')}
  else 0 end`;

/** All objects of a scope, as the trail names them: where few people are in it, entries are found from here. */
export const SCOPE_OBJECTS = `scope_object (kind, id) as materialized (
  select 'person', cast(id as text) from scope_person
  union all select 'account', cast(o.id as text) from scope_person s join account o on o.person_id = s.id
  union all select 'attempt', cast(o.id as text) from scope_person s join attempt o on o.person_id = s.id
  union select 'evidence', cast(o.evidence_id as text) from scope_person s join evidence o on o.person_id = s.id
  union all select 'confirmation', cast(o.id as text) from scope_person s join confirmation o on o.person_id = s.id
  union all select 'unit', cast(id as text) from scope_unit
  union select 'grant', cast(o.id as text) from scope_person s join account a on a.person_id = s.id
    join role_grant o on o.account_id = a.id
  union select 'grant', cast(o.id as text) from scope_unit s join role_grant o on o.unit_id = s.id
  union all select 'export', cast(o.tx_id as text) from export_log o where ${EXPORT_IN_SCOPE('o.tx_id')})`;

/** How many people a scope holds: decides from which side its entries are found. */
export function countScopePeople(db: Db, scope: PeopleScope): number {
  return row<{ n: number }>(
    db,
    `with ${SCOPE_CTE} select (select count(*) from scope_person) as n, (select count(*) from scope_unit) as units`,
    scopeParams(scope),
  )!.n;
}
