import type { Db } from '~db/client.server';
import {
  listEnrolmentRows,
  listLessonRows,
  listProgressRows,
  type CourseRow,
  type LessonRow,
  type ProgressRow,
} from '~db/queries/learning';
import type { CourseBody, Lang } from './lessons';
import {
  countSections,
  currentLesson,
  lessonStates,
  resumeSection,
  type LessonProgress,
  type LessonState,
} from './progress';

/** One lesson in the outline of its course. */
export interface LessonLine {
  slug: string;
  /** Place in the course, from 1. */
  ordinal: number;
  title: string;
  minutes: number;
  skills: string[];
  sectionCount: number;
  /** Sections read to their end. */
  sectionsDone: number;
  state: LessonState;
}

/** Where reading goes on. */
export interface ResumePlace {
  slug: string;
  ordinal: number;
  title: string;
  minutes: number;
  section: number;
  /** False when the lesson was never opened. */
  started: boolean;
}

/** A course as one person sees it. */
export interface CourseProgress {
  body: CourseBody;
  lessonRows: LessonRow[];
  progress: LessonProgress[];
  lessons: LessonLine[];
  lessonsDone: number;
  /** Minutes that the lessons state, added up. */
  minutes: number;
  /** Null when every lesson is done. */
  resume: ResumePlace | null;
  dueOn: string | null;
  /** UTC milliseconds of the last visit to any of its lessons; null when never opened. */
  visitedAt: number | null;
}

/** Everything a person's pages of courses need, in four reads whatever the number of courses. */
export function loadProgress(
  db: Db,
  input: { courses: CourseRow[]; personId: number | null; today: string; lang: Lang },
): CourseProgress[] {
  const { courses, personId, today, lang } = input;
  const lessonRows = listLessonRows(db, courses.length === 1 ? courses[0]!.id : null, lang);
  const progressRows = personId === null ? [] : listProgressRows(db, personId);
  const progress = new Map(progressRows.map((one) => [one.lessonId, one]));
  const enrolments = personId === null ? [] : listEnrolmentRows(db, personId, today);
  return courses.map((course) => {
    const own = lessonRows.filter((lesson) => lesson.courseId === course.id);
    const dueOn = enrolments.find((one) => one.courseId === course.id)?.dueOn ?? null;
    return assemble(course, own, progress, dueOn);
  });
}

function assemble(
  course: CourseRow,
  rows: LessonRow[],
  progressOf: Map<number, ProgressRow>,
  dueOn: string | null,
): CourseProgress {
  const progress = rows.map((lesson): LessonProgress => {
    const stored = progressOf.get(lesson.id);
    return {
      sectionCount: lesson.sectionCount,
      place: stored?.section ?? null,
      sectionsDone: stored?.sectionsDone ?? 0,
      done: stored?.doneAt != null,
      updatedAt: stored?.updatedAt ?? null,
    };
  });
  const states = lessonStates(progress);
  const lessons = rows.map(({ slug, title, minutes, skills, sectionCount }, index): LessonLine => {
    const sectionsDone = countSections(progress[index]!.sectionsDone, sectionCount);
    const line = { slug, ordinal: index + 1, title, minutes, sectionCount, sectionsDone };
    return { ...line, skills: JSON.parse(skills) as string[], state: states[index]! };
  });
  const visits = progress.flatMap(({ updatedAt }) => updatedAt ?? []);
  return {
    body: JSON.parse(course.body) as CourseBody,
    lessonRows: rows,
    progress,
    lessons,
    lessonsDone: states.filter((state) => state === 'done').length,
    minutes: rows.reduce((sum, { minutes }) => sum + minutes, 0),
    resume: resumePlace(lessons, progress),
    dueOn,
    visitedAt: visits.length > 0 ? Math.max(...visits) : null,
  };
}

function resumePlace(lessons: LessonLine[], progress: LessonProgress[]): ResumePlace | null {
  const index = currentLesson(progress);
  if (index === null) return null;
  const { slug, ordinal, title, minutes } = lessons[index]!;
  const started = progress[index]!.updatedAt !== null;
  return { slug, ordinal, title, minutes, section: resumeSection(progress[index]!), started };
}
