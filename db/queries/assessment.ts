import { row, rows, run, type Db } from '../client.server';
import type { BankKind, Difficulty, QuestionState, QuestionType } from '../../app/assessment/terms';

export interface BankRow {
  id: number;
  code: string;
  kind: BankKind;
  standardCode: string;
  module: string;
  titleVi: string;
  titleEn: string;
}

const BANK = `select b.id, b.code, b.kind, b.standard_code as standardCode, b.module, b.title_vi as titleVi,
  b.title_en as titleEn`;

export function findBank(db: Db, code: string): BankRow | null {
  return row<BankRow>(db, `${BANK} from bank b where b.code = ?`, code);
}

export function listBanks(db: Db): (BankRow & { questionCount: number })[] {
  return rows(
    db,
    `${BANK}, count(q.id) as questionCount from bank b left join question q on q.bank_id = b.id
     group by b.id order by b.code`,
  );
}

export function insertBank(db: Db, bank: Omit<BankRow, 'id'>): number {
  return run(
    db,
    `insert into bank (code, kind, standard_code, module, title_vi, title_en)
     values (@code, @kind, @standardCode, @module, @titleVi, @titleEn)`,
    bank,
  ).id;
}

export function updateBank(db: Db, bank: BankRow): void {
  run(
    db,
    `update bank set kind = @kind, standard_code = @standardCode, module = @module, title_vi = @titleVi,
       title_en = @titleEn where id = @id`,
    bank,
  );
}

/** A question with its newest version. */
export interface QuestionRow {
  id: number;
  code: string;
  bankId: number;
  bankCode: string;
  module: string;
  state: QuestionState;
  version: number;
  versionId: number;
  type: QuestionType;
  skill: string;
  difficulty: Difficulty;
  software: string | null;
  /** JSON of QuestionBody. */
  body: string;
  hash: string;
  origin: 'content' | 'editor';
}

const QUESTION = `select q.id, q.code, q.bank_id as bankId, b.code as bankCode, b.module, q.state, q.version,
  v.id as versionId, v.type, v.skill, v.difficulty, v.software, v.body, v.hash, v.origin
  from question q
  join bank b on b.id = q.bank_id
  join question_version v on v.question_id = q.id and v.version = q.version`;

export function findQuestion(db: Db, code: string): QuestionRow | null {
  return row<QuestionRow>(db, `${QUESTION} where q.code = ?`, code);
}

export interface QuestionFilter {
  bankId: number;
  /** Folded words that must all begin a word of the search key. */
  words: string[];
  skill: string | null;
  difficulty: Difficulty | null;
  type: QuestionType | null;
}

/** The newest versions in a bank that fit a filter, by code; a page of them and how many there are. */
export function searchQuestions(
  db: Db,
  filter: QuestionFilter,
  page: { limit: number; offset: number },
): { total: number; questions: QuestionRow[] } {
  const where = ['q.bank_id = ?'];
  const params: unknown[] = [filter.bankId];
  for (const word of filter.words) {
    where.push(`(' ' || q.search_key) like ('% ' || ? || '%')`);
    params.push(word);
  }
  if (filter.skill) {
    where.push(`(v.skill = ? or substr(v.skill, 1, length(?) + 1) = ? || '.')`);
    params.push(filter.skill, filter.skill, filter.skill);
  }
  if (filter.difficulty) {
    where.push('v.difficulty = ?');
    params.push(filter.difficulty);
  }
  if (filter.type) {
    where.push('v.type = ?');
    params.push(filter.type);
  }
  const condition = where.join(' and ');
  const { total } = row<{ total: number }>(
    db,
    `select count(*) as total from question q
     join question_version v on v.question_id = q.id and v.version = q.version where ${condition}`,
    ...params,
  ) ?? { total: 0 };
  const questions = rows<QuestionRow>(
    db,
    `${QUESTION} where ${condition} order by q.code limit ? offset ?`,
    ...params,
    page.limit,
    page.offset,
  );
  return { total, questions };
}

export function insertQuestion(
  db: Db,
  question: { code: string; bankId: number; state: QuestionState; searchKey: string },
): number {
  return run(
    db,
    `insert into question (code, bank_id, state, version, search_key) values (?, ?, ?, 0, ?)`,
    question.code,
    question.bankId,
    question.state,
    question.searchKey,
  ).id;
}

/** Makes `version` the newest; false where another version was made in the meantime. */
export function setNewestVersion(
  db: Db,
  question: { id: number; from: number; version: number; searchKey: string },
): boolean {
  return (
    run(
      db,
      'update question set version = ?, search_key = ? where id = ? and version = ?',
      question.version,
      question.searchKey,
      question.id,
      question.from,
    ).changes === 1
  );
}

export function insertQuestionVersion(
  db: Db,
  version: {
    questionId: number;
    version: number;
    type: QuestionType;
    skill: string;
    difficulty: Difficulty;
    software: string | null;
    body: string;
    hash: string;
    origin: 'content' | 'editor';
    txId: number;
  },
): number {
  return run(
    db,
    `insert into question_version
       (question_id, version, type, skill, difficulty, software, body, hash, origin, tx_id)
     values (@questionId, @version, @type, @skill, @difficulty, @software, @body, @hash, @origin, @txId)`,
    version,
  ).id;
}

export interface VersionRow {
  version: number;
  origin: 'content' | 'editor';
  at: number;
  by: string;
}

/** All versions of a question, newest first. */
export function listVersions(db: Db, questionId: number): VersionRow[] {
  return rows<VersionRow>(
    db,
    `select v.version, v.origin, t.at, t.actor_name as by from question_version v join tx t on t.id = v.tx_id
     where v.question_id = ? order by v.version desc`,
    questionId,
  );
}

/** How often each version was seen in an attempt, how often it was graded, and how often then answered right. */
export function questionUsage(
  db: Db,
  questionId: number,
): { version: number; seen: number; graded: number; right: number }[] {
  return rows(
    db,
    `select v.version, count(*) as seen, count(i.marks) as graded, sum(coalesce(i.marks = i.max_marks, 0)) as right
     from question_version v join attempt_item i on i.question_version_id = v.id
     where v.question_id = ? group by v.version order by v.version desc`,
    questionId,
  );
}
