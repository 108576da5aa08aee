import { row, rows, type Db } from '../client.server';
import { OPEN_TX } from '../schema/time';
import type { Category } from '../../app/organisation/terms';

/** Lists of people on a day, from spans and profiles: by the key of the spans, or by the people of a scope. */

/** Whose people may be named: null for everybody. Units as of scopeOf in app/organisation/scope.server.ts. */
export interface PeopleScope {
  unitIds: readonly number[];
  pastUnitIds: readonly number[];
  today: string;
}

/** What narrows a list. Everything given must hold. */
export interface RosterFilter {
  day: string;
  txId: number;
  scope: PeopleScope | null;
  /** Units of the day; null for all. */
  unitIds: readonly number[] | null;
  counted?: boolean;
  category?: Category;
  met?: boolean;
  /** Met, but not any more on some day up to and including this one. */
  expiringBy?: string;
  /** Holding no confirmation that lasts beyond this day. */
  unconfirmedBeyond?: string;
  /** A module that nothing accepted shows on the day. */
  missingModule?: string;
  /** Folded words, each of which begins a word of the name, or the beginning of a staff code in capitals. */
  words?: readonly string[];
  staffCode?: string;
}

/** People by a post of today; people without one by the last post. The same rule as isPersonInScope. */
export const SCOPED_PEOPLE = `(select a.person_id from assignment a
  where a.unit_id in (select value from json_each(:scopeUnits)) and a.tx_to = ${OPEN_TX}
    and a.valid_from <= :today and a.valid_to > :today
  union
  select a.person_id from assignment a
  where a.unit_id in (select value from json_each(:pastUnits)) and a.tx_to = ${OPEN_TX} and a.valid_to <= :today
    and not exists (select 1 from assignment b
      where b.person_id = a.person_id and b.tx_to = ${OPEN_TX} and b.valid_to > a.valid_to))`;

/** What SCOPED_PEOPLE needs. */
export function scopeParams({ unitIds, pastUnitIds, today }: PeopleScope) {
  return { scopeUnits: JSON.stringify(unitIds), pastUnits: JSON.stringify(pastUnitIds), today };
}

const known = (alias: string) => `${alias}.tx_from <= :txId and ${alias}.tx_to > :txId`;
const onDay = (alias: string) =>
  `${alias}.valid_from <= :day and ${alias}.valid_to > :day and ${known(alias)}`;

const SOON = `(s.met = 1 and s.valid_to <= :soon and exists (select 1 from span n
  where n.person_id = s.person_id and n.valid_from > :day and n.valid_from <= :soon and n.met = 0
    and ${known('n')}))`;
const MISSING = `not exists (select 1 from evidence e where e.person_id = s.person_id and e.state = 'accepted'
  and ' ' || e.modules || ' ' like :missingModule and ${onDay('e')})`;

interface Narrowed {
  where: string;
  params: Record<string, string | number>;
}

function narrow(filter: RosterFilter): Narrowed {
  const { day, txId, scope, unitIds } = filter;
  const conditions = [onDay('s')];
  const params: Narrowed['params'] = { day, txId };
  if (scope) {
    conditions.push(`s.person_id in ${SCOPED_PEOPLE}`);
    Object.assign(params, scopeParams(scope));
  }
  if (unitIds) {
    conditions.push('s.unit_id in (select value from json_each(:units))');
    params.units = JSON.stringify(unitIds);
  }
  if (filter.counted !== undefined) conditions.push(`s.counted = ${filter.counted ? 1 : 0}`);
  if (filter.met !== undefined) conditions.push(`s.met = ${filter.met ? 1 : 0}`);
  if (filter.category) {
    conditions.push('s.category = :category');
    params.category = filter.category;
  }
  if (filter.expiringBy) {
    conditions.push(SOON.replaceAll(':soon', ':expiringBy'));
    params.expiringBy = filter.expiringBy;
  }
  if (filter.unconfirmedBeyond) {
    conditions.push(
      'not exists (select 1 from confirmation c where c.person_id = s.person_id and c.valid_to > :beyond)',
    );
    params.beyond = filter.unconfirmedBeyond;
  }
  if (filter.missingModule) {
    conditions.push('s.met = 0', MISSING);
    params.missingModule = `% ${filter.missingModule} %`;
  }
  const texts: string[] = [];
  if (filter.words?.length) {
    texts.push(filter.words.map((_, i) => `' ' || f.search_key like :word${i}`).join(' and '));
    filter.words.forEach((word, i) => (params[`word${i}`] = `% ${word}%`));
  }
  if (filter.staffCode) {
    texts.push('substr(p.staff_code, 1, length(:staffCode)) = :staffCode');
    params.staffCode = filter.staffCode;
  }
  if (texts.length > 0) conditions.push(`(${texts.map((text) => `(${text})`).join(' or ')})`);
  return { where: conditions.join(' and '), params };
}

