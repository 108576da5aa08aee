import { row, rows, type Db } from '../client.server';
import { OPEN_TX } from '../schema/time';
import type { Category, PersonState } from '../../app/organisation/terms';
import type { TreeUnit } from '../../app/organisation/tree';

/** Stands for "as known now" wherever a query takes a tx number: rows that nobody has closed. */
export const LATEST = OPEN_TX - 1;

/** Units, their persons and posts. Every read takes a day and, where history matters, the tx known at. */

const UNIT = `select p.unit_id as unitId, u.code, p.name_vi as nameVi, p.name_en as nameEn, p.level, p.block,
  p.parent_id as parentId from unit_period p join unit u on u.id = p.unit_id`;

/** All units of a day as known at a tx. */
export function listUnitsOfDay(db: Db, day: string, txId: number): TreeUnit[] {
  return rows<TreeUnit>(
    db,
    `${UNIT} where p.valid_from <= :day and p.valid_to > :day and p.tx_from <= :txId and p.tx_to > :txId`,
    { day, txId },
  );
}

/** One unit on a day as known now; null when it is not there that day. */
export function findUnitOfDay(db: Db, unitId: number, day: string): TreeUnit | null {
  return row<TreeUnit>(
    db,
    `${UNIT} where p.unit_id = :unitId and p.valid_from <= :day and p.valid_to > :day and p.tx_to = ${OPEN_TX}`,
    { unitId, day },
  );
}

/** Code of a unit, whatever the day. */
export function unitCode(db: Db, unitId: number): string {
  return row<{ code: string }>(db, 'select code from unit where id = ?', unitId)?.code ?? String(unitId);
}

/** Id of the unit of that code, whatever the day; null for none. */
export function findUnitId(db: Db, code: string): number | null {
  return row<{ id: number }>(db, 'select id from unit where code = ?', code)?.id ?? null;
}

/** Units without a parent on the day, as known now. */
export function listRootUnits(db: Db, day: string): number[] {
  return rows<{ id: number }>(
    db,
    `select unit_id as id from unit_period
     where parent_id is null and valid_from <= :day and valid_to > :day and tx_to = ${OPEN_TX}`,
    { day },
  ).map(({ id }) => id);
}

/** Those of the given units that are there on the day, and everything below them, as known now. */
// Without the hint SQLite builds an index of its own for every unit that the recursion meets: 190 ms for 2,300 units.
export function listUnitsBelow(db: Db, unitIds: readonly number[], day: string): number[] {
  return rows<{ id: number }>(
    db,
    `with recursive below (id) as (
       select j.value from json_each(:unitIds) j where exists (select 1 from unit_period r
         where r.unit_id = j.value and r.valid_from <= :day and r.valid_to > :day and r.tx_to = ${OPEN_TX})
       union
       select p.unit_id from below b join unit_period p indexed by unit_period_parent on p.parent_id = b.id
       where p.valid_from <= :day and p.valid_to > :day and p.tx_to = ${OPEN_TX})
     select id from below`,
    { unitIds: JSON.stringify(unitIds), day },
  ).map(({ id }) => id);
}

/** The given units and the units that they succeed, however far back, by successions in force on the day. */
export function listPredecessors(db: Db, unitIds: readonly number[], day: string): number[] {
  return rows<{ id: number }>(
    db,
    `with recursive before (id) as (
       select value from json_each(:unitIds)
       union
       select s.from_unit_id from before b join unit_succession s on s.to_unit_id = b.id
       where s.valid_from <= :day and s.tx_to = ${OPEN_TX})
     select id from before`,
    { unitIds: JSON.stringify(unitIds), day },
  ).map(({ id }) => id);
}

export interface PersonRow {
  id: number;
  staffCode: string;
}

export function findPersonByStaffCode(db: Db, staffCode: string): PersonRow | null {
  return row(db, 'select id, staff_code as staffCode from person where staff_code = ?', staffCode);
}

export interface AssignmentRow {
  unitId: number;
  category: Category;
  positionVi: string;
  positionEn: string;
  isPrimary: 0 | 1;
  validFrom: string;
  validTo: string;
}

/** All posts of a person, newest first. */
export function listAssignments(db: Db, personId: number, txId: number): AssignmentRow[] {
  return rows<AssignmentRow>(
    db,
    `select unit_id as unitId, category, position_vi as positionVi, position_en as positionEn,
       is_primary as isPrimary, valid_from as validFrom, valid_to as validTo
     from assignment where person_id = :personId and tx_from <= :txId and tx_to > :txId
     order by valid_from desc, is_primary desc, id`,
    { personId, txId },
  );
}

export interface StateRow {
  state: PersonState;
  validFrom: string;
  validTo: string;
}

export function listStates(db: Db, personId: number, txId: number): StateRow[] {
  return rows<StateRow>(
    db,
    `select state, valid_from as validFrom, valid_to as validTo from person_state
     where person_id = :personId and tx_from <= :txId and tx_to > :txId order by valid_from desc`,
    { personId, txId },
  );
}

export interface ProfileRow {
  fullName: string;
  sex: 'female' | 'male' | 'unknown';
  birthDate: string | null;
  birthPrecision: 'day' | 'month' | 'year' | null;
}

/** Name and birth date on a day as known at a tx; null for an unknown or erased person. */
export function findProfile(db: Db, personId: number, day: string, txId: number): ProfileRow | null {
  return row<ProfileRow>(
    db,
    `select full_name as fullName, sex, birth_date as birthDate, birth_precision as birthPrecision
     from person_profile
     where person_id = :personId and valid_from <= :day and valid_to > :day and tx_from <= :txId and tx_to > :txId`,
    { personId, day, txId },
  );
}
