import { useTranslation } from 'react-i18next';
import { formatInstant } from '~/office/formats';
import { CATEGORIES } from '~/organisation/terms';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { FilterChip } from '../ui/chip';
import { SelectField, TextField } from '../ui/field';
import { Search, SlidersHorizontal } from '../ui/icons';
import type { Moment } from './moment';
import { ROSTER_PATH, ROSTER_RESULTS, rosterHref, without, type RosterQuery } from './roster-filter';
import { unitOptions, type UnitChoice } from './unit-options';
import { nameOf, type Lang } from './words';

/** The date above the table belongs to this form, too. */
export const ROSTER_FORM = 'roster-filter';

export interface RosterFiltersProps {
  query: RosterQuery;
  moment: Moment;
  units: UnitChoice[];
  modules: string[];
  lang: Lang;
}

export interface Condition {
  name: keyof RosterQuery | 'knownAt';
  words: string;
  removeHref: string;
}

/** Conditions in force, as words with the address that takes each off. */
export function useConditions({
  query,
  moment,
  units,
  lang,
}: Omit<RosterFiltersProps, 'modules'>): Condition[] {
  const { t } = useTranslation();
  const unit = units.find(({ code }) => code === query.unit);
  const all: [keyof RosterQuery, string | null][] = [
    ['q', query.q ? t('work:roster.condition_text', { text: query.q }) : null],
    [
      'unit',
      query.unit ? t('work:roster.condition_unit', { unit: unit ? nameOf(unit, lang) : query.unit }) : null,
    ],
    ['category', query.category ? t(`work:category_label.${query.category}`) : null],
    ['result', query.result ? t(`work:result.${query.result}`) : null],
    ['missing', query.missing ? t('work:roster.condition_missing', { module: query.missing }) : null],
  ];
  const conditions: Condition[] = all.flatMap(([name, words]) =>
    words === null ? [] : [{ name, words, removeHref: rosterHref(without(query, name), moment) }],
  );
  if (moment.knownAt !== undefined) {
    conditions.push({
      name: 'knownAt',
      words: t('work:roster.condition_known', { time: formatInstant(moment.knownAt, lang) }),
      removeHref: rosterHref(query, { ...(moment.asOf ? { asOf: moment.asOf } : {}) }),
    });
  }
  return conditions;
}

export function RosterFilters({ query, moment, units, modules, lang }: RosterFiltersProps) {
  const { t } = useTranslation();
  const conditions = useConditions({ query, moment, units, lang });
  const any = { value: '', label: t('work:all') };
  return (
    <Card density="work" as="div" className="no-print">
      <form id={ROSTER_FORM} method="get" action={ROSTER_PATH} className="px-4 pt-3 pb-3" noValidate>
        {moment.knownAt !== undefined && (
          <input type="hidden" name="knownAt" value={new Date(moment.knownAt).toISOString()} />
        )}
        <div className="grid grid-cols-2 items-end gap-x-3 gap-y-2 lg:grid-cols-[1.6fr_1.5fr_1fr_1fr_1fr_auto]">
          <TextField
            name="q"
            type="search"
            label={t('work:roster.find')}
            placeholder={t('work:roster.find_hint')}
            defaultValue={query.q ?? ''}
            icon={Search}
            density="work"
            className="max-sm:col-span-2"
            maxLength={80}
          />
          <SelectField
            name="unit"
            label={t('work:column.unit')}
            defaultValue={query.unit ?? ''}
            options={[{ value: '', label: t('work:roster.whole_scope') }, ...unitOptions(units, lang)]}
            density="work"
            className="max-sm:col-span-2"
          />
          <SelectField
            name="category"
            label={t('work:column.category')}
            defaultValue={query.category ?? ''}
            options={[
              any,
              ...CATEGORIES.map((value) => ({ value, label: t(`work:category_label.${value}`) })),
            ]}
            density="work"
          />
          <SelectField
            name="result"
            label={t('work:column.result')}
            defaultValue={query.result ?? ''}
            options={[any, ...ROSTER_RESULTS.map((value) => ({ value, label: t(`work:result.${value}`) }))]}
            density="work"
          />
          <SelectField
            name="missing"
            label={t('work:roster.missing_module')}
            defaultValue={query.missing ?? ''}
            options={[
              { value: '', label: t('work:roster.any_module') },
              ...modules.map((module) => ({ value: module, label: module })),
            ]}
            density="work"
          />
          <Button size={36} icon={SlidersHorizontal}>
            {t('work:filter')}
          </Button>
        </div>
        {conditions.length > 0 && (
          <p className="mt-2.5 flex flex-wrap items-center gap-2">
            <span className="text-ink-2">{t('work:filtering')}</span>
            {conditions.map(({ name, words, removeHref }) => (
              <FilterChip
                key={name}
                removeHref={removeHref}
                removeLabel={t('work:remove', { condition: words })}
              >
                {words}
              </FilterChip>
            ))}
            <a href={`${ROSTER_PATH}?clear=1`} className="link">
              {t('work:clear_all')}
            </a>
          </p>
        )}
      </form>
    </Card>
  );
}
