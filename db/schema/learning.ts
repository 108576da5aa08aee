import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { questionVersion } from './assessment';
import { person } from './organisation';
import { knownPeriod, validPeriod } from './time';

export const course = sqliteTable('course', {
  id: integer().primaryKey(),
  code: text().notNull().unique(),
  module: text().notNull(),
  /** JSON of CourseBody: titles, summary, glossary, banks. */
  body: text().notNull(),
  hash: text().notNull(),
  retired: integer({ mode: 'boolean' }).notNull(),
});

export const lesson = sqliteTable(
  'lesson',
  {
    id: integer().primaryKey(),
    courseId: integer()
      .notNull()
      .references(() => course.id),
    slug: text().notNull(),
    ordinal: integer().notNull(),
    minutes: integer().notNull(),
    skills: text().notNull(),
    sectionCount: integer().notNull(),
    /** JSON of LessonBody: for vi and en the title, versions and sections as safe HTML. */
    body: text().notNull(),
    hash: text().notNull(),
    retired: integer({ mode: 'boolean' }).notNull(),
  },
  (t) => [uniqueIndex('lesson_slug').on(t.courseId, t.slug)],
);

/** Pictures of content/, by the hash of their bytes. */
export const contentPicture = sqliteTable('content_picture', {
  hash: text().primaryKey(),
  mediaType: text().notNull(),
  bytes: text().notNull(),
});

export const lessonProgress = sqliteTable(
  'lesson_progress',
  {
    personId: integer()
      .notNull()
      .references(() => person.id),
    lessonId: integer()
      .notNull()
      .references(() => lesson.id),
    /** Where the person stopped reading, from 1. */
    section: integer().notNull(),
    /** Bit n-1 is set when section n was read to its end. */
    sectionsDone: integer().notNull(),
    /** JSON of exercise key -> steps done. */
    steps: text().notNull(),
    doneAt: integer(),
    updatedAt: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.lessonId] })],
);

export const practiceAnswer = sqliteTable(
  'practice_answer',
  {
    id: integer().primaryKey(),
    personId: integer()
      .notNull()
      .references(() => person.id),
    questionVersionId: integer()
      .notNull()
      .references(() => questionVersion.id),
    /** JSON of option ids. */
    answer: text().notNull(),
    right: integer({ mode: 'boolean' }).notNull(),
    at: integer().notNull(),
  },
  (t) => [index('practice_answer_person').on(t.personId, t.questionVersionId)],
);

export const enrolment = sqliteTable(
  'enrolment',
  {
    id: integer().primaryKey(),
    personId: integer()
      .notNull()
      .references(() => person.id),
    courseId: integer()
      .notNull()
      .references(() => course.id),
    dueOn: text(),
    ...validPeriod(),
    ...knownPeriod(),
  },
  (t) => [index('enrolment_person').on(t.personId)],
);
