import { useTranslation } from 'react-i18next';
import { formatInstant, formatInteger } from '~/office/formats';

export interface VoidedNumbers {
  from: string;
  to: string;
  count: number;
  /** UTC milliseconds. */
  at: number;
}

/** Register numbers that restores left empty, a line for each range. */
export function VoidedList({ ranges, lang }: { ranges: VoidedNumbers[]; lang: 'vi' | 'en' }) {
  const { t } = useTranslation();
  return (
    <ul className="mt-1 list-disc pl-5">
      {ranges.map(({ from, to, count, at }) => (
        <li key={from}>
          {count === 1
            ? t('operations:voids.one', { from, time: formatInstant(at, lang, 'minute') })
            : t('operations:voids.range', {
                ...{ from, to, count },
                number: formatInteger(count, lang),
                time: formatInstant(at, lang, 'minute'),
              })}
        </li>
      ))}
    </ul>
  );
}
