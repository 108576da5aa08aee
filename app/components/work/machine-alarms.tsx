import { useTranslation } from 'react-i18next';
import { formatInteger } from '~/office/formats';
import { Callout } from '../ui/callout';
import type { Lang } from './words';

/** What an operator has to see to now. Sizes in bytes, durations in seconds. */
export interface MachineAlarm {
  kind: 'disk_low' | 'disk_full' | 'replica_late';
  place?: 'database' | 'files' | 'backups';
  folder?: string;
  freeBytes?: number;
  lagSeconds?: number | null;
}

/** Above every page of an operator while something about the machine needs him; nothing otherwise. */
export function MachineAlarms({
  alarms,
  fullBytes,
  lang,
}: {
  alarms: MachineAlarm[];
  /** Below so much free space the server stops writing. */
  fullBytes: number;
  lang: Lang;
}) {
  const { t } = useTranslation();
  if (alarms.length === 0) return null;
  const megabytes = (bytes: number) =>
    t('alarms:megabytes', { size: formatInteger(Math.floor(bytes / 1_000_000), lang) });
  return (
    <div className="mb-4 grid gap-3">
      {alarms.map(({ kind, place = 'database', folder = '', freeBytes = 0, lagSeconds = null }) => (
        <Callout
          key={`${kind} ${folder}`}
          kind={kind === 'disk_full' ? 'wrong' : 'warning'}
          dense
          title={t(`alarms:${kind}.title`)}
        >
          {kind === 'disk_full' && t('alarms:disk_full.text', { folder, free: megabytes(freeBytes) })}
          {kind === 'disk_low' &&
            t(`alarms:disk_low.place_${place}`, {
              folder,
              free: megabytes(freeBytes),
              full: megabytes(fullBytes),
            })}
          {kind === 'replica_late' &&
            (lagSeconds === null
              ? t('alarms:replica_late.never')
              : t('alarms:replica_late.text', { count: Math.round(lagSeconds) }))}
        </Callout>
      ))}
    </div>
  );
}
