import { useTranslation } from 'react-i18next';
import { formatDate, formatMark } from '~/office/formats';
import type { EvidenceKind, EvidenceState } from '~/proficiency/terms';
import { Chip, type ChipKind } from '../ui/chip';
import type { Lang } from './words';

export interface EvidenceItem {
  id: number;
  kind: EvidenceKind;
  state: EvidenceState;
  modules: string[];
  labelVi: string;
  labelEn: string;
  issuer: string;
  number: string | null;
  mark: { num: number; den: number } | null;
  on: string;
  validTo: string;
  lastDay: string | null;
}

/** The name of a piece of evidence with what identifies it: mark, issuer, number. */
export function EvidenceName({ item, lang }: { item: EvidenceItem; lang: Lang }) {
  const { t } = useTranslation();
  const details = [
    t(`work:evidence_kind.${item.kind}`),
    // Accepted evidence has passed already: nothing to cut below a pass mark.
    item.mark &&
      t('work:person.mark', { mark: formatMark(BigInt(item.mark.num), BigInt(item.mark.den), 0n, 1n, lang) }),
    item.issuer,
    item.number && t('work:person.number', { number: item.number }),
  ].filter(Boolean);
  return (
    <>
      <span>{lang === 'vi' ? item.labelVi : item.labelEn}</span>
      <span className="block text-small text-ink-3">{details.join(' · ')}</span>
    </>
  );
}

const STATE_CHIP: Record<EvidenceState, ChipKind> = {
  claimed: 'waiting',
  accepted: 'met',
  rejected: 'rejected',
  withdrawn: 'neutral',
};

/** What became of it, and whether it still holds on the day. */
export function EvidenceChip({ item, day }: { item: EvidenceItem; day: string }) {
  const { t } = useTranslation();
  if (item.state === 'accepted' && item.validTo <= day) {
    return (
      <Chip kind="expired" dense>
        {t('work:result.expired')}
      </Chip>
    );
  }
  return (
    <Chip kind={STATE_CHIP[item.state]} dense>
      {t(`work:evidence_state.${item.state}`)}
    </Chip>
  );
}

/** The last day, or words for no end. */
export function LastDay({ lastDay }: { lastDay: string | null }) {
  const { t } = useTranslation();
  return <>{lastDay === null ? t('work:person.no_end') : formatDate(lastDay)}</>;
}
