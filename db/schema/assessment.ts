import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import {
  ATTEMPT_STATES,
  BANK_KINDS,
  DIFFICULTIES,
  QUESTION_STATES,
  QUESTION_TYPES,
  REVIEW_POLICIES,
} from '../../app/assessment/terms';
import { person } from './organisation';
import { tx } from './trail';

export const bank = sqliteTable('bank', {
  id: integer().primaryKey(),
  code: text().notNull().unique(),
  kind: text({ enum: BANK_KINDS }).notNull(),
  standardCode: text().notNull(),
  module: text().notNull(),
  titleVi: text().notNull(),
  titleEn: text().notNull(),
});

export const question = sqliteTable(
  'question',
  {
    id: integer().primaryKey(),
    code: text().notNull().unique(),
    bankId: integer()
      .notNull()
      .references(() => bank.id),
    state: text({ enum: QUESTION_STATES }).notNull(),
    /** Newest version number; versions themselves never change. */
    version: integer().notNull(),
    searchKey: text().notNull(),
  },
  (t) => [index('question_bank').on(t.bankId, t.code)],
);

/** Immutable: an attempt points at the version it showed. */
export const questionVersion = sqliteTable(
  'question_version',
  {
    id: integer().primaryKey(),
    questionId: integer()
      .notNull()
      .references(() => question.id),
    version: integer().notNull(),
    type: text({ enum: QUESTION_TYPES }).notNull(),
    skill: text().notNull(),
    difficulty: text({ enum: DIFFICULTIES }).notNull(),
    software: text(),
    /** JSON of QuestionBody: stem, options with weights, explanation, in vi and en. */
    body: text().notNull(),
    hash: text().notNull(),
    /** 'content' for files of content/, 'editor' for the browser: content sync never overwrites the latter. */
    origin: text({ enum: ['content', 'editor'] }).notNull(),
    txId: integer()
      .notNull()
      .references(() => tx.id),
  },
  (t) => [uniqueIndex('question_version_number').on(t.questionId, t.version)],
);

export const blueprintVersion = sqliteTable(
  'blueprint_version',
  {
    id: integer().primaryKey(),
    code: text().notNull(),
    version: integer().notNull(),
    titleVi: text().notNull(),
    titleEn: text().notNull(),
    bankId: integer()
      .notNull()
      .references(() => bank.id),
    rows: text().notNull(),
    hash: text().notNull(),
    txId: integer()
      .notNull()
      .references(() => tx.id),
  },
  (t) => [uniqueIndex('blueprint_version_number').on(t.code, t.version)],
);

export const exam = sqliteTable('exam', {
  id: integer().primaryKey(),
  code: text().notNull().unique(),
  module: text().notNull(),
  currentVersionId: integer(),
});

/** Frozen when first used: no update is let through once frozen_at is set. */
export const examVersion = sqliteTable(
  'exam_version',
  {
    id: integer().primaryKey(),
    examId: integer()
      .notNull()
      .references(() => exam.id),
    version: integer().notNull(),
    titleVi: text().notNull(),
    titleEn: text().notNull(),
    blueprintVersionId: integer()
      .notNull()
      .references(() => blueprintVersion.id),
    minutes: integer().notNull(),
    graceSeconds: integer().notNull(),
    /** The scale that a mark is shown on, e.g. 10. */
    scale: integer().notNull(),
    /** Pass mark on that scale, in hundredths (500 = 5.00). */
    passHundredths: integer().notNull(),
    attemptsAllowed: integer().notNull(),
    waitDays: integer().notNull(),
    validMonths: integer().notNull(),
    review: text({ enum: REVIEW_POLICIES }).notNull(),
    hash: text().notNull(),
    frozenAt: integer(),
    txId: integer()
      .notNull()
      .references(() => tx.id),
  },
  (t) => [uniqueIndex('exam_version_number').on(t.examId, t.version)],
);

export const attempt = sqliteTable(
  'attempt',
  {
    id: integer().primaryKey(),
    /** Opaque id of the address; 96 random bits. */
    publicId: text().notNull().unique(),
    personId: integer()
      .notNull()
      .references(() => person.id),
    examId: integer()
      .notNull()
      .references(() => exam.id),
    examVersionId: integer()
      .notNull()
      .references(() => examVersion.id),
    state: text({ enum: ATTEMPT_STATES }).notNull(),
    startedAt: integer().notNull(),
    deadline: integer().notNull(),
    graceUntil: integer().notNull(),
    submittedAt: integer(),
    submittedBy: text({ enum: ['candidate', 'deadline'] }),
    gradedAt: integer(),
    epoch: integer().notNull(),
    lastSequence: integer().notNull(),
    beatAt: integer().notNull(),
    seed: text().notNull(),
    /** SHA-256 over version hashes, permutations and exam version: the paper as drawn. */
    paperHash: text().notNull(),
    /** Head of the chain of answer events, sealed into the trail at submission. */
    chainHead: text().notNull(),
    rightCount: integer(),
    /** Integers in 1/2,520,000 of a mark. */
    marks: integer(),
    maxMarks: integer(),
    passed: integer({ mode: 'boolean' }),
  },
  (t) => [
    index('attempt_person').on(t.personId, t.startedAt),
    uniqueIndex('attempt_one_open')
      .on(t.personId, t.examId)
      .where(sql`state in ('running', 'closing')`),
    index('attempt_due')
      .on(t.deadline)
      .where(sql`state in ('running', 'closing')`),
    index('attempt_ungraded')
      .on(t.id)
      .where(sql`state = 'submitted'`),
  ],
);

export const attemptItem = sqliteTable(
  'attempt_item',
  {
    attemptId: integer()
      .notNull()
      .references(() => attempt.id),
    position: integer().notNull(),
    questionVersionId: integer()
      .notNull()
      .references(() => questionVersion.id),
    /** JSON of [token, option id][] in the order shown; tokens are random per attempt and say nothing. */
    options: text().notNull(),
    marks: integer(),
    maxMarks: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.attemptId, t.position] }),
    index('attempt_item_version').on(t.questionVersionId),
  ],
);

/** Append-only; (attempt, epoch, sequence) is the idempotency key. */
export const answerEvent = sqliteTable(
  'answer_event',
  {
    attemptId: integer()
      .notNull()
      .references(() => attempt.id),
    epoch: integer().notNull(),
    sequence: integer().notNull(),
    position: integer().notNull(),
    /** JSON of Answer as the browser sent it (tokens), or null for a withdrawn answer. */
    answer: text().notNull(),
    flagged: integer({ mode: 'boolean' }).notNull(),
    receivedAt: integer().notNull(),
    late: integer({ mode: 'boolean' }).notNull(),
    hash: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.attemptId, t.epoch, t.sequence] })],
);
