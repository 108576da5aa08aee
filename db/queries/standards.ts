import { run, type Db } from '../client.server';

/** Standards and their skills, as loaded from files. */

export interface StandardText {
  code: string;
  version: number;
  titleVi: string;
  titleEn: string;
  hash: string;
}

export interface SkillText {
  code: string;
  parent: string | null;
  tier: 'basic' | 'advanced';
  vi: string;
  en: string;
  source: 'S' | 'M';
}

export function insertStandard(db: Db, { code, version, titleVi, titleEn, hash }: StandardText): number {
  return run(
    db,
    'insert into standard (code, version, title_vi, title_en, hash) values (?, ?, ?, ?, ?)',
    ...[code, version, titleVi, titleEn, hash],
  ).id;
}

export function updateStandard(db: Db, id: number, { titleVi, titleEn, hash }: StandardText): void {
  run(
    db,
    'update standard set title_vi = ?, title_en = ?, hash = ? where id = ?',
    titleVi,
    titleEn,
    hash,
    id,
  );
}

/** Replaces the skills of a standard; questions and evidence name skills by code, so nothing points at these rows. */
export function replaceSkills(db: Db, standardId: number, skills: readonly SkillText[]): void {
  run(db, 'delete from skill where standard_id = ?', standardId);
  skills.forEach((skill, ordinal) =>
    run(
      db,
      `insert into skill (standard_id, code, parent_code, tier, name_vi, name_en, source, ordinal)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[standardId, skill.code, skill.parent, skill.tier, skill.vi, skill.en, skill.source, ordinal],
    ),
  );
}
