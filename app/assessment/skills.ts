/** Whether a dotted skill code is `prefix` or lies below it: IU01.1 covers IU01.1 and IU01.1.2, never IU01.10. */
export function skillCovers(prefix: string, skill: string): boolean {
  return skill === prefix || skill.startsWith(`${prefix}.`);
}

/** The skill's ancestor on the second level, what a result is broken down by: IU01.1.4 gives IU01.1. */
export function secondLevel(skill: string): string {
  return skill.split('.').slice(0, 2).join('.');
}

export interface SkillCount {
  skill: string;
  right: number;
  total: number;
}

/** Right answers by second-level skill, the smallest share first and then by code. */
export function countBySkill(items: { skill: string; right: boolean }[]): SkillCount[] {
  const counts = new Map<string, SkillCount>();
  for (const item of items) {
    const skill = secondLevel(item.skill);
    const count = counts.get(skill) ?? { skill, right: 0, total: 0 };
    count.total += 1;
    if (item.right) count.right += 1;
    counts.set(skill, count);
  }
  return [...counts.values()].sort(
    (a, b) => a.right * b.total - b.right * a.total || compareCodes(a.skill, b.skill),
  );
}

/** IU01.2 before IU01.10. */
function compareCodes(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const [x, y] = [left[index] ?? '', right[index] ?? ''];
    if (x !== y) return index > 0 ? Number(x) - Number(y) : x < y ? -1 : 1;
  }
  return left.length - right.length;
}
