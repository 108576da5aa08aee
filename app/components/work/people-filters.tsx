import { useTranslation } from 'react-i18next';
import { BLOCKS, CATEGORIES, LEVELS } from '~/organisation/terms';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { FilterChip } from '../ui/chip';
import { SelectField } from '../ui/field';
import { SlidersHorizontal } from '../ui/icons';
import { momentParams, type Moment } from './moment';
import { withoutCondition, type PeopleQuery } from './people-filter';
import { PEOPLE_PATH, peopleHref } from './people-links';
import { unitOptions, type UnitChoice } from './unit-options';
import { nameOf, type Lang } from './words';

export interface PeopleFiltersProps {
  query: PeopleQuery;
  moment: Moment;
  units: UnitChoice[];
  lang: Lang;
}

/** The number's own conditions, to be changed or taken off. */
export function PeopleFilters({ query, moment, units, lang }: PeopleFiltersProps) {
  const { t } = useTranslation();
  const any = { value: '', label: t('work:all') };
  const unit = units.find(({ code }) => code === query.unit);
  const words: [keyof PeopleQuery, string | null][] = [
    [
      'unit',
      query.unit ? t('work:roster.condition_unit', { unit: unit ? nameOf(unit, lang) : query.unit }) : null,
    ],
    ['own', query.own ? t('work:people.condition_own') : null],
    ['level', query.level ? t(`work:level.${query.level}`) : null],
    [
      'block',
      query.block ? t('work:people.condition_block', { block: t(`work:block.${query.block}`) }) : null,
    ],
    ['category', query.category ? t(`work:category_label.${query.category}`) : null],
    ['met', query.met ? t(`work:people.met.${query.met}`) : null],
  ];
  const conditions = words.filter((pair): pair is [keyof PeopleQuery, string] => pair[1] !== null);
  return (
    <Card density="work" as="div" className="no-print">
      <form method="get" action={PEOPLE_PATH} className="px-4 pt-3 pb-3">
        {Object.entries(momentParams(moment)).map(([name, value]) =>
          value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
        )}
        {query.own && <input type="hidden" name="own" value="1" />}
        <div className="grid grid-cols-2 items-end gap-x-3 gap-y-2 lg:grid-cols-[1.6fr_1fr_1fr_1fr_1fr_auto]">
          <SelectField
            name="unit"
            label={t('work:column.unit')}
            defaultValue={query.unit ?? ''}
            options={[{ value: '', label: t('work:roster.whole_scope') }, ...unitOptions(units, lang)]}
            density="work"
            className="max-sm:col-span-2"
          />
          <SelectField
            name="level"
            label={t('work:column.level')}
            defaultValue={query.level ?? ''}
            options={[any, ...LEVELS.map((value) => ({ value, label: t(`work:level.${value}`) }))]}
            density="work"
          />
          <SelectField
            name="block"
            label={t('work:column.block')}
            defaultValue={query.block ?? ''}
            options={[any, ...BLOCKS.map((value) => ({ value, label: t(`work:block.${value}`) }))]}
            density="work"
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
            name="met"
            label={t('work:column.result')}
            defaultValue={query.met ?? ''}
            options={[
              any,
              { value: 'yes', label: t('work:people.met.yes') },
              { value: 'no', label: t('work:people.met.no') },
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
            {conditions.map(([name, label]) => (
              <FilterChip
                key={name}
                removeHref={peopleHref(moment, withoutCondition(query, name))}
                removeLabel={t('work:remove', { condition: label })}
              >
                {label}
              </FilterChip>
            ))}
            <a href={peopleHref(moment)} className="link">
              {t('work:clear_all')}
            </a>
          </p>
        )}
      </form>
    </Card>
  );
}
