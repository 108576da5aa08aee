import { sha256 } from '~/assessment/adapters/secrets';
import { canonicalJson } from '~/assessment/canonical';
import {
  findCourseHash,
  insertCourse,
  insertLesson,
  insertPicture,
  listLessonHashes,
  listLiveCourses,
  retireCourse,
  retireLesson,
  updateCourse,
  updateLesson,
} from '~db/queries/learning-write';
import type { Tx } from '~db/write.server';
import type { CourseFacts } from './content-facts';
import type { CoursePicture } from './content-schema';

export interface Tally {
  created: number;
  updated: number;
  unchanged: number;
}

/**
 * Writes a course and its lessons where they differ from what is stored. Lessons that the files no longer hold are
 * retired: progress in them stays, and they come back with it when the files hold them again.
 */
export function storeCourse(tx: Tx, course: CourseFacts, tally: Tally): void {
  const { code, module, body } = course;
  const hash = sha256(canonicalJson({ module, body }));
  const stored = findCourseHash(tx.db, code);
  const values = { module, body: JSON.stringify(body), hash };
  let courseId = stored?.id;
  if (courseId === undefined) {
    courseId = insertCourse(tx.db, { code, ...values });
    tally.created += 1;
    tx.audit('course.created', 'course', code, { hash });
  } else if (stored?.hash !== hash || stored.retired === 1) {
    updateCourse(tx.db, courseId, values);
    tally.updated += 1;
    tx.audit('course.updated', 'course', code, { hash });
  } else tally.unchanged += 1;
  storeLessons(tx, courseId, course, tally);
}

function storeLessons(tx: Tx, courseId: number, { code, lessons }: CourseFacts, tally: Tally): void {
  const stored = new Map(listLessonHashes(tx.db, courseId).map((lesson) => [lesson.slug, lesson]));
  lessons.forEach(({ slug, minutes, skills, sectionCount, body }, index) => {
    const ordinal = index + 1;
    const hash = sha256(canonicalJson({ ordinal, minutes, skills, sectionCount, body }));
    const values = {
      ordinal,
      minutes,
      skills: JSON.stringify(skills),
      sectionCount,
      body: JSON.stringify(body),
      hash,
    };
    const before = stored.get(slug);
    if (!before) insertLesson(tx.db, courseId, slug, values);
    else if (before.hash !== hash || before.retired === 1) updateLesson(tx.db, before.id, values);
    else {
      tally.unchanged += 1;
      return;
    }
    const change = before ? 'updated' : 'created';
    tally[change] += 1;
    tx.audit(`lesson.${change}`, 'lesson', `${code}/${slug}`, { hash });
  });
  const kept = new Set(lessons.map(({ slug }) => slug));
  for (const lesson of stored.values()) {
    if (kept.has(lesson.slug) || lesson.retired === 1) continue;
    retireLesson(tx.db, lesson.id);
    tally.updated += 1;
    tx.audit('lesson.retired', 'lesson', `${code}/${lesson.slug}`);
  }
}

export function retireOtherCourses(tx: Tx, courses: CourseFacts[], tally: Tally): void {
  const kept = new Set(courses.map(({ code }) => code));
  for (const { id, code } of listLiveCourses(tx.db)) {
    if (kept.has(code)) continue;
    retireCourse(tx.db, id);
    tally.updated += 1;
    tx.audit('course.retired', 'course', code);
  }
}

/** Pictures are named by their content, so that an older lesson's picture stays where it is. */
export function storePictures(tx: Tx, pictures: CoursePicture[], tally: Tally): void {
  for (const { hash, text } of pictures) {
    const isNew = insertPicture(tx.db, { hash, mediaType: 'image/svg+xml', bytes: text });
    tally[isNew ? 'created' : 'unchanged'] += 1;
  }
}
