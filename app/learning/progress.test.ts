import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countSections,
  currentLesson,
  hasSection,
  isLessonRead,
  lessonStates,
  neighbours,
  resumeSection,
  withSection,
  type LessonProgress,
} from './progress';

const base: LessonProgress = { sectionCount: 5, place: null, sectionsDone: 0, done: false, updatedAt: null };
const sections = fc.integer({ min: 1, max: 30 });

describe('sections read', () => {
  it('counts each section once, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(sections), (read) => {
        const bits = read.reduce(withSection, 0);
        expect(countSections(bits, 30)).toBe(new Set(read).size);
        expect(read.every((section) => hasSection(bits, section))).toBe(true);
        expect(bits).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('knows a lesson read when all its sections are, and none beyond', () => {
    const all = [1, 2, 3].reduce(withSection, 0);
    expect(isLessonRead(all, 3)).toBe(true);
    expect(isLessonRead(all, 4)).toBe(false);
    // The lesson lost its last section since.
    expect(isLessonRead(all, 2)).toBe(true);
    expect(countSections(all, 2)).toBe(2);
  });
});

describe('where to go on', () => {
  const done: LessonProgress = { ...base, done: true, updatedAt: 9 };
  it.each([
    { name: 'the first of a new course', lessons: [base, base], current: 0 },
    { name: 'the first not done', lessons: [done, base, base], current: 1 },
    {
      name: 'the one visited last',
      lessons: [{ ...base, updatedAt: 3 }, { ...base, updatedAt: 7 }, base],
      current: 1,
    },
    {
      name: 'a later visit to a finished lesson changes nothing',
      lessons: [done, { ...base, updatedAt: 3 }],
      current: 1,
    },
    { name: 'nothing when all are done', lessons: [done, done], current: null },
    { name: 'nothing in a course without lessons', lessons: [], current: null },
  ])('$name', ({ lessons, current }) => {
    expect(currentLesson(lessons)).toBe(current);
    expect(lessonStates(lessons).indexOf('current')).toBe(current ?? -1);
  });

  it('shows finished lessons as done and later ones as open', () => {
    expect(lessonStates([done, base, base])).toEqual(['done', 'current', 'open']);
  });

  it.each([
    { name: 'the first section of a new lesson', progress: {}, section: 1 },
    { name: 'the place kept', progress: { place: 3 }, section: 3 },
    {
      name: 'the next one, when the place was read',
      progress: { place: 3, sectionsDone: 0b00100 },
      section: 4,
    },
    {
      name: 'the one left out, when the end was read',
      progress: { place: 5, sectionsDone: 0b11101 },
      section: 2,
    },
    {
      name: 'the place, when everything was read',
      progress: { place: 4, sectionsDone: 0b11111 },
      section: 4,
    },
    { name: 'the last section, when the lesson became shorter', progress: { place: 9 }, section: 5 },
  ])('opens $name', ({ progress, section }) => {
    expect(resumeSection({ ...base, ...progress })).toBe(section);
  });
});

describe('the pages around', () => {
  it.each([
    { at: [0, 1], previous: null, next: [0, 2] },
    { at: [0, 2], previous: [0, 1], next: [1, 1] },
    { at: [1, 1], previous: [0, 2], next: [2, 1] },
    { at: [2, 3], previous: [2, 2], next: null },
  ])('of lesson $at', ({ at: [lesson, section], previous, next }) => {
    const place = (pair: number[] | null) => pair && { lesson: pair[0], section: pair[1] };
    expect(neighbours([2, 1, 3], { lesson: lesson!, section: section! })).toEqual({
      previous: place(previous),
      next: place(next),
    });
  });

  it('lead through every section once, forth and back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }), (counts) => {
        const forth = ['0.1'];
        let at = { lesson: 0, section: 1 };
        for (let next = neighbours(counts, at).next; next; next = neighbours(counts, at).next) {
          expect(neighbours(counts, next).previous).toEqual(at);
          at = next;
          forth.push(`${at.lesson}.${at.section}`);
        }
        expect(new Set(forth).size).toBe(counts.reduce((sum, count) => sum + count, 0));
      }),
    );
  });
});
