import { foldForSearch, matchesAllWords } from '~/organisation/names';

export interface FoundUnit {
  code: string;
  nameVi: string;
  nameEn: string;
}

/** Units whose name, in either language, or code holds words that begin so, whatever the accents. */
export function searchUnits<T extends FoundUnit>(units: readonly T[], text: string): T[] {
  return units.filter(({ nameVi, nameEn, code }) =>
    matchesAllWords(foldForSearch(`${nameVi} ${nameEn} ${code}`), text),
  );
}
