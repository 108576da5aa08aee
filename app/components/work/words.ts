import { useTranslation } from 'react-i18next';
import { mayShowShare, type Share } from '~/proficiency/figure';
import { formatShareBesideTarget, NO_DATA } from '~/office/formats';

export type Lang = 'vi' | 'en';

/** A name that the data carry in both languages. */
export interface Named {
  nameVi: string;
  nameEn: string;
}

export function nameOf(item: Named, lang: Lang): string {
  return lang === 'vi' ? item.nameVi : item.nameEn;
}

/** "cán bộ, công chức và viên chức" */
export function useList(): (items: readonly string[]) => string {
  const { t } = useTranslation();
  return (items) => {
    const last = items.at(-1) ?? '';
    if (items.length < 2) return last;
    return t('work:list_and', { items: items.slice(0, -1).join(', '), last });
  };
}

/** A share beside a target; a dash where nobody counts, or too few for a percentage. */
export function shareText(numerator: number, denominator: number, target: Share, lang: Lang): string {
  if (!mayShowShare(denominator)) return NO_DATA;
  return formatShareBesideTarget(numerator, denominator, target.num, target.den, lang);
}

/** A target in its shortest form: 70%, 72,5%. */
export function targetText(target: Share, lang: Lang): string {
  const text = formatShareBesideTarget(target.num, target.den, target.num, target.den, lang);
  return text.replace(/[.,]0%$/, '%');
}
