/** One lesson of a course and how far one person has come in it. Lessons come in the course's order. */
export interface LessonProgress {
  sectionCount: number;
  /** Section where the person stopped reading, from 1; null when the lesson was never opened. */
  place: number | null;
  /** Bit n - 1 is set when section n was read to its end. */
  sectionsDone: number;
  done: boolean;
  /** UTC milliseconds of the last visit; null when never opened. */
  updatedAt: number | null;
}

export type LessonState = 'done' | 'current' | 'open';

export function withSection(bits: number, section: number): number {
  return bits | (1 << (section - 1));
}

export function hasSection(bits: number, section: number): boolean {
  return (bits & (1 << (section - 1))) !== 0;
}

/** Sections read to their end, leaving out bits of sections that the lesson no longer has. */
export function countSections(bits: number, sectionCount: number): number {
  let count = 0;
  for (let section = 1; section <= sectionCount; section += 1) if (hasSection(bits, section)) count += 1;
  return count;
}

export function isLessonRead(bits: number, sectionCount: number): boolean {
  return countSections(bits, sectionCount) === sectionCount;
}

/**
 * The lesson to go on with: the unfinished one visited last, or else the first unfinished one. Null when all are done.
 */
export function currentLesson(lessons: LessonProgress[]): number | null {
  let current: number | null = null;
  lessons.forEach((lesson, index) => {
    if (lesson.done) return;
    const best = current === null ? null : lessons[current]!;
    if (best === null || (lesson.updatedAt ?? -1) > (best.updatedAt ?? -1)) current = index;
  });
  return current;
}

export function lessonStates(lessons: LessonProgress[]): LessonState[] {
  const current = currentLesson(lessons);
  return lessons.map((lesson, index) => (lesson.done ? 'done' : index === current ? 'current' : 'open'));
}

/**
 * The section to open in a lesson: the remembered place; if that section was read to its end, the next one not yet
 * read, looking from there to the end and then from the start.
 */
export function resumeSection(lesson: LessonProgress): number {
  const place = Math.min(Math.max(lesson.place ?? 1, 1), lesson.sectionCount);
  for (let step = 0; step < lesson.sectionCount; step += 1) {
    const section = ((place - 1 + step) % lesson.sectionCount) + 1;
    if (!hasSection(lesson.sectionsDone, section)) return section;
  }
  return place;
}

export interface Place {
  lesson: number;
  section: number;
}

/** The pages before and after one section, going over the borders of lessons. Lessons are named by their index. */
export function neighbours(
  sectionCounts: number[],
  at: Place,
): { previous: Place | null; next: Place | null } {
  const count = sectionCounts[at.lesson] ?? 0;
  const before = sectionCounts[at.lesson - 1];
  const previous =
    at.section > 1
      ? { lesson: at.lesson, section: at.section - 1 }
      : before !== undefined
        ? { lesson: at.lesson - 1, section: before }
        : null;
  const next =
    at.section < count
      ? { lesson: at.lesson, section: at.section + 1 }
      : at.lesson + 1 < sectionCounts.length
        ? { lesson: at.lesson + 1, section: 1 }
        : null;
  return { previous, next };
}
