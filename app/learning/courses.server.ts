import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import { findCourseRow, listCourseRows } from '~db/queries/learning';
import {
  loadProgress,
  type CourseProgress,
  type LessonLine,
  type ResumePlace,
} from './course-progress.server';
import { learnerOf, readerOf } from './learner.server';
import type { Lang } from './lessons';

/** A course in a list, with my progress. */
export interface CourseCard {
  code: string;
  module: string;
  title: string;
  summary: string;
  /** Minutes that its lessons take together. */
  minutes: number;
  lessonsDone: number;
  lessonCount: number;
  /** ISO date by which I should finish, or null. */
  dueOn: string | null;
  /** Where I go on reading; null when all lessons are done. */
  resume: ResumePlace | null;
  /** Code of the exam that it prepares for, or null. */
  exam: string | null;
}

export interface CoursePage extends CourseCard {
  standard: string;
  lessons: LessonLine[];
}

/** All courses by module. */
export function listCourses(ctx: Ctx, { lang }: { lang: Lang }): CourseCard[] {
  const { personId, today } = readerOf(ctx);
  const courses = listCourseRows(ctx.db);
  const progress = loadProgress(ctx.db, { courses, personId, today, lang });
  return courses.map((course, index) => cardOf(course, progress[index]!, lang));
}

export function getCourse(ctx: Ctx, { code, lang }: { code: string; lang: Lang }): CoursePage {
  const { personId, today } = readerOf(ctx);
  const course = findCourseRow(ctx.db, code);
  if (!course) throw new AppError('not_found', { course: code });
  const [progress] = loadProgress(ctx.db, { courses: [course], personId, today, lang });
  const { lessons, body } = progress!;
  return { ...cardOf(course, progress!, lang), standard: body.standard, lessons };
}

/** What a learner's home says first: the very section to go on with. */
export interface NextStep extends ResumePlace {
  courseCode: string;
  courseTitle: string;
  module: string;
  lessonsDone: number;
  lessonCount: number;
  dueOn: string | null;
}

/**
 * The course I read last and have not finished, or else the one due first, or else the first by module. `modules` limits
 * the choice, e.g. to those that I still lack. Null when nothing is left to study.
 */
export function nextStep(ctx: Ctx, { lang, modules }: { lang: Lang; modules?: string[] }): NextStep | null {
  const { personId, today } = learnerOf(ctx);
  const courses = listCourseRows(ctx.db).filter(({ module }) => !modules || modules.includes(module));
  const progress = loadProgress(ctx.db, { courses, personId, today, lang });
  const [best] = courses
    .map((course, index) => ({ course, progress: progress[index]! }))
    .filter(({ progress: { resume } }) => resume !== null)
    .sort((a, b) => compareUrgency(a.progress, b.progress));
  if (!best) return null;
  const { code: courseCode, title: courseTitle, module, ...card } = cardOf(best.course, best.progress, lang);
  const { lessonsDone, lessonCount, dueOn } = card;
  return { ...best.progress.resume!, courseCode, courseTitle, module, lessonsDone, lessonCount, dueOn };
}

/** Sorting is stable, so that courses alike in both stay in the order of modules. */
function compareUrgency(a: CourseProgress, b: CourseProgress): number {
  const visits = (b.visitedAt ?? -1) - (a.visitedAt ?? -1);
  if (visits !== 0) return visits;
  const [dueA, dueB] = [a.dueOn ?? '9999', b.dueOn ?? '9999'];
  return dueA < dueB ? -1 : dueA > dueB ? 1 : 0;
}

function cardOf(
  course: { code: string; module: string },
  { body, lessons, lessonsDone, minutes, dueOn, resume }: CourseProgress,
  lang: Lang,
): CourseCard {
  return {
    code: course.code,
    module: course.module,
    title: body.title[lang],
    summary: body.summary[lang],
    minutes,
    lessonsDone,
    lessonCount: lessons.length,
    dueOn,
    resume,
    exam: body.exam,
  };
}
