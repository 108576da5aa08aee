import { rows, type Db } from '../client.server';

export interface SkillRow {
  code: string;
  nameVi: string;
  nameEn: string;
}

/** A module and everything below it, in the order of the newest version of its standard. */
export function listSkillsBelow(db: Db, standardCode: string, module: string): SkillRow[] {
  return rows(
    db,
    `select s.code, s.name_vi as nameVi, s.name_en as nameEn from skill s join standard d on d.id = s.standard_id
     where d.code = @standardCode and d.version = (select max(version) from standard where code = @standardCode)
       and (s.code = @module or s.code like @module || '.%')
     order by s.ordinal`,
    { standardCode, module },
  );
}
