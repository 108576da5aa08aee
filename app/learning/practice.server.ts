import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { secondLevel, skillCovers } from '~/assessment/skills';
import { startOfDate } from '~/office/dates';
import { findCourseRow } from '~db/queries/learning';
import { listCandidateRows, type CandidateRow } from '~db/queries/practice';
import { listSkillNames } from '~db/queries/proficiency';
import { learnerOf } from './learner.server';
import type { CourseBody, Lang } from './lessons';
import { countPractice, pickQuestion, type PracticeCandidate, type PracticeCount } from './practice';
import {
  getPracticeRow,
  judgeAnswer,
  showQuestion,
  type PracticeQuestion,
  type PracticeVerdict,
} from './practice-question.server';

export interface PracticePage {
  /** Null when the bank, or the skill asked for, has no question. */
  question: PracticeQuestion | null;
  count: PracticeCount;
}

/**
 * The next question of a course's practice bank for me: never seen first, then wrong, then right. `skill` keeps to a skill
 * and everything below it. Asking again gives the same question until it is answered or the day ends.
 */
export function nextPracticeQuestion(
  ctx: Ctx,
  input: { courseCode: string; lang: Lang; skill?: string },
): PracticePage {
  const { personId, today } = learnerOf(ctx);
  const { candidates } = loadBank(ctx, input.courseCode, personId, input.skill);
  const seed = seedOf(personId, today);
  const code = pickQuestion({ candidates, seed, dayStart: startOfDate(today) });
  return {
    question: code === null ? null : showQuestion(getPracticeRow(ctx.db, code), input.lang, seed),
    count: countPractice(candidates),
  };
}

/** One question of a course's practice bank by its code, e.g. to answer it once more. */
export function getPracticeQuestion(
  ctx: Ctx,
  input: { courseCode: string; questionCode: string; lang: Lang },
): PracticeQuestion {
  const { personId, today } = learnerOf(ctx);
  const row = questionOfCourse(ctx, input);
  return showQuestion(row, input.lang, seedOf(personId, today));
}

/** Answers at once: right or wrong, what is right, and why. `answer` holds option ids. */
export function answerPractice(
  ctx: Ctx,
  input: { courseCode: string; questionCode: string; answer: string[]; lang: Lang },
): PracticeVerdict {
  const { personId, today } = learnerOf(ctx);
  const row = questionOfCourse(ctx, input);
  const { answer, lang } = input;
  return judgeAnswer(ctx.db, { row, personId, answer, lang, seed: seedOf(personId, today), now: ctx.now });
}

export interface PracticeSummary extends PracticeCount {
  /** By skill of the second level, in the order of codes. */
  skills: (PracticeCount & { code: string; name: string })[];
}

/** How far I have come in a course's practice bank. */
export function practiceSummary(ctx: Ctx, input: { courseCode: string; lang: Lang }): PracticeSummary {
  const { personId } = learnerOf(ctx);
  const { candidates } = loadBank(ctx, input.courseCode, personId);
  const codes = [...new Set(candidates.map(({ skill }) => secondLevel(skill)))].sort();
  const named = listSkillNames(ctx.db, codes);
  const names = new Map(
    named.map(({ code, nameVi, nameEn }) => [code, input.lang === 'vi' ? nameVi : nameEn]),
  );
  return {
    ...countPractice(candidates),
    skills: codes.map((code) => ({
      code,
      name: names.get(code) ?? code,
      ...countPractice(candidates.filter(({ skill }) => secondLevel(skill) === code)),
    })),
  };
}

function loadBank(ctx: Ctx, courseCode: string, personId: number, skill?: string) {
  const course = findCourseRow(ctx.db, courseCode);
  if (!course) throw new AppError('not_found', { course: courseCode });
  const body = JSON.parse(course.body) as CourseBody;
  const candidates = listCandidateRows(ctx.db, body.practiceBank, personId)
    .filter((row) => skill === undefined || skillCovers(skill, row.skill))
    .map(candidateOf);
  return { body, candidates };
}

function candidateOf(row: CandidateRow): PracticeCandidate & { skill: string } {
  const { code, skill, lastAt, lastRight } = row;
  return { code, skill, last: lastAt === null ? null : { at: lastAt, right: lastRight === 1 } };
}

function questionOfCourse(
  ctx: Ctx,
  { courseCode, questionCode }: { courseCode: string; questionCode: string },
) {
  const course = findCourseRow(ctx.db, courseCode);
  const row = getPracticeRow(ctx.db, questionCode);
  const isOfCourse = course && (JSON.parse(course.body) as CourseBody).practiceBank === row.bankCode;
  if (!isOfCourse) throw new AppError('not_found', { question: questionCode });
  return row;
}

/** One order for a person and a day: reloading changes nothing, tomorrow looks different. */
function seedOf(personId: number, today: string): string {
  return `${today}:${personId}`;
}
