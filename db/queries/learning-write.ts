import { row, rows, run, type Db } from '../client.server';

export interface StoredHash {
  id: number;
  hash: string;
  retired: 0 | 1;
}

export function findCourseHash(db: Db, code: string): StoredHash | null {
  return row(db, 'select id, hash, retired from course where code = ?', code);
}

export function insertCourse(
  db: Db,
  course: { code: string; module: string; body: string; hash: string },
): number {
  return run(
    db,
    'insert into course (code, module, body, hash, retired) values (?, ?, ?, ?, 0)',
    course.code,
    course.module,
    course.body,
    course.hash,
  ).id;
}

export function updateCourse(
  db: Db,
  id: number,
  course: { module: string; body: string; hash: string },
): void {
  run(
    db,
    'update course set module = ?, body = ?, hash = ?, retired = 0 where id = ?',
    course.module,
    course.body,
    course.hash,
    id,
  );
}

export interface StoredLesson extends StoredHash {
  slug: string;
}

/** Lessons of a course, retired ones too. */
export function listLessonHashes(db: Db, courseId: number): StoredLesson[] {
  return rows(db, 'select id, slug, hash, retired from lesson where course_id = ? order by id', courseId);
}

export interface LessonValues {
  ordinal: number;
  minutes: number;
  skills: string;
  sectionCount: number;
  body: string;
  hash: string;
}

export function insertLesson(db: Db, courseId: number, slug: string, lesson: LessonValues): void {
  run(
    db,
    `insert into lesson (course_id, slug, ordinal, minutes, skills, section_count, body, hash, retired)
     values (?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    courseId,
    slug,
    lesson.ordinal,
    lesson.minutes,
    lesson.skills,
    lesson.sectionCount,
    lesson.body,
    lesson.hash,
  );
}

export function updateLesson(db: Db, id: number, lesson: LessonValues): void {
  run(
    db,
    `update lesson set ordinal = ?, minutes = ?, skills = ?, section_count = ?, body = ?, hash = ?, retired = 0
     where id = ?`,
    lesson.ordinal,
    lesson.minutes,
    lesson.skills,
    lesson.sectionCount,
    lesson.body,
    lesson.hash,
    id,
  );
}

/** Retired lessons keep their place in people's progress; they are only shown no more. */
export function retireLesson(db: Db, id: number): void {
  run(db, 'update lesson set retired = 1 where id = ?', id);
}

export function listLiveCourses(db: Db): { id: number; code: string }[] {
  return rows(db, 'select id, code from course where retired = 0 order by id');
}

export function retireCourse(db: Db, id: number): void {
  run(db, 'update course set retired = 1 where id = ?', id);
}

/** True when the picture was not there yet. */
export function insertPicture(db: Db, picture: { hash: string; mediaType: string; bytes: string }): boolean {
  const { changes } = run(
    db,
    'insert into content_picture (hash, media_type, bytes) values (?, ?, ?) on conflict (hash) do nothing',
    picture.hash,
    picture.mediaType,
    picture.bytes,
  );
  return changes === 1;
}

/** Rows written by this connection so far: two equal readings say that nothing was written in between. */
export function totalChanges(db: Db): number {
  return row<{ count: number }>(db, 'select total_changes() as count')?.count ?? 0;
}
