import { findStandard } from '~db/queries/proficiency';
import { insertStandard, replaceSkills, updateStandard, type SkillText } from '~db/queries/standards';
import type { Tx } from '~db/write.server';
import { sha256 } from '~/assessment/adapters/secrets';
import { canonicalJson } from '~/assessment/canonical';

export interface StandardContent {
  code: string;
  version: number;
  titleVi: string;
  titleEn: string;
  /** In the order of the file, parents before children. */
  skills: readonly SkillText[];
}

/** Stores a standard of content/ under its code and version; says whether anything changed. */
export function upsertStandard(tx: Tx, standard: StandardContent): 'created' | 'updated' | 'unchanged' {
  const { code, version, titleVi, titleEn, skills } = standard;
  const text = { code, version, titleVi, titleEn, hash: sha256(canonicalJson(standard)) };
  const stored = findStandard(tx.db, code, version);
  if (stored?.hash === text.hash) return 'unchanged';
  const id = stored?.id ?? insertStandard(tx.db, text);
  if (stored) updateStandard(tx.db, id, text);
  replaceSkills(tx.db, id, skills);
  tx.audit('standard_loaded', 'standard', `${code}/${version}`, {
    hash: text.hash,
    before: stored?.hash ?? null,
  });
  return stored ? 'updated' : 'created';
}
