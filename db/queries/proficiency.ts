import { row, rows, run, type Db } from '../client.server';
import { OPEN_TX } from '../schema/time';
import type { Category, PersonState } from '../../app/organisation/terms';
import type { EvidenceKind, EvidenceState } from '../../app/proficiency/terms';

/** Evidence, adopted rules and standards. A tx number says as known when; LATEST of organisation.ts is now. */

export interface EvidenceRow {
  /** The thing: stays when a row about it is corrected. */
  id: number;
  personId: number;
  kind: EvidenceKind;
  /** Module codes separated by spaces. */
  modules: string;
  attemptId: number | null;
  /** Address of the attempt behind a result. */
  attemptPublicId: string | null;
  markNum: number | null;
  markDen: number | null;
  labelVi: string;
  labelEn: string;
  issuer: string;
  number: string | null;
  state: EvidenceState;
  contentHash: string;
  validFrom: string;
  validTo: string;
}

const EVIDENCE = `select evidence_id as id, person_id as personId, kind, modules, attempt_id as attemptId,
  (select public_id from attempt a where a.id = attempt_id) as attemptPublicId, mark_num as markNum,
  mark_den as markDen, label_vi as labelVi, label_en as labelEn, issuer, number, state, content_hash as contentHash,
  valid_from as validFrom, valid_to as validTo from evidence`;

/** All evidence of a person, in any state, oldest first. */
export function listEvidenceOf(db: Db, personId: number, txId: number): EvidenceRow[] {
  return rows<EvidenceRow>(
    db,
    `${EVIDENCE} where person_id = :personId and tx_from <= :txId and tx_to > :txId order by valid_from, id`,
    { personId, txId },
  );
}

/** All evidence of many people in one pass; order is that of the persons' ids. */
export function listEvidenceOfMany(db: Db, personIds: readonly number[], txId: number): EvidenceRow[] {
  return rows<EvidenceRow>(
    db,
    `${EVIDENCE} where person_id in (select value from json_each(:people)) and tx_from <= :txId and tx_to > :txId
     order by person_id, valid_from, id`,
    { people: JSON.stringify(personIds), txId },
  );
}

export function hasEvidenceOfAttempt(db: Db, personId: number, attemptId: number): boolean {
  return (
    row(db, 'select 1 as yes from evidence where person_id = ? and attempt_id = ?', personId, attemptId) !==
    null
  );
}

export interface NewEvidence extends Omit<EvidenceRow, 'id' | 'attemptPublicId'> {
  /** An existing thing whose row is corrected; a new thing takes the id of its first row. */
  evidenceId?: number;
  enteredBy: number | null;
  reviewedBy: number | null;
  txId: number;
}

/** Adds a row and answers the id of the thing. */
export function insertEvidence(db: Db, item: NewEvidence): number {
  const next = row<{ id: number }>(db, 'select coalesce(max(id), 0) + 1 as id from evidence')!.id;
  const evidenceId = item.evidenceId ?? next;
  run(
    db,
    `insert into evidence (id, evidence_id, person_id, kind, modules, attempt_id, mark_num, mark_den, label_vi, label_en,
       issuer, number, state, entered_by, reviewed_by, content_hash, valid_from, valid_to, tx_from)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    next,
    evidenceId,
    item.personId,
    item.kind,
    item.modules,
    item.attemptId,
    item.markNum,
    item.markDen,
    item.labelVi,
    item.labelEn,
    item.issuer,
    item.number,
    item.state,
    item.enteredBy,
    item.reviewedBy,
    item.contentHash,
    item.validFrom,
    item.validTo,
    item.txId,
  );
  return evidenceId;
}

/** Closes the current rows of a piece of evidence, before a corrected row is inserted. */
export function closeEvidence(db: Db, evidenceId: number, txId: number): number {
  return run(
    db,
    `update evidence set tx_to = ? where evidence_id = ? and tx_to = ${OPEN_TX}`,
    txId,
    evidenceId,
  ).changes;
}

/** The facts that spans are made of, as known now, in the shape of PersonFacts but with modules as text. */
export function loadFacts(db: Db, personId: number) {
  return {
    assignments: rows<{ unitId: number; category: Category; validFrom: string; validTo: string }>(
      db,
      `select unit_id as unitId, category, valid_from as validFrom, valid_to as validTo from assignment
       where person_id = ? and is_primary = 1 and tx_to = ${OPEN_TX}`,
      personId,
    ),
    states: rows<{ state: PersonState; validFrom: string; validTo: string }>(
      db,
      `select state, valid_from as validFrom, valid_to as validTo from person_state
       where person_id = ? and tx_to = ${OPEN_TX}`,
      personId,
    ),
    evidence: rows<{ id: number; modules: string; state: EvidenceState; validFrom: string; validTo: string }>(
      db,
      `select evidence_id as id, modules, state, valid_from as validFrom, valid_to as validTo from evidence
       where person_id = ? and tx_to = ${OPEN_TX}`,
      personId,
    ),
  };
}

export interface RuleRow {
  id: number;
  /** Stands for this version whatever becomes of its period: the id of its first row. */
  ruleId: number;
  code: string;
  version: number;
  /** JSON of RuleBody. */
  body: string;
  hash: string;
  decisionNumber: string | null;
  decisionDate: string | null;
  decisionSigner: string | null;
  validFrom: string;
  validTo: string;
}

const RULE = `select id, (select min(f.id) from proficiency_rule f where f.code = r.code and f.version = r.version)
  as ruleId, code, version, body, hash, decision_number as decisionNumber, decision_date as decisionDate,
  decision_signer as decisionSigner, valid_from as validFrom, valid_to as validTo from proficiency_rule r`;

export function listRules(db: Db, txId: number): RuleRow[] {
  return rows<RuleRow>(db, `${RULE} where tx_from <= :txId and tx_to > :txId order by valid_from`, { txId });
}

/** The highest version number that a rule of this code ever had. */
export function lastRuleVersion(db: Db, code: string): number {
  return (
    row<{ version: number | null }>(
      db,
      'select max(version) as version from proficiency_rule where code = ?',
      code,
    )?.version ?? 0
  );
}

export function insertRule(db: Db, rule: Omit<RuleRow, 'id' | 'ruleId'> & { txId: number }): number {
  return run(
    db,
    `insert into proficiency_rule (code, version, body, hash, decision_number, decision_date, decision_signer,
       valid_from, valid_to, tx_from) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    rule.code,
    rule.version,
    rule.body,
    rule.hash,
    rule.decisionNumber,
    rule.decisionDate,
    rule.decisionSigner,
    rule.validFrom,
    rule.validTo,
    rule.txId,
  ).id;
}

export function closeRule(db: Db, ruleId: number, txId: number): void {
  run(db, 'update proficiency_rule set tx_to = ? where id = ?', txId, ruleId);
}

export interface SkillName {
  code: string;
  nameVi: string;
  nameEn: string;
}

/** Names of skills by code, from the newest version of each standard that holds them. */
export function listSkillNames(db: Db, codes: readonly string[]): SkillName[] {
  return rows<SkillName>(
    db,
    `select k.code, k.name_vi as nameVi, k.name_en as nameEn from skill k join standard s on s.id = k.standard_id
     where k.code in (select value from json_each(?)) order by s.version, s.id`,
    JSON.stringify(codes),
  );
}

export function findStandard(db: Db, code: string, version: number): { id: number; hash: string } | null {
  return row(db, 'select id, hash from standard where code = ? and version = ?', code, version);
}
