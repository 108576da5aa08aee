import { useTranslation } from 'react-i18next';
import type { ErrorCode } from '~/access/errors';
import { formatInstant, formatInteger } from '~/office/formats';
import { Callout } from '../ui/callout';
import { Card, CardBody, CardHeading } from '../ui/card';
import { Chip, type ChipKind } from '../ui/chip';
import { EmptyState } from '../ui/empty-state';
import { Database } from '../ui/icons';
import { Cell, EmptyRow, HeadCell, Row, Table, TableCard } from '../ui/table';
import type { Lang } from './words';

export type ArchiveState = 'read' | 'full' | 'unsound' | 'unverified';

export interface ArchiveRow {
  name: string;
  /** UTC milliseconds. */
  at: number;
  bytes: number;
  state: ArchiveState;
  verifiedAt: number | null;
}

const CHIP: Record<ArchiveState, ChipKind> = {
  read: 'met',
  full: 'met',
  unsound: 'rejected',
  unverified: 'missing',
};

/** Archives of the folder, newest first. */
export function BackupTable({ archives, lang }: { archives: ArchiveRow[]; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <TableCard className="pb-2">
      <Table caption={t('operations:backups.archives')} stack>
        <thead>
          <Row>
            <HeadCell>{t('operations:backups.made_at')}</HeadCell>
            <HeadCell>{t('operations:backups.name')}</HeadCell>
            <HeadCell align="right">{t('operations:backups.size')}</HeadCell>
            <HeadCell>{t('operations:backups.state')}</HeadCell>
          </Row>
        </thead>
        <tbody>
          {archives.map(({ name, at, bytes, state, verifiedAt }) => (
            <Row key={name}>
              <Cell name className="whitespace-nowrap">
                {formatInstant(at, lang, 'minute')}
              </Cell>
              <Cell className="font-mono text-small whitespace-nowrap max-sm:basis-full">{name}</Cell>
              <Cell align="right" label={t('operations:backups.size')} className="whitespace-nowrap">
                {t('operations:backups.kilobytes', { size: formatInteger(Math.ceil(bytes / 1000), lang) })}
              </Cell>
              <Cell>
                <Chip kind={CHIP[state]} dense>
                  {t(`operations:backups.verified.${state}`)}
                </Chip>
                {verifiedAt !== null && (
                  <span className="text-small whitespace-nowrap text-ink-3 max-sm:ml-2 sm:block">
                    {formatInstant(verifiedAt, lang, 'minute')}
                  </span>
                )}
              </Cell>
            </Row>
          ))}
          {archives.length === 0 && <EmptyRow span={4}>{t('operations:backups.none_yet')}</EmptyRow>}
        </tbody>
      </Table>
    </TableCard>
  );
}

export interface BackupStateProps {
  backups: {
    folder: string | null;
    keep: number;
    isEncrypted: boolean;
    isUnreadable: boolean;
    pending: { state: 'queued' | 'running'; runAfter: number } | null;
    failure: { at: number; code: ErrorCode | null } | null;
  };
  lang: Lang;
}

/** What is under way, what failed last, and how it is set up. */
export function BackupState({ backups, lang }: BackupStateProps) {
  const { t } = useTranslation();
  const { folder, keep, isEncrypted, isUnreadable, pending, failure } = backups;
  return (
    <>
      {isUnreadable && (
        <Callout kind="wrong" dense title={t('operations:backups.unreadable', { folder })}>
          {t('operations:backups.unreadable_text')}
        </Callout>
      )}
      {failure && (
        <Callout
          kind="wrong"
          dense
          title={t('operations:backups.failed', { time: formatInstant(failure.at, lang, 'minute') })}
        >
          {failure.code !== null && `${t(`errors:${failure.code}.title`)}. `}
          {t('operations:backups.failed_text')}
        </Callout>
      )}
      {pending && (
        <Callout kind="note" dense>
          {pending.state === 'running'
            ? t('operations:backups.running')
            : t('operations:backups.waiting', { time: formatInstant(pending.runAfter, lang, 'minute') })}
        </Callout>
      )}
      <p className="text-ink-2">
        {t('operations:backups.plan', { folder, count: keep })}{' '}
        {isEncrypted ? t('operations:backups.encrypted') : t('operations:backups.plain')}
      </p>
    </>
  );
}

/** How an archive is put back: on the machine itself, with the server stopped. */
export function HowToRestore(props: { folder: string; newest: string | null; isEncrypted: boolean }) {
  const { t } = useTranslation();
  const file = `${props.folder}/${props.newest ?? t('operations:backups.archive_name')}`;
  const secret = props.isEncrypted ? ` --passphrase-file ${t('operations:backups.passphrase_name')}` : '';
  return (
    <Card density="work" labelledBy="restore-title">
      <CardBody>
        <CardHeading density="work" id="restore-title">
          {t('operations:backups.restore')}
        </CardHeading>
        <ol className="mt-2 grid list-decimal gap-2 pl-5 text-ink-2">
          <li>
            {t('operations:backups.step_verify')}
            <Command>{`thao backup verify ${file}${secret}`}</Command>
          </li>
          <li>{t('operations:backups.step_stop')}</li>
          <li>
            {t('operations:backups.step_restore')}
            <Command>{`thao restore ${file} --replace${secret}`}</Command>
          </li>
          <li>{t('operations:backups.step_start')}</li>
        </ol>
        <p className="mt-3 text-ink-2">{t('operations:backups.keys')}</p>
      </CardBody>
    </Card>
  );
}

function Command({ children }: { children: string }) {
  return (
    <code className="mt-1 block rounded-small bg-sunk px-2 py-1 font-mono text-small break-all text-ink">
      {children}
    </code>
  );
}

/** Nobody has said where backups go. */
export function NoBackups() {
  const { t } = useTranslation();
  return (
    <EmptyState icon={Database} tone="nghe" title={t('operations:backups.no_folder')}>
      <p>{t('operations:backups.no_folder_text')}</p>
      <p className="mt-2">{t('operations:backups.by_hand')}</p>
      <Command>thao backup create /srv/thao/backups --keep 14</Command>
    </EmptyState>
  );
}
