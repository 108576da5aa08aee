import { writerOf, type Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { may, type Action } from '~/access/policy';
import { dateOf } from '~/office/dates';
import { foldForSearch } from '~/organisation/names';
import {
  findBank,
  findQuestion,
  listBanks as listBankRows,
  listVersions,
  questionUsage,
  searchQuestions,
  type BankRow,
  type QuestionRow,
} from '~db/queries/assessment';
import { writeTx } from '~db/write.server';
import { addVersion, draftHash, readDraft } from './question-versions.server';
import type { QuestionBody, QuestionDraft, QuestionDraftInput, TextPair } from './question';
import { skillCovers } from './skills';
import type { BankKind, Difficulty, QuestionState, QuestionType } from './terms';

export const PAGE_SIZE = 50;

export interface BankSummary {
  code: string;
  kind: BankKind;
  standardCode: string;
  module: string;
  title: TextPair;
  questionCount: number;
}

/** All banks by code. Errors: not_allowed. */
export function listBanks(ctx: Ctx): BankSummary[] {
  requireTrainer(ctx, 'question.read');
  return listBankRows(ctx.db).map((bank) => ({ ...summary(bank), questionCount: bank.questionCount }));
}

export interface QuestionSummary {
  code: string;
  state: QuestionState;
  version: number;
  type: QuestionType;
  skill: string;
  difficulty: Difficulty;
  software: string | null;
  origin: 'content' | 'editor';
  stem: TextPair;
}

export interface QuestionPage {
  bank: Omit<BankSummary, 'questionCount'>;
  /** Questions that fit, on all pages together. */
  total: number;
  /** From 1; 50 questions a page. */
  page: number;
  pageCount: number;
  questions: QuestionSummary[];
}

/**
 * A page of a bank's questions in their newest versions. `text` is found with and without diacritics, each word at the
 * beginning of a word of code, stem or options; `skill` covers everything below it. Errors: not_found, not_allowed.
 */
export function listQuestions(
  ctx: Ctx,
  input: {
    bankCode: string;
    text?: string | undefined;
    skill?: string | undefined;
    difficulty?: Difficulty | undefined;
    type?: QuestionType | undefined;
    page: number;
  },
): QuestionPage {
  requireTrainer(ctx, 'question.read');
  const bank = findBank(ctx.db, input.bankCode);
  if (!bank) throw new AppError('not_found');
  const page = Math.max(1, Math.floor(input.page) || 1);
  const filter = {
    bankId: bank.id,
    words: foldForSearch(input.text ?? '')
      .split(' ')
      .filter(Boolean),
    skill: input.skill || null,
    difficulty: input.difficulty ?? null,
    type: input.type ?? null,
  };
  const { total, questions } = searchQuestions(ctx.db, filter, {
    limit: PAGE_SIZE,
    offset: (page - 1) * PAGE_SIZE,
  });
  return {
    bank: summary(bank),
    total,
    page,
    pageCount: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    questions: questions.map((question) => {
      const { code, state, version, type, skill, difficulty, software, origin, body } = question;
      const { stem } = JSON.parse(body) as QuestionBody;
      return { code, state, version, type, skill, difficulty, software, origin, stem };
    }),
  };
}

export interface Usage {
  /** Attempts that showed it; of these graded; of these answered right. Facility is right / graded. */
  seen: number;
  graded: number;
  right: number;
}

export interface QuestionDetail {
  code: string;
  bankCode: string;
  module: string;
  state: QuestionState;
  /** Newest version number: what saveQuestion expects back. */
  version: number;
  draft: QuestionDraft;
  /** Newest first, each with its own use. */
  versions: { version: number; origin: 'content' | 'editor'; at: number; by: string; usage: Usage }[];
  /** Over all versions. */
  usage: Usage;
}

/** A question in its newest version, with its history and use. Errors: not_found, not_allowed. */
export function getQuestion(ctx: Ctx, input: { code: string }): QuestionDetail {
  requireTrainer(ctx, 'question.read');
  const question = getRow(ctx, input.code);
  const used = questionUsage(ctx.db, question.id);
  const none: Usage = { seen: 0, graded: 0, right: 0 };
  return {
    code: question.code,
    bankCode: question.bankCode,
    module: question.module,
    state: question.state,
    version: question.version,
    draft: draftOf(question),
    versions: listVersions(ctx.db, question.id).map((version) => ({
      ...version,
      usage: pickUsage(used.find((one) => one.version === version.version) ?? none),
    })),
    usage: used.reduce(
      (sum, one) => ({
        seen: sum.seen + one.seen,
        graded: sum.graded + one.graded,
        right: sum.right + one.right,
      }),
      none,
    ),
  };
}

/**
 * Stores a draft as a new version; attempts keep the version they showed. A draft that says the same makes none. Errors:
 * not_found, not_allowed, version_changed (`version` = the newest), invalid_input with codes by field path, among them
 * `skill: 'outside_module'`.
 */
export function saveQuestion(
  ctx: Ctx,
  input: { code: string; expectedVersion: number; draft: QuestionDraftInput },
): { version: number; created: boolean } {
  requireTrainer(ctx, 'question.edit');
  const { db, now, actor } = ctx;
  const draft = readDraft(input.draft);
  if (!skillCovers(getRow(ctx, input.code).module, draft.skill)) {
    throw new AppError('invalid_input', {}, { skill: 'outside_module' });
  }
  const hash = draftHash(draft);
  return writeTx(db, now, writerOf(actor), 'question.save', (tx) => {
    const question = getRow(ctx, input.code);
    const { version: from } = question;
    if (from !== input.expectedVersion) throw new AppError('version_changed', { version: from });
    if (question.hash === hash) return { version: from, created: false };
    const version = addVersion(tx, { question, from, draft, hash, origin: 'editor' });
    tx.audit('question.versioned', 'question', question.id, { version, hash });
    return { version, created: true };
  });
}

/** Errors: not_allowed. The system account may do what a trainer may. */
function requireTrainer(ctx: Ctx, action: Action): void {
  const { system, grants } = ctx.actor;
  if (!system && !may(grants, action, dateOf(ctx.now))) throw new AppError('not_allowed');
}

function getRow(ctx: Ctx, code: string): QuestionRow {
  const question = findQuestion(ctx.db, code);
  if (!question) throw new AppError('not_found');
  return question;
}

function draftOf(question: QuestionRow): QuestionDraft {
  const { type, skill, difficulty, software } = question;
  return { type, skill, difficulty, software, body: JSON.parse(question.body) as QuestionBody };
}

function pickUsage({ seen, graded, right }: Usage): Usage {
  return { seen, graded, right };
}

function summary(bank: BankRow): Omit<BankSummary, 'questionCount'> {
  const { code, kind, standardCode, module, titleVi, titleEn } = bank;
  return { code, kind, standardCode, module, title: { vi: titleVi, en: titleEn } };
}
