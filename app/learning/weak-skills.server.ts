import type { Ctx } from '~/access/context.server';
import { skillCovers, type SkillCount } from '~/assessment/skills';
import { listCourseRows, listLessonRows } from '~db/queries/learning';
import { listSkillNames } from '~db/queries/proficiency';

export interface SkillAdvice extends SkillCount {
  name: string;
  /** 60 percent right or less: worth another look. */
  isWeak: boolean;
  lessons: { courseCode: string; slug: string; title: string; minutes: number }[];
}

/** For each skill of a result its name and the lessons that teach it, in the order given (weakest first). */
export function adviseOnSkills(
  ctx: Ctx,
  input: { module: string; skills: SkillCount[]; lang: 'vi' | 'en' },
): SkillAdvice[] {
  const codes = input.skills.map((count) => count.skill);
  const names = new Map(listSkillNames(ctx.db, codes).map((skill) => [skill.code, skill]));
  const course = listCourseRows(ctx.db).find((row) => row.module === input.module);
  const lessons = course ? listLessonRows(ctx.db, course.id, input.lang) : [];
  return input.skills.map((count) => ({
    ...count,
    name: names.get(count.skill)?.[input.lang === 'vi' ? 'nameVi' : 'nameEn'] ?? count.skill,
    isWeak: count.right * 10 <= count.total * 6,
    lessons: lessons
      .filter((lesson) =>
        (JSON.parse(lesson.skills) as string[]).some((skill) => skillCovers(count.skill, skill)),
      )
      .map(({ slug, title, minutes }) => ({ courseCode: course?.code ?? '', slug, title, minutes })),
  }));
}
