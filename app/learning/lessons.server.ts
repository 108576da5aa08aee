import type { Ctx } from '~/access/context.server';
import { AppError } from '~/access/errors';
import type { Db } from '~db/client.server';
import { findCourseRow, getLessonText } from '~db/queries/learning';
import { findPracticeRow } from '~db/queries/practice';
import { loadProgress, type CourseProgress, type LessonLine } from './course-progress.server';
import { learnerOf, readerOf } from './learner.server';
import type { GlossaryEntry, Lang, LessonText, SectionPart } from './lessons';
import {
  getPracticeRow,
  judgeAnswer,
  showQuestion,
  type PracticeQuestion,
  type PracticeVerdict,
} from './practice-question.server';
import { changeProgress, keepPlace, stepsOf } from './progress-writes.server';
import { hasSection, isLessonRead, neighbours, resumeSection, withSection, type Place } from './progress';

/** A part of a section as a page draws it. `done` holds the numbers of the steps that I did, ascending from 1. */
export type PagePart =
  | { kind: 'html'; html: string }
  | (Extract<SectionPart, { kind: 'steps' }> & { done: number[] })
  | { kind: 'check'; question: PracticeQuestion };

export interface LessonAddress {
  slug: string;
  section: number;
  /** Titles of the lesson and, inside the same lesson, of the section; null across lessons. */
  lessonTitle: string;
  sectionTitle: string | null;
}

export interface LessonPage {
  course: { code: string; module: string; title: string; lessonsDone: number; lessonCount: number };
  outline: LessonLine[];
  lesson: { slug: string; ordinal: number; title: string; versions: string; minutes: number };
  sections: { number: number; title: string; done: boolean }[];
  section: { number: number; title: string; done: boolean; parts: PagePart[] };
  /** Terms of this section. Their explanations also stand in the section's last html, for pages without script. */
  glossary: GlossaryEntry[];
  previous: LessonAddress | null;
  next: LessonAddress | null;
  /** When the place was kept, UTC milliseconds; null for a reader without a person. */
  placeKeptAt: number | null;
}

/**
 * One section of a lesson with everything around it, and the place kept. Without `section` the one where I stopped.
 */
export function getLesson(
  ctx: Ctx,
  input: { courseCode: string; slug: string; section?: number; lang: Lang },
): LessonPage {
  const { personId } = readerOf(ctx);
  const { course, index, progress } = findLesson(ctx, input);
  const row = progress.lessonRows[index]!;
  const { title, versions, sections }: LessonText = JSON.parse(getLessonText(ctx.db, row.id, input.lang));
  const number = input.section ?? resumeSection(progress.progress[index]!);
  const section = sections[number - 1];
  if (!section) throw new AppError('not_found', { lesson: input.slug, section: number });

  const stored = personId === null ? null : keepPlace(ctx, personId, row.id, number);
  const done = (one: number) => hasSection(stored?.sectionsDone ?? 0, one);
  const counts = progress.lessonRows.map(({ sectionCount }) => sectionCount);
  const around = neighbours(counts, { lesson: index, section: number });
  const address = (place: Place | null): LessonAddress | null => {
    if (!place) return null;
    const { slug, title: lessonTitle } = progress.lessonRows[place.lesson]!;
    const sectionTitle = place.lesson === index ? (sections[place.section - 1]?.title ?? null) : null;
    return { slug, section: place.section, lessonTitle, sectionTitle };
  };
  const steps = stepsOf(stored);
  return {
    course: {
      code: course.code,
      module: course.module,
      title: progress.body.title[input.lang],
      lessonsDone: progress.lessonsDone,
      lessonCount: progress.lessons.length,
    },
    outline: progress.lessons,
    lesson: { slug: row.slug, ordinal: index + 1, title, versions, minutes: row.minutes },
    sections: sections.map((one, at) => ({ number: at + 1, title: one.title, done: done(at + 1) })),
    section: {
      number,
      title: section.title,
      done: done(number),
      parts: section.parts.flatMap((part) => pagePart(ctx.db, part, steps, input.lang, personId)),
    },
    glossary: progress.body.glossary.filter(({ key }) => section.terms.includes(key)),
    previous: address(around.previous),
    next: address(around.next),
    placeKeptAt: stored?.updatedAt ?? null,
  };
}

export interface SectionCompleted {
  lessonDone: boolean;
  courseDone: boolean;
  /** The page to go to; null after the course's last section. */
  next: { slug: string; section: number } | null;
}

