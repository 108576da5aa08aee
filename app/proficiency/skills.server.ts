import type { Ctx } from '~/access/context.server';
import { listSkillsBelow, type SkillRow } from '~db/queries/skills';

/** Skills of a module, deepest included, for tagging questions. Anybody may read a standard. */
export function listModuleSkills(ctx: Ctx, input: { standardCode: string; module: string }): SkillRow[] {
  return listSkillsBelow(ctx.db, input.standardCode, input.module);
}
