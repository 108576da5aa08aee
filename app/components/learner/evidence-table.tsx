import { useTranslation } from 'react-i18next';
import { formatDate, formatMark, NO_DATA } from '~/office/formats';
import { Chip, type ChipKind } from '../ui/chip';
import { Cell, HeadCell, Row, Table } from '../ui/table';
import type { EvidenceState } from '~/proficiency/terms';
import type { Evidence, Lang } from './data';

const CHIPS: Record<EvidenceState, ChipKind> = {
  claimed: 'waiting',
  accepted: 'met',
  rejected: 'rejected',
  withdrawn: 'neutral',
};

interface Props {
  evidence: Evidence[];
  /** ISO date of today: what has ended says so. */
  today: string;
  lang: Lang;
}

/** Everything that shows a skill of mine, newest first, whatever became of it. */
export function EvidenceTable({ evidence, today, lang }: Props) {
  const { t } = useTranslation();
  return (
    <Table caption={t('learner:record.evidence')} density="learner" stack>
      <thead>
        <tr>
          <HeadCell>{t('learner:evidence.what')}</HeadCell>
          <HeadCell>{t('learner:evidence.modules')}</HeadCell>
          <HeadCell align="right" className="sm:pr-8">
            {t('learner:evidence.mark_head')}
          </HeadCell>
          <HeadCell>{t('learner:evidence.on')}</HeadCell>
          <HeadCell>{t('learner:evidence.until')}</HeadCell>
          <HeadCell>{t('learner:evidence.state_head')}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {evidence.map((item) => (
          <Row key={item.id}>
            <Cell name className="font-normal">
              <What item={item} lang={lang} />
            </Cell>
            <Cell label={t('learner:evidence.modules')}>{item.modules.join(', ')}</Cell>
            <Cell label={t('learner:evidence.mark_head')} align="right" className="sm:pr-8">
              {item.mark ? formatMark(BigInt(item.mark.num), BigInt(item.mark.den), 0n, 1n, lang) : NO_DATA}
            </Cell>
            <Cell label={t('learner:evidence.on')}>{formatDate(item.on)}</Cell>
            <Cell label={t('learner:evidence.until')}>
              {item.lastDay ? formatDate(item.lastDay) : t('learner:evidence.no_end')}
            </Cell>
            <Cell label={t('learner:evidence.state_head')}>
              {item.state === 'accepted' && item.lastDay !== null && item.lastDay < today ? (
                <Chip kind="expired">{t('learner:state.expired')}</Chip>
              ) : (
                <Chip kind={CHIPS[item.state]}>{t(`learner:evidence.state.${item.state}`)}</Chip>
              )}
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function What({ item, lang }: { item: Evidence; lang: Lang }) {
  const { t } = useTranslation();
  const name = lang === 'vi' ? item.labelVi : item.labelEn;
  const from = [
    t(`learner:evidence.kind.${item.kind}`),
    item.issuer,
    item.number ? t('learner:evidence.number', { number: item.number }) : '',
  ];
  return (
    <>
      {item.attemptPublicId ? (
        <a href={`/attempts/${item.attemptPublicId}/result`}>{name}</a>
      ) : (
        <span className="font-semibold">{name}</span>
      )}
      <span className="block text-work text-ink-2">{from.filter((part) => part !== '').join(', ')}</span>
    </>
  );
}
