import { row, rows, run, type Db } from '../client.server';
import type { VoidReason } from '../../app/proficiency/terms';
import { SCOPED_PEOPLE, scopeParams, type PeopleScope } from './roster';

/** The register of confirmations: append-only, numbers without gaps (void ones are recorded) for each issuer and year. */

export interface ConfirmationRow {
  id: number;
  issuerCode: string;
  year: number;
  number: number;
  code: string;
  personId: number;
  staffCode: string;
  /** JSON of ConfirmationBody. */
  body: string;
  contentHash: string;
  keyId: string;
  signature: string;
  issuedOn: string;
  validTo: string;
}

const COLUMNS = `c.id, c.issuer_code as issuerCode, c.year, c.number, c.code, c.person_id as personId,
  (select staff_code from person p where p.id = c.person_id) as staffCode, c.body,
  c.content_hash as contentHash, c.key_id as keyId, c.signature, c.issued_on as issuedOn, c.valid_to as validTo`;

/** Call it inside the write transaction that inserts the number. Numbers recorded as void are never given again. */
export function nextRegisterNumber(db: Db, issuerCode: string, year: number): number {
  return row<{ next: number }>(
    db,
    `select 1 + max(
       coalesce((select max(number) from confirmation where issuer_code = :issuerCode and year = :year), 0),
       coalesce((select max(to_number) from confirmation_void where issuer_code = :issuerCode and year = :year), 0)
     ) as next`,
    { issuerCode, year },
  )!.next;
}

/** Numbers from `from` to `to`, both included, that stay empty. */
export interface VoidNumbers {
  issuerCode: string;
  year: number;
  from: number;
  to: number;
}

/** Records numbers as void; they must begin where the register ends. Answers the line's id. */
export function insertVoidNumbers(db: Db, line: VoidNumbers & { reason: VoidReason; txId: number }): number {
  return run(
    db,
    `insert into confirmation_void (issuer_code, year, from_number, to_number, reason, tx_id)
     values (:issuerCode, :year, :from, :to, :reason, :txId)`,
    line,
  ).id;
}

/** All void numbers in the order of the register. */
export function listVoidNumbers(db: Db): VoidNumbers[] {
  return rows<VoidNumbers>(
    db,
    `select issuer_code as issuerCode, year, from_number as "from", to_number as "to"
     from confirmation_void order by issuer_code, year, from_number`,
  );
}

/** The same with the instant (UTC ms) of the restore that left them empty, newest first. */
export function listDatedVoids(db: Db): (VoidNumbers & { at: number })[] {
  return rows(
    db,
    `select v.issuer_code as issuerCode, v.year, v.from_number as "from", v.to_number as "to", t.at
     from confirmation_void v join tx t on t.id = v.tx_id order by v.id desc`,
  );
}

export function insertConfirmation(
  db: Db,
  line: Omit<ConfirmationRow, 'id' | 'staffCode'> & { txId: number },
): number {
  return run(
    db,
    `insert into confirmation (issuer_code, year, number, code, person_id, body, content_hash, key_id, signature,
       issued_on, valid_to, tx_id)
     values (:issuerCode, :year, :number, :code, :personId, :body, :contentHash, :keyId, :signature, :issuedOn,
       :validTo, :txId)`,
    line,
  ).id;
}

export function findConfirmationByCode(db: Db, code: string): ConfirmationRow | null {
  return row<ConfirmationRow>(db, `select ${COLUMNS} from confirmation c where c.code = ?`, code);
}

export function findConfirmationById(db: Db, id: number): ConfirmationRow | null {
  return row<ConfirmationRow>(db, `select ${COLUMNS} from confirmation c where c.id = ?`, id);
}

/** A person's confirmations, newest first. */
export function listConfirmationsOf(db: Db, personId: number): ConfirmationRow[] {
  return rows<ConfirmationRow>(
    db,
    `select ${COLUMNS} from confirmation c where c.person_id = ? order by c.id desc`,
    personId,
  );
}

/** All confirmations in the order of the register, one at a time. */
export function eachConfirmation(db: Db): IterableIterator<ConfirmationRow> {
  return db
    .sql(`select ${COLUMNS} from confirmation c order by c.issuer_code, c.year, c.number`)
    .iterate() as IterableIterator<ConfirmationRow>;
}

const within = (scope: PeopleScope | null) => (scope ? `where c.person_id in ${SCOPED_PEOPLE}` : '');

/** The register, newest first; null is everybody's. */
export function listRegisterLines(
  db: Db,
  scope: PeopleScope | null,
  page: { limit: number; offset: number },
): ConfirmationRow[] {
  return rows<ConfirmationRow>(
    db,
    `select ${COLUMNS} from confirmation c ${within(scope)} order by c.id desc limit :limit offset :offset`,
    { ...(scope && scopeParams(scope)), ...page },
  );
}

export function countRegisterLines(db: Db, scope: PeopleScope | null): number {
  return row<{ n: number }>(db, `select count(*) as n from confirmation c ${within(scope)}`, {
    ...(scope && scopeParams(scope)),
  })!.n;
}

/** People with a confirmation that holds on the day. */
export function listHolders(db: Db, day: string): Set<number> {
  const holders = rows<{ id: number }>(
    db,
    'select distinct person_id as id from confirmation where valid_to > ?',
    day,
  );
  return new Set(holders.map(({ id }) => id));
}
