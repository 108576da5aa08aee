import { useTranslation } from 'react-i18next';
import { JOB_STATES, type JobState } from '~/jobs/terms';
import { Button } from '../ui/button';
import { Card, CardBody } from '../ui/card';
import { SelectField } from '../ui/field';
import { SlidersHorizontal } from '../ui/icons';
import { useKindName } from './job-words';

export interface JobFilter {
  state: JobState | null;
  kind: string | null;
}

/** The filter of an address; what is unknown filters nothing. */
export function readJobFilter(params: URLSearchParams): JobFilter {
  const kind = params.get('kind') ?? '';
  return {
    state: JOB_STATES.find((state) => state === params.get('state')) ?? null,
    kind: /^[a-z-]{1,40}$/.test(kind) ? kind : null,
  };
}

export function JobFilters({ filter, kinds }: { filter: JobFilter; kinds: string[] }) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const all = { value: '', label: t('jobs:list.all') };
  return (
    <Card density="work" as="div">
      <CardBody>
        <form method="get" action="/jobs" className="flex flex-wrap items-end gap-3">
          <SelectField
            density="work"
            name="state"
            label={t('jobs:list.state')}
            defaultValue={filter.state ?? ''}
            options={[all, ...JOB_STATES.map((state) => ({ value: state, label: t(`jobs:state.${state}`) }))]}
          />
          <SelectField
            density="work"
            name="kind"
            label={t('jobs:list.kind')}
            defaultValue={filter.kind ?? ''}
            options={[all, ...kinds.map((kind) => ({ value: kind, label: kindName(kind) }))]}
          />
          <Button size={36} icon={SlidersHorizontal}>
            {t('jobs:list.filter')}
          </Button>
        </form>
      </CardBody>
    </Card>
  );
}
