import { run, type Db } from '../client.server';
import { OPEN_TX } from '../schema/time';
import type { TreeUnit } from '../../app/organisation/tree';
import type { AssignmentRow, ProfileRow, StateRow } from './organisation';

/** Inserting facts about units and people; correcting means closing the current row and inserting. */

/** One period of a unit that is there already. */
export function insertUnitPeriod(
  db: Db,
  period: Omit<TreeUnit, 'code'> & {
    searchKey: string;
    document: string | null;
    validFrom: string;
    validTo: string;
    txId: number;
  },
): void {
  run(
    db,
    `insert into unit_period (unit_id, name_vi, name_en, search_key, level, block, parent_id, document, valid_from,
       valid_to, tx_from) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    period.unitId,
    period.nameVi,
    period.nameEn,
    period.searchKey,
    period.level,
    period.block,
    period.parentId,
    period.document,
    period.validFrom,
    period.validTo,
    period.txId,
  );
}

/** A new unit with its first period; answers its id. */
export function insertUnit(
  db: Db,
  unit: Omit<TreeUnit, 'unitId'> & { searchKey: string; validFrom: string; validTo: string; txId: number },
): number {
  const { id } = run(db, 'insert into unit (code) values (?)', unit.code);
  insertUnitPeriod(db, { ...unit, unitId: id, document: null });
  return id;
}

export function insertSuccession(
  db: Db,
  link: {
    fromUnitId: number;
    toUnitId: number | null;
    kind: string;
    document?: string | null;
    validFrom: string;
    txId: number;
  },
): void {
  run(
    db,
    'insert into unit_succession (from_unit_id, to_unit_id, kind, document, valid_from, tx_from) values (?, ?, ?, ?, ?, ?)',
    link.fromUnitId,
    link.toUnitId,
    link.kind,
    link.document ?? null,
    link.validFrom,
    link.txId,
  );
}

export function insertPerson(db: Db, staffCode: string): number {
  return run(db, 'insert into person (staff_code) values (?)', staffCode).id;
}

export function insertProfile(
  db: Db,
  profile: ProfileRow & {
    personId: number;
    sortKey: string;
    searchKey: string;
    validFrom: string;
    validTo: string;
    txId: number;
  },
): void {
  run(
    db,
    `insert into person_profile (person_id, full_name, sort_key, search_key, sex, birth_date, birth_precision,
       valid_from, valid_to, tx_from) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    profile.personId,
    profile.fullName,
    profile.sortKey,
    profile.searchKey,
    profile.sex,
    profile.birthDate,
    profile.birthPrecision,
    profile.validFrom,
    profile.validTo,
    profile.txId,
  );
}

export function insertState(db: Db, state: StateRow & { personId: number; txId: number }): void {
  run(
    db,
    'insert into person_state (person_id, state, valid_from, valid_to, tx_from) values (?, ?, ?, ?, ?)',
    state.personId,
    state.state,
    state.validFrom,
    state.validTo,
    state.txId,
  );
}

export function insertAssignment(db: Db, post: AssignmentRow & { personId: number; txId: number }): void {
  run(
    db,
    `insert into assignment (person_id, unit_id, category, position_vi, position_en, is_primary, valid_from, valid_to,
       tx_from) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    post.personId,
    post.unitId,
    post.category,
    post.positionVi,
    post.positionEn,
    post.isPrimary,
    post.validFrom,
    post.validTo,
    post.txId,
  );
}

/** Closes the current rows of one kind of fact about a person, before corrected ones are inserted. */
export function closePersonFacts(
  db: Db,
  table: 'assignment' | 'person_state' | 'person_profile',
  personId: number,
  txId: number,
): number {
  return run(db, `update ${table} set tx_to = ? where person_id = ? and tx_to = ${OPEN_TX}`, txId, personId)
    .changes;
}
