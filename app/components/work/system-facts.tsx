import { useTranslation } from 'react-i18next';
import { formatInstant, formatInteger, NO_DATA } from '~/office/formats';
import { Card, CardBody, CardHeading } from '../ui/card';
import { DefinitionList } from '../ui/definition-list';
import { Cell, EmptyRow, HeadCell, Row, Table, TableCard } from '../ui/table';
import type { Lang } from './words';

/** What the system page counts, in its order. */
const COUNTS = [
  'unit',
  'person',
  'account',
  'question',
  'attempt',
  'evidence',
  'confirmation',
  'audit_entry',
] as const;

interface Stamp {
  id: number;
  /** UTC milliseconds. */
  at: number;
}

export interface SystemFactsProps {
  status: {
    counts: Record<(typeof COUNTS)[number], number>;
    databaseBytes: number;
    trailHead: string;
    lastTx: Stamp | null;
  };
  lang: Lang;
}

/** Size, counts, and the head of the trail to write down outside the machine. */
export function SystemFacts({ status, lang }: SystemFactsProps) {
  const { t } = useTranslation();
  const { counts, databaseBytes, trailHead, lastTx } = status;
  const number = (value: number) => formatInteger(value, lang);
  return (
    <div className="grid gap-4">
      <Card density="work" labelledBy="counts-title">
        <CardBody>
          <CardHeading density="work" id="counts-title">
            {t('work:system.counts')}
          </CardHeading>
          <DefinitionList
            look="ends"
            className="mt-2"
            rows={[
              // Kilobytes of 1,000 bytes, rounded up, so that a small database is not shown as empty.
              {
                term: t('work:system.size'),
                value: t('work:system.kilobytes', { size: number(Math.ceil(databaseBytes / 1000)) }),
              },
              ...COUNTS.map((name) => ({
                term: t(`work:system.count.${name}`),
                value: number(counts[name]),
              })),
            ]}
          />
        </CardBody>
      </Card>
      <Card density="work" labelledBy="trail-title">
        <CardBody>
          <CardHeading density="work" id="trail-title">
            {t('work:system.trail')}
          </CardHeading>
          <p className="mt-1 text-ink-2">{t('work:system.trail_text')}</p>
          <p className="mt-2 font-mono text-small break-all">{trailHead || NO_DATA}</p>
          {lastTx && (
            <p className="mt-2 text-small text-ink-3">
              {t('work:system.last_tx', { tx: number(lastTx.id), time: formatInstant(lastTx.at, lang) })}
            </p>
          )}
        </CardBody>
      </Card>
    </div>
  );
}

/** The newest write transactions: who changed what, and when. */
export function RecentWrites({
  rows,
  lang,
}: {
  rows: (Stamp & { actorName: string; command: string })[];
  lang: Lang;
}) {
  const { t } = useTranslation();
  return (
    <TableCard className="pb-2">
      <h2 className="px-5 py-3 text-work-heading">{t('work:system.recent')}</h2>
      <Table caption={t('work:system.recent')} stack>
        <thead>
          <Row>
            <HeadCell align="right">{t('work:system.tx')}</HeadCell>
            <HeadCell>{t('work:system.time')}</HeadCell>
            <HeadCell>{t('work:system.account')}</HeadCell>
            <HeadCell>{t('work:system.command')}</HeadCell>
          </Row>
        </thead>
        <tbody>
          {rows.map(({ id, at, actorName, command }) => (
            <Row key={id}>
              <Cell align="right" name className="font-normal">
                {formatInteger(id, lang)}
              </Cell>
              <Cell label={t('work:system.time')}>{formatInstant(at, lang)}</Cell>
              <Cell label={t('work:system.account')}>{actorName}</Cell>
              <Cell label={t('work:system.command')} className="font-mono">
                {command}
              </Cell>
            </Row>
          ))}
          {rows.length === 0 && <EmptyRow span={4}>{t('work:no_data')}</EmptyRow>}
        </tbody>
      </Table>
    </TableCard>
  );
}
