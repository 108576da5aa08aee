import { useTranslation } from 'react-i18next';
import { AUDIT_ACTION_CODES, OBJECT_KINDS } from '~/access/audit-actions';
import { formatDate } from '~/office/formats';
import { isDate } from '~/office/dates';
import { Button, ButtonLink } from '../ui/button';
import { Card } from '../ui/card';
import { FilterChip } from '../ui/chip';
import { DateField } from '../ui/date-field';
import { ErrorSummary } from '../ui/error-summary';
import { SelectField, TextField } from '../ui/field';
import { Download, SlidersHorizontal } from '../ui/icons';
import type { Lang } from '../work/words';
import {
  TRAIL_FIELDS,
  TRAIL_PATH,
  trailExportHref,
  trailHref,
  type ReadTrailQuery,
  type TrailField,
} from './trail-query';

export interface TrailFiltersProps extends Pick<ReadTrailQuery, 'query' | 'errors'> {
  lang: Lang;
}

/** What narrows the trail: to be typed, and as words that can be taken off. */
export function TrailFilters({ query, errors, lang }: TrailFiltersProps) {
  const { t } = useTranslation();
  const labels: Record<TrailField, string> = {
    from: t('trail:filter.from'),
    to: t('trail:filter.to'),
    actor: t('trail:filter.actor'),
    action: t('trail:filter.action'),
    kind: t('trail:filter.object_kind'),
    object: t('trail:filter.object_id'),
    person: t('trail:filter.person'),
  };
  const wrong = TRAIL_FIELDS.filter((name) => errors[name]);
  const problem = (name: TrailField) => {
    const code = errors[name];
    return code ? { error: t(`trail:filter.problem.${code}`) } : {};
  };
  const byWords = (a: { label: string }, b: { label: string }) => a.label.localeCompare(b.label, lang);
  const any = { value: '', label: t('trail:filter.any') };
  const actions = AUDIT_ACTION_CODES.map((value) => ({ value, label: t(`trail:action.${value}`) }));
  const kinds = OBJECT_KINDS.map((value) => ({ value, label: t(`trail:object.${value}`) }));
  const typed = (iso: string | undefined) => (iso && isDate(iso) ? formatDate(iso) : (iso ?? ''));
  const pattern = t('trail:filter.date_pattern');
  return (
    <>
      {wrong.length > 0 && (
        <ErrorSummary
          title={t('trail:filter.refused')}
          errors={wrong.map((name) => ({ fieldId: name, label: labels[name] }))}
        />
      )}
      <Card density="work" as="div" className="no-print">
        <form method="get" action={TRAIL_PATH} noValidate className="px-4 pt-3 pb-3">
          <div className="grid grid-cols-2 items-start gap-x-3 gap-y-2 lg:grid-cols-4">
            {(['from', 'to'] as const).map((name) => (
              <DateField
                key={name}
                name={name}
                label={labels[name]}
                defaultValue={typed(query[name])}
                patternTitle={pattern}
                density="work"
                {...problem(name)}
              />
            ))}
            <TextField
              name="actor"
              label={labels.actor}
              hint={t('trail:filter.actor_hint')}
              defaultValue={query.actor ?? ''}
              autoComplete="off"
              density="work"
              className="max-sm:col-span-2"
            />
            <TextField
              name="person"
              label={labels.person}
              defaultValue={query.person ?? ''}
              autoComplete="off"
              density="work"
              className="max-sm:col-span-2"
              {...problem('person')}
            />
            <SelectField
              name="action"
              label={labels.action}
              defaultValue={query.action ?? ''}
              options={[any, ...actions.sort(byWords)]}
              density="work"
              className="max-sm:col-span-2"
            />
            <SelectField
              name="kind"
              label={labels.kind}
              defaultValue={query.kind ?? ''}
              options={[any, ...kinds.sort(byWords)]}
              density="work"
              {...problem('kind')}
            />
            <TextField
              name="object"
              label={labels.object}
              defaultValue={query.object ?? ''}
              autoComplete="off"
              density="work"
              {...problem('object')}
            />
            <div className="flex flex-wrap gap-2 self-end max-sm:col-span-2">
              <Button size={36} icon={SlidersHorizontal}>
                {t('work:filter')}
              </Button>
              {wrong.length === 0 && (
                <ButtonLink
                  size={36}
                  icon={Download}
                  href={trailExportHref(query)}
                  title={t('trail:export_note')}
                >
                  {t('trail:export')}
                </ButtonLink>
              )}
            </div>
          </div>
          <Conditions query={query} typed={typed} />
        </form>
      </Card>
    </>
  );
}

function Conditions({
  query,
  typed,
}: Pick<ReadTrailQuery, 'query'> & { typed: (iso: string | undefined) => string }) {
  const { t } = useTranslation();
  const { from, to, actor, action, kind, object, person } = query;
  const words: [TrailField, string | false | undefined][] = [
    ['from', from && t('trail:filter.condition.from', { value: typed(from) })],
    ['to', to && t('trail:filter.condition.to', { value: typed(to) })],
    ['actor', actor && t('trail:filter.condition.actor', { value: actor })],
    ['person', person && t('trail:filter.condition.person', { value: person })],
    ['action', action && t(`trail:action.${action}`)],
    [
      'object',
      kind && object && t('trail:filter.condition.object', { kind: t(`trail:object.${kind}`), id: object }),
    ],
  ];
  const conditions = words.filter((pair): pair is [TrailField, string] => Boolean(pair[1]));
  if (conditions.length === 0) return null;
  const without = (name: TrailField) => {
    const rest = { ...query };
    delete rest[name];
    if (name === 'object') delete rest.kind;
    return trailHref(rest);
  };
  return (
    <p className="mt-2.5 flex flex-wrap items-center gap-2">
      <span className="text-ink-2">{t('work:filtering')}</span>
      {conditions.map(([name, label]) => (
        <FilterChip
          key={name}
          removeHref={without(name)}
          removeLabel={t('work:remove', { condition: label })}
        >
          {label}
        </FilterChip>
      ))}
      <a href={TRAIL_PATH} className="link">
        {t('work:clear_all')}
      </a>
    </p>
  );
}
