import { rows, type Db } from '../client.server';
import { OPEN_TX } from '../schema/time';

/** Names for what entries of the trail speak of: one query a kind for all the entries of a page. */

export interface ObjectName {
  id: string;
  /** A code or number that people know it by. */
  code: string;
  /** Its name, where it has one that is not about a person. */
  nameVi: string | null;
  nameEn: string | null;
  /** Whose it is. */
  personId: number | null;
  staffCode: string | null;
  /** Null where the name was erased. */
  fullName: string | null;
}

const NO_NAME = 'null as nameVi, null as nameEn';
const NOBODY = 'null as personId, null as staffCode, null as fullName';
const WHOSE = 'p.id as personId, p.staff_code as staffCode, f.full_name as fullName';
const profile = (person: string) => `left join person p on p.id = ${person}
  left join person_profile f on f.person_id = p.id and f.tx_to = ${OPEN_TX} and f.valid_from <= :today and f.valid_to > :today`;
const IDS = 'in (select cast(value as integer) from json_each(:ids))';

const UNIT_NAME = (
  unit: string,
) => `left join unit_period n on n.rowid = (select max(m.rowid) from unit_period m
  where m.unit_id = ${unit} and m.tx_to = ${OPEN_TX})`;

const QUERIES: Record<string, string> = {
  person: `select p.id, p.staff_code as code, ${NO_NAME}, ${WHOSE} from person o ${profile('o.id')} where o.id ${IDS}`,
  account: `select o.id, o.username as code, ${NO_NAME}, ${WHOSE} from account o ${profile('o.person_id')}
    where o.id ${IDS}`,
  attempt: `select o.id, x.code, ${NO_NAME}, ${WHOSE} from attempt o join exam x on x.id = o.exam_id
    ${profile('o.person_id')} where o.id ${IDS}`,
  evidence: `select o.evidence_id as id, o.modules as code, o.label_vi as nameVi, o.label_en as nameEn, ${WHOSE}
    from evidence o ${profile('o.person_id')} where o.evidence_id ${IDS} group by o.evidence_id`,
  confirmation: `select o.id, json_extract(o.body, '$.number') as code, ${NO_NAME}, ${WHOSE} from confirmation o
    ${profile('o.person_id')} where o.id ${IDS}`,
  unit: `select o.id, o.code, n.name_vi as nameVi, n.name_en as nameEn, ${NOBODY} from unit o ${UNIT_NAME('o.id')}
    where o.id ${IDS}`,
  grant: `select o.id, o.role as code, n.name_vi as nameVi, n.name_en as nameEn, ${WHOSE} from role_grant o
    join account a on a.id = o.account_id ${profile('a.person_id')} ${UNIT_NAME('o.unit_id')} where o.id ${IDS}`,
  question: `select o.id, o.code, ${NO_NAME}, ${NOBODY} from question o where o.id ${IDS}`,
  bank: `select o.id, o.code, ${NO_NAME}, ${NOBODY} from bank o where o.id ${IDS}`,
  exam_version: `select o.id, x.code || ' · ' || o.version as code, ${NO_NAME}, ${NOBODY} from exam_version o
    join exam x on x.id = o.exam_id where o.id ${IDS}`,
  export: `select o.tx_id as id, o.kind as code, ${NO_NAME}, ${NOBODY} from export_log o where o.tx_id ${IDS}`,
};

/** Names by id as the trail writes it; ids that are no longer there, and kinds without names, are left out. */
export function listObjectNames(
  db: Db,
  kind: string,
  ids: readonly string[],
  today: string,
): Map<string, ObjectName> {
  const text = QUERIES[kind];
  if (!text || ids.length === 0) return new Map();
  const params = text.includes(':today') ? { ids: JSON.stringify(ids), today } : { ids: JSON.stringify(ids) };
  return new Map(rows<ObjectName>(db, text, params).map((name) => [String(name.id), name]));
}

export interface AccountName {
  id: number;
  username: string;
  fullName: string | null;
  staffCode: string | null;
  personId: number | null;
  unitVi: string | null;
  unitEn: string | null;
  /** Roles in force on the day, learner left out, with blanks between. */
  roles: string | null;
}

/** Who stands behind accounts: names, units and roles as on a day. */
export function listAccountNames(db: Db, ids: readonly number[], day: string): Map<number, AccountName> {
  const found = rows<AccountName>(
    db,
    `select o.id, o.username, ${WHOSE}, u.name_vi as unitVi, u.name_en as unitEn,
       (select group_concat(distinct g.role) from role_grant g where g.account_id = o.id and g.tx_to = ${OPEN_TX}
          and g.valid_from <= :today and g.valid_to > :today and g.role <> 'learner') as roles
     from account o ${profile('o.person_id')}
     left join assignment s on s.person_id = p.id and s.is_primary = 1 and s.tx_to = ${OPEN_TX}
       and s.valid_from <= :today and s.valid_to > :today
     left join unit_period u on u.unit_id = s.unit_id and u.tx_to = ${OPEN_TX} and u.valid_from <= :today
       and u.valid_to > :today
     where o.id in (select value from json_each(:ids))`,
    { ids: JSON.stringify(ids), today: day },
  );
  return new Map(found.map((name) => [name.id, name]));
}
