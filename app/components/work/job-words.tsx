import { useTranslation } from 'react-i18next';
import { ERROR_CODES } from '~/access/errors';
import { JOB_FAULTS, knownKind, type JobState } from '~/jobs/terms';
import { Chip, type ChipKind } from '../ui/chip';
import { RefreshCw } from '../ui/icons';

/** What a page knows of a job. All times are UTC milliseconds. */
export interface JobData {
  publicId: string;
  kind: string;
  state: JobState;
  username: string | null;
  isOwn: boolean;
  createdAt: number;
  runAfter: number;
  startedAt: number | null;
  finishedAt: number | null;
  tries: number;
  maxTries: number;
  done: number;
  total: number | null;
  result: Record<string, unknown> | null;
  failure: { code: string; detail: Record<string, string | number> } | null;
  may: { cancel: boolean; retry: boolean };
}

const LOOK: Record<JobState, ChipKind> = {
  queued: 'waiting',
  running: 'info',
  done: 'met',
  failed: 'rejected',
  cancelled: 'neutral',
};

export function JobChip({ state }: { state: JobState }) {
  const { t } = useTranslation();
  return (
    <Chip kind={LOOK[state]} dense {...(state === 'running' ? { icon: RefreshCw } : {})}>
      {t(`jobs:state.${state}`)}
    </Chip>
  );
}

/** The name of a kind; one of another version is shown by its code. */
export function useKindName(): (kind: string) => string {
  const { t } = useTranslation();
  return (code) => {
    const kind = knownKind(code);
    return kind ? t(`jobs:kind.${kind}`) : code;
  };
}

/** Why a job failed, in words. */
export function useFailureWords(): (failure: NonNullable<JobData['failure']>) => string {
  const { t } = useTranslation();
  return ({ code, detail }) => {
    const refused = ERROR_CODES.find((known) => known === code);
    if (refused) return `${t(`errors:${refused}.title`)}. ${t(`errors:${refused}.text`, detail)}`;
    const fault = JOB_FAULTS.find((known) => known === code) ?? 'unexpected';
    const name = [detail.name, detail.code].filter(Boolean).join(', ');
    return fault === 'unexpected' && name !== ''
      ? t('jobs:failure.unexpected_named', { name })
      : t(`jobs:failure.${fault}`);
  };
}
