import { writerOf, type Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { upsertBankContent, upsertBlueprint, upsertExam } from '~/assessment/bank-content.server';
import { upsertStandard } from '~/proficiency/standards-content.server';
import type { Db } from '~db/client.server';
import { findBank } from '~db/queries/assessment';
import { totalChanges } from '~db/queries/learning-write';
import { writeTx, type Tx } from '~db/write.server';
import { readContent } from './adapters/content-files';
import { allBanks, checkContent } from './content';
import {
  bankFacts,
  blueprintFacts,
  courseFacts,
  examFacts,
  questionFacts,
  standardFacts,
  type CourseFacts,
} from './content-facts';
import { isNotice, sortProblems, type ContentProblem } from './content-problems';
import type { ContentFiles } from './content-schema';
import { storeCourse, storePictures, retireOtherCourses, type Tally } from './course-content.server';

export interface ContentSynced {
  kind: 'synced';
  /** Stated by the files. Office tasks are not read yet. */
  courses: number;
  lessons: number;
  questions: number;
  tasks: number;
  /** Over standards, banks, questions, blueprints, exams, courses, lessons and pictures; retiring is an update. */
  created: number;
  updated: number;
  unchanged: number;
  /** Codes of questions left as they are because they were last changed in the editor; counted as unchanged. */
  kept: string[];
  notices: ContentProblem[];
}

export type ContentSync =
  ContentSynced | { kind: 'refused'; problems: ContentProblem[]; notices: ContentProblem[] };

/** Thrown to roll back a transaction that found nothing to write, so that no tx number is taken. */
class NothingToWrite extends Error {}

/**
 * Brings standards, banks, blueprints, exams, courses, lessons and pictures to what a folder says: all of it or nothing.
 * Everything is read, rendered and checked before the lock; one short transaction then writes what differs. Only for the
 * system account: content decides what exams ask.
 */
export function syncContent(ctx: Ctx, { folder }: { folder: string }): ContentSync {
  if (!ctx.actor.system) throw new AppError('not_allowed');
  const { files, problems: found, complete } = readContent(folder);
  const all = sortProblems([...found, ...(complete ? checkContent(files) : [])]);
  const notices = all.filter(isNotice);
  const problems = all.filter((problem) => !isNotice(problem));
  if (problems.length > 0) return { kind: 'refused', problems, notices };

  const courses = files.courses.flatMap((course) => courseFacts(course) ?? []);
  const tally: Tally = { created: 0, updated: 0, unchanged: 0 };
  const kept: string[] = [];
  try {
    writeTx(ctx.db, ctx.now, writerOf(ctx.actor), 'content sync', (tx) => {
      const before = totalChanges(ctx.db);
      store(tx, { files, courses, tally, kept });
      if (totalChanges(ctx.db) === before) throw new NothingToWrite();
      tx.audit('content.synced', 'content', 'files', tally);
    });
  } catch (error) {
    const conflict = error instanceof AppError ? conflictOf(error, files) : null;
    if (conflict) return { kind: 'refused', problems: [conflict], notices };
    if (!(error instanceof NothingToWrite)) throw error;
  }
  return {
    kind: 'synced',
    courses: courses.length,
    lessons: courses.reduce((sum, { lessons }) => sum + lessons.length, 0),
    questions: allBanks(files).reduce((sum, { data }) => sum + data.questions.length, 0),
    tasks: 0,
    ...tally,
    kept,
    notices,
  };
}

function store(
  tx: Tx,
  input: { files: ContentFiles; courses: CourseFacts[]; tally: Tally; kept: string[] },
): void {
  const { files, courses, tally, kept } = input;
  for (const { data } of files.standards) tally[upsertStandard(tx, standardFacts(data))] += 1;
  for (const { data } of allBanks(files)) {
    const bank = bankFacts(data);
    tally[bankChange(tx.db, bank)] += 1;
    const counts = upsertBankContent(tx, { bank, questions: data.questions.map(questionFacts) });
    tally.created += counts.created;
    tally.updated += counts.updated;
    tally.unchanged += counts.unchanged;
    kept.push(...counts.kept);
  }
  for (const { data } of files.blueprints) tally[upsertBlueprint(tx, blueprintFacts(data))] += 1;
  for (const { data } of files.exams) tally[upsertExam(tx, examFacts(data))] += 1;
  storePictures(
    tx,
    files.courses.flatMap(({ pictures }) => pictures),
    tally,
  );
  for (const course of courses) storeCourse(tx, course, tally);
  retireOtherCourses(tx, courses, tally);
}

/** What the write of the bank's own line is about to be. */
function bankChange(db: Db, bank: ReturnType<typeof bankFacts>): keyof Tally {
  const stored = findBank(db, bank.code);
  if (!stored) return 'created';
  const fields = Object.keys(bank) as (keyof typeof bank)[];
  return fields.every((field) => stored[field] === bank[field]) ? 'unchanged' : 'updated';
}

/** Files may agree among themselves and still contradict what was stored before. */
function conflictOf(error: AppError, files: ContentFiles): ContentProblem | null {
  if (error.code !== 'conflict') return null;
  for (const { file, data, lineOf } of allBanks(files)) {
    const index = data.questions.findIndex(({ id }) => id === error.detail.question);
    if (index !== -1) {
      const params = { question: String(error.detail.question) };
      return { file, line: lineOf(['questions', index, 'id']), code: 'question_of_other_bank', params };
    }
    if (data.bank === error.detail.bank) {
      return { file, line: lineOf(['kind']), code: 'bank_was_practice', params: { bank: data.bank } };
    }
  }
  return null;
}
