import { row, rows, run, type Db } from '../client.server';
import type { Difficulty, QuestionType, ReviewPolicy } from '../../app/assessment/terms';

export interface BlueprintRow {
  id: number;
  code: string;
  version: number;
  titleVi: string;
  titleEn: string;
  bankId: number;
  /** JSON of rows of skill, difficulty, type and count. */
  rows: string;
  hash: string;
}

/** The newest version of a blueprint. */
export function findBlueprint(db: Db, code: string): BlueprintRow | null {
  return row<BlueprintRow>(
    db,
    `select id, code, version, title_vi as titleVi, title_en as titleEn, bank_id as bankId, rows, hash
     from blueprint_version where code = ? order by version desc limit 1`,
    code,
  );
}

export function insertBlueprint(db: Db, blueprint: Omit<BlueprintRow, 'id'> & { txId: number }): number {
  return run(
    db,
    `insert into blueprint_version (code, version, title_vi, title_en, bank_id, rows, hash, tx_id)
     values (@code, @version, @titleVi, @titleEn, @bankId, @rows, @hash, @txId)`,
    blueprint,
  ).id;
}

/** A version of an exam with what its blueprint says. */
export interface ExamVersionRow {
  examId: number;
  code: string;
  module: string;
  currentVersionId: number | null;
  id: number;
  version: number;
  titleVi: string;
  titleEn: string;
  minutes: number;
  graceSeconds: number;
  scale: number;
  passHundredths: number;
  attemptsAllowed: number;
  waitDays: number;
  validMonths: number;
  review: ReviewPolicy;
  hash: string;
  bankId: number;
  blueprintRows: string;
}

const EXAM = `select e.id as examId, e.code, e.module, e.current_version_id as currentVersionId, v.id, v.version,
  v.title_vi as titleVi, v.title_en as titleEn, v.minutes, v.grace_seconds as graceSeconds, v.scale,
  v.pass_hundredths as passHundredths, v.attempts_allowed as attemptsAllowed, v.wait_days as waitDays,
  v.valid_months as validMonths, v.review, v.hash, b.bank_id as bankId, b.rows as blueprintRows
  from exam e join exam_version v on v.exam_id = e.id
  join blueprint_version b on b.id = v.blueprint_version_id`;

/** The version of an exam that a new attempt would take. */
export function findCurrentExam(db: Db, code: string): ExamVersionRow | null {
  return row<ExamVersionRow>(db, `${EXAM} where e.code = ? and v.id = e.current_version_id`, code);
}

export function listCurrentExams(db: Db): ExamVersionRow[] {
  return rows<ExamVersionRow>(db, `${EXAM} where v.id = e.current_version_id order by e.code`);
}

export function findExamVersion(db: Db, examVersionId: number): ExamVersionRow | null {
  return row<ExamVersionRow>(db, `${EXAM} where v.id = ?`, examVersionId);
}

export function insertExam(db: Db, code: string, module: string): number {
  return run(db, 'insert into exam (code, module) values (?, ?)', code, module).id;
}

export function findExamId(db: Db, code: string): number | null {
  return row<{ id: number }>(db, 'select id from exam where code = ?', code)?.id ?? null;
}

export function setCurrentVersion(db: Db, examId: number, module: string, examVersionId: number): void {
  run(db, 'update exam set module = ?, current_version_id = ? where id = ?', module, examVersionId, examId);
}

export function insertExamVersion(
  db: Db,
  version: {
    examId: number;
    version: number;
    titleVi: string;
    titleEn: string;
    blueprintVersionId: number;
    minutes: number;
    graceSeconds: number;
    scale: number;
    passHundredths: number;
    attemptsAllowed: number;
    waitDays: number;
    validMonths: number;
    review: ReviewPolicy;
    hash: string;
    txId: number;
  },
): number {
  return run(
    db,
    `insert into exam_version (exam_id, version, title_vi, title_en, blueprint_version_id, minutes, grace_seconds,
       scale, pass_hundredths, attempts_allowed, wait_days, valid_months, review, hash, tx_id)
     values (@examId, @version, @titleVi, @titleEn, @blueprintVersionId, @minutes, @graceSeconds,
       @scale, @passHundredths, @attemptsAllowed, @waitDays, @validMonths, @review, @hash, @txId)`,
    version,
  ).id;
}

/** Freezes the version at its first use; from then on no update is let through. */
export function freezeExamVersion(db: Db, examVersionId: number, now: number): void {
  run(db, 'update exam_version set frozen_at = ? where id = ? and frozen_at is null', now, examVersionId);
}

export interface DrawableRow {
  versionId: number;
  code: string;
  type: QuestionType;
  skill: string;
  difficulty: Difficulty;
  hash: string;
}

/** Questions that a paper may be drawn from: the newest versions of the approved questions of a bank. */
export function listDrawable(db: Db, bankId: number): DrawableRow[] {
  return rows<DrawableRow>(
    db,
    `select v.id as versionId, q.code, v.type, v.skill, v.difficulty, v.hash
     from question q join question_version v on v.question_id = q.id and v.version = q.version
     where q.bank_id = ? and q.state = 'approved' order by v.id`,
    bankId,
  );
}

/** JSON of the QuestionBody of a version; null when there is no such version. */
export function findVersionBody(db: Db, versionId: number): string | null {
  return row<{ body: string }>(db, 'select body from question_version where id = ?', versionId)?.body ?? null;
}