/** Marks a section as read to its end and moves the place to the next one. */
export function completeSection(
  ctx: Ctx,
  input: { courseCode: string; slug: string; section: number },
): SectionCompleted {
  const { personId } = learnerOf(ctx);
  const { index, progress } = findLesson(ctx, { ...input, lang: 'vi' });
  const row = progress.lessonRows[index]!;
  const { section } = input;
  if (!Number.isInteger(section) || section < 1 || section > row.sectionCount) {
    throw new AppError('not_found', { lesson: input.slug, section });
  }
  const saved = changeProgress(ctx, personId, row.id, (before) => {
    const sectionsDone = withSection(before.sectionsDone, section);
    const isRead = isLessonRead(sectionsDone, row.sectionCount);
    return {
      ...before,
      section: Math.min(section + 1, row.sectionCount),
      sectionsDone,
      doneAt: before.doneAt ?? (isRead ? ctx.now : null),
    };
  });
  const counts = progress.lessonRows.map(({ sectionCount }) => sectionCount);
  const { next } = neighbours(counts, { lesson: index, section });
  const lessonDone = saved.doneAt !== null;
  const others = progress.lessons.filter((_, at) => at !== index);
  return {
    lessonDone,
    courseDone: lessonDone && others.every(({ state }) => state === 'done'),
    next: next && { slug: progress.lessonRows[next.lesson]!.slug, section: next.section },
  };
}

/** Marks one step of an exercise as done, or takes the mark away. Answers with the steps done now. */
export function markStep(
  ctx: Ctx,
  input: { courseCode: string; slug: string; key: string; step: number; done?: boolean },
): { done: number[] } {
  const { personId } = learnerOf(ctx);
  const { index, progress } = findLesson(ctx, { ...input, lang: 'vi' });
  const row = progress.lessonRows[index]!;
  const { sections }: LessonText = JSON.parse(getLessonText(ctx.db, row.id, 'vi'));
  const exercise = sections
    .flatMap(({ parts }) => parts)
    .find((part) => part.kind === 'steps' && part.key === input.key);
  if (exercise?.kind !== 'steps' || exercise.steps[input.step - 1] === undefined) {
    throw new AppError('not_found', { exercise: input.key, step: input.step });
  }
  const saved = changeProgress(ctx, personId, row.id, (before) => {
    const steps = stepsOf(before);
    const others = (steps[input.key] ?? []).filter((step) => step !== input.step);
    const done = input.done === false ? others : [...others, input.step].sort((a, b) => a - b);
    return { ...before, steps: JSON.stringify({ ...steps, [input.key]: done }) };
  });
  return { done: stepsOf(saved)[input.key] ?? [] };
}

/** Answers a check of a lesson at once. `answer` holds option ids. */
export function answerCheck(
  ctx: Ctx,
  input: { questionCode: string; answer: string[]; lang: Lang },
): PracticeVerdict {
  const { personId } = learnerOf(ctx);
  const row = getPracticeRow(ctx.db, input.questionCode);
  const { answer, lang } = input;
  return judgeAnswer(ctx.db, { row, personId, answer, lang, seed: checkSeed(personId), now: ctx.now });
}

function findLesson(ctx: Ctx, input: { courseCode: string; slug: string; lang: Lang }) {
  const { personId, today } = readerOf(ctx);
  const course = findCourseRow(ctx.db, input.courseCode);
  if (!course) throw new AppError('not_found', { course: input.courseCode });
  const loaded = loadProgress(ctx.db, { courses: [course], personId, today, lang: input.lang });
  const progress = loaded[0] as CourseProgress;
  const index = progress.lessonRows.findIndex(({ slug }) => slug === input.slug);
  if (index === -1) throw new AppError('not_found', { lesson: input.slug });
  return { course, index, progress };
}

function pagePart(
  db: Db,
  part: SectionPart,
  steps: Record<string, number[]>,
  lang: Lang,
  personId: number | null,
): PagePart[] {
  if (part.kind === 'html') return [part];
  if (part.kind === 'steps') return [{ ...part, done: steps[part.key] ?? [] }];
  const row = findPracticeRow(db, part.questionCode);
  return row ? [{ kind: 'check', question: showQuestion(row, lang, checkSeed(personId)) }] : [];
}

/** The order of a check's options stays with the person: reading the lesson again shows the same page. */
function checkSeed(personId: number | null): string {
  return `check:${personId ?? 0}`;
}
