import { rows, run, type Db } from '../client.server';
import { OPEN_TX } from '../schema/time';
import type { CountedGroup } from '../../app/proficiency/figure';
import type { MonthGroup } from '../../app/proficiency/series';
import type { SpanRow } from '../../app/proficiency/spans';

/** The derived table behind every figure, stored in the order unit, category, person. */

export interface StoredSpan extends SpanRow {
  txFrom: number;
}

const COLUMNS = `unit_id as unitId, category, valid_from as validFrom, valid_to as validTo, tx_from as txFrom,
  rule_id as ruleId, counted, met, evidence`;
const AT = 'valid_from <= :day and valid_to > :day and tx_from <= :txId and tx_to > :txId';

export function listPeopleIds(db: Db): number[] {
  return rows<{ id: number }>(db, 'select id from person order by id').map(({ id }) => id);
}

/** Spans of a person as known now, in order of time. */
export function listSpansOf(db: Db, personId: number): StoredSpan[] {
  return rows<StoredSpan>(
    db,
    `select ${COLUMNS} from span where person_id = ? and tx_to = ${OPEN_TX} order by valid_from`,
    personId,
  );
}

export function insertSpan(db: Db, personId: number, span: SpanRow, txId: number): void {
  run(
    db,
    `insert into span (unit_id, category, person_id, valid_from, tx_from, valid_to, tx_to, rule_id, counted, met,
       evidence) values (?, ?, ?, ?, ?, ?, ${OPEN_TX}, ?, ?, ?, ?)`,
    span.unitId,
    span.category,
    personId,
    span.validFrom,
    txId,
    span.validTo,
    span.ruleId,
    span.counted,
    span.met,
    span.evidence,
  );
}

const KEY = 'unit_id = ? and category = ? and person_id = ? and valid_from = ? and tx_from = ?';

export function closeSpan(db: Db, personId: number, span: StoredSpan, txId: number): void {
  run(
    db,
    `update span set tx_to = ? where ${KEY}`,
    txId,
    span.unitId,
    span.category,
    personId,
    span.validFrom,
    span.txFrom,
  );
}

/** Only for a row opened in the very transaction that removes it: nobody has ever known it. */
export function deleteSpan(db: Db, personId: number, span: StoredSpan): void {
  run(db, `delete from span where ${KEY}`, span.unitId, span.category, personId, span.validFrom, span.txFrom);
}

/**
 * The figure of a day as known at a tx: people who count and who meet the rule, by unit and category, in one pass in
 * key order. `unitIds` limits the pass to some units; null means all.
 */
export function groupSpans(
  db: Db,
  day: string,
  txId: number,
  unitIds: readonly number[] | null,
): CountedGroup[] {
  const units = unitIds === null ? '' : 'unit_id in (select value from json_each(:units)) and';
  return rows<CountedGroup>(
    db,
    `select unit_id as unitId, category, count(*) as counted, sum(met) as met from span
     where ${units} ${AT} and counted = 1 group by unit_id, category`,
    { day, txId, units: JSON.stringify(unitIds) },
  );
}

/**
 * Spans that touch the days [firstDay, afterDay), grouped by the months in which they begin and end (year × 12 + month):
 * all that a series of month-ends needs, at a seventh of the cost of one pass for each of 24 months.
 */
export function groupSpansByMonth(db: Db, firstDay: string, afterDay: string, txId: number): MonthGroup[] {
  const month = (column: string) => `substr(${column}, 1, 4) * 12 + substr(${column}, 6, 2)`;
  return rows<MonthGroup>(
    db,
    `select ${month('valid_from')} as fromMonth, ${month('valid_to')} as toMonth, count(*) as counted, sum(met) as met
     from span
     where counted = 1 and tx_from <= :txId and tx_to > :txId and valid_from < :afterDay and valid_to > :firstDay
     group by fromMonth, toMonth`,
    { firstDay, afterDay, txId },
  );
}

/** Of the given units those to which nobody at all is assigned on the day, counted or not. */
export function listUnitsWithoutPeople(
  db: Db,
  unitIds: readonly number[],
  day: string,
  txId: number,
): number[] {
  return rows<{ id: number }>(
    db,
    `select value as id from json_each(:units) where not exists (select 1 from span where unit_id = value and ${AT})`,
    { day, txId, units: JSON.stringify(unitIds) },
  ).map(({ id }) => id);
}