/** Name and code are joined in only where something asks for them: a count over a province then reads spans alone. */
const NAMED = `join person p on p.id = s.person_id
  left join person_profile f on f.person_id = s.person_id and ${onDay('f')}`;
const FROM = 'from span s';
const needsNames = (filter: RosterFilter) => Boolean(filter.words?.length || filter.staffCode);

export interface UnitCount {
  unitId: number;
  total: number;
  met: number;
  expiring: number;
}

/** People, those who meet the rule, and of these the ones who soon will not, by unit. */
export function countRosterByUnit(db: Db, filter: RosterFilter, soon: string): UnitCount[] {
  const { where, params } = narrow(filter);
  return rows<UnitCount>(
    db,
    `select s.unit_id as unitId, count(*) as total, sum(s.met) as met,
       sum(${SOON}) as expiring
     ${FROM} ${needsNames(filter) ? NAMED : ''} where ${where} group by s.unit_id`,
    { ...params, soon },
  );
}

export function countRoster(db: Db, filter: RosterFilter): number {
  const { where, params } = narrow(filter);
  return row<{ n: number }>(
    db,
    `select count(*) as n ${FROM} ${needsNames(filter) ? NAMED : ''} where ${where}`,
    params,
  )!.n;
}

export interface RosterPerson {
  personId: number;
  staffCode: string;
  /** Null where the name was erased. */
  fullName: string | null;
  birthDate: string | null;
  birthPrecision: 'day' | 'month' | 'year' | null;
  unitId: number;
  category: Category;
  counted: 0 | 1;
  met: 0 | 1;
  /** Met, but not any more on some day up to and including `soon`. */
  expiring: 0 | 1;
}

const PERSON = `s.person_id as personId, p.staff_code as staffCode, f.full_name as fullName,
  f.birth_date as birthDate, f.birth_precision as birthPrecision, s.unit_id as unitId, s.category, s.counted, s.met,
  ${SOON} as expiring`;

interface Page {
  /** -1 means all. */
  limit: number;
  offset: number;
  soon: string;
}

/** People in the order of their names. */
export function listRoster(db: Db, filter: RosterFilter, page: Page): RosterPerson[] {
  const { where, params } = narrow(filter);
  return rows<RosterPerson>(
    db,
    `select ${PERSON} ${FROM} ${NAMED} where ${where}
     order by f.sort_key, s.person_id limit :limit offset :offset`,
    { ...params, ...page },
  );
}

/** People of the filter's units in the order in which it names them, within a unit in the order of their names. */
export function listRosterByUnit(
  db: Db,
  filter: RosterFilter & { unitIds: readonly number[] },
  page: Page,
): RosterPerson[] {
  const { where, params } = narrow({ ...filter, unitIds: null });
  return rows<RosterPerson>(
    db,
    `select ${PERSON} from json_each(:units) u cross join span s on s.unit_id = u.value ${NAMED} where ${where}
     order by u.key, f.sort_key, s.person_id limit :limit offset :offset`,
    { ...params, ...page, units: JSON.stringify(filter.unitIds) },
  );
}

/** Primary posts of some people on a day: their positions. */
export function listPositions(
  db: Db,
  personIds: readonly number[],
  day: string,
  txId: number,
): { personId: number; positionVi: string; positionEn: string }[] {
  return rows(
    db,
    `select s.person_id as personId, s.position_vi as positionVi, s.position_en as positionEn from assignment s
     where s.person_id in (select value from json_each(:people)) and s.is_primary = 1 and ${onDay('s')}`,
    { people: JSON.stringify(personIds), day, txId },
  );
}
