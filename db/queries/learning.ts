import { row, rows, run, type Db } from '../client.server';
import { OPEN_TX } from '../schema/time';
import type { Lang } from '../../app/learning/lessons';

export interface CourseRow {
  id: number;
  code: string;
  module: string;
  /** JSON of CourseBody. */
  body: string;
}

const COURSE = 'select id, code, module, body from course where retired = 0';

export function listCourseRows(db: Db): CourseRow[] {
  return rows(db, `${COURSE} order by module, code`);
}

export function findCourseRow(db: Db, code: string): CourseRow | null {
  return row(db, `${COURSE} and code = ?`, code);
}

/** A lesson in the outline of its course, with the title in one language. */
export interface LessonRow {
  id: number;
  courseId: number;
  slug: string;
  minutes: number;
  /** JSON of skill codes. */
  skills: string;
  sectionCount: number;
  title: string;
}

/** Lessons of one course, or of all courses when `courseId` is null, in the courses' order. */
export function listLessonRows(db: Db, courseId: number | null, lang: Lang): LessonRow[] {
  return rows(
    db,
    `select id, course_id as courseId, slug, minutes, skills, section_count as sectionCount,
       json_extract(body, '$.' || :lang || '.title') as title
     from lesson where retired = 0 and (:courseId is null or course_id = :courseId) order by course_id, ordinal`,
    { courseId, lang },
  );
}

/** JSON of the lesson's LessonText in one language. */
export function getLessonText(db: Db, lessonId: number, lang: Lang): string {
  const found = row<{ text: string }>(
    db,
    `select json_extract(body, '$.' || ?) as text from lesson where id = ?`,
    lang,
    lessonId,
  );
  return found?.text ?? '';
}

export interface ProgressRow {
  lessonId: number;
  section: number;
  sectionsDone: number;
  /** JSON of exercise key -> numbers of the steps done. */
  steps: string;
  doneAt: number | null;
  updatedAt: number;
}

const PROGRESS = `select lesson_id as lessonId, section, sections_done as sectionsDone, steps, done_at as doneAt,
  updated_at as updatedAt from lesson_progress`;

export function listProgressRows(db: Db, personId: number): ProgressRow[] {
  return rows(db, `${PROGRESS} where person_id = ?`, personId);
}

export function findProgressRow(db: Db, personId: number, lessonId: number): ProgressRow | null {
  return row(db, `${PROGRESS} where person_id = ? and lesson_id = ?`, personId, lessonId);
}

export function saveProgressRow(db: Db, personId: number, progress: ProgressRow): void {
  run(
    db,
    `insert into lesson_progress (person_id, lesson_id, section, sections_done, steps, done_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?)
     on conflict (person_id, lesson_id) do update set section = excluded.section, sections_done = excluded.sections_done,
       steps = excluded.steps, done_at = excluded.done_at, updated_at = excluded.updated_at`,
    personId,
    progress.lessonId,
    progress.section,
    progress.sectionsDone,
    progress.steps,
    progress.doneAt,
    progress.updatedAt,
  );
}

export function findPictureRow(db: Db, hash: string): { mediaType: string; bytes: string } | null {
  return row(db, 'select media_type as mediaType, bytes from content_picture where hash = ?', hash);
}

/** Current enrolments of a person on a day (ISO date): course id and the date by which to finish. */
export function listEnrolmentRows(
  db: Db,
  personId: number,
  on: string,
): { id: number; courseId: number; dueOn: string | null; validFrom: string }[] {
  return rows(
    db,
    `select id, course_id as courseId, due_on as dueOn, valid_from as validFrom from enrolment
     where person_id = :personId and tx_to = ${OPEN_TX} and valid_from <= :on and valid_to > :on`,
    { personId, on },
  );
}

/** Current enrolments of a person in a course that hold on or after a day, earliest first. */
export function listEnrolmentsFrom(
  db: Db,
  personId: number,
  courseId: number,
  from: string,
): { id: number; dueOn: string | null; validFrom: string; validTo: string }[] {
  return rows(
    db,
    `select id, due_on as dueOn, valid_from as validFrom, valid_to as validTo from enrolment
     where person_id = ? and course_id = ? and tx_to = ${OPEN_TX} and valid_to > ? order by valid_from`,
    personId,
    courseId,
    from,
  );
}

export function closeEnrolment(db: Db, id: number, txId: number): void {
  run(db, 'update enrolment set tx_to = ? where id = ?', txId, id);
}

export function insertEnrolment(
  db: Db,
  enrolment: {
    personId: number;
    courseId: number;
    dueOn: string | null;
    validFrom: string;
    validTo: string;
    txId: number;
  },
): void {
  run(
    db,
    'insert into enrolment (person_id, course_id, due_on, valid_from, valid_to, tx_from) values (?, ?, ?, ?, ?, ?)',
    enrolment.personId,
    enrolment.courseId,
    enrolment.dueOn,
    enrolment.validFrom,
    enrolment.validTo,
    enrolment.txId,
  );
}
