import { useTranslation } from 'react-i18next';
import { NO_DATA } from '~/office/formats';
import { Callout } from '../ui/callout';
import { Card, CardBody, CardHeading } from '../ui/card';
import { DefinitionList } from '../ui/definition-list';

/** Faults of a seal that have words. */
export type SealFault =
  | 'seal_missing'
  | 'chain_broken'
  | 'rows_changed'
  | 'detail_changed'
  | 'rows_without_transaction'
  | 'end_cut_off'
  | 'head_unknown'
  | 'views_changed';

export interface SealCardProps {
  id: number;
  seal: string | null;
  previous: string | null;
  fault: SealFault | null;
  isNewest: boolean;
}

/** The seal of a transaction, computed again. */
export function SealCard({ seal, previous, fault, isNewest }: SealCardProps) {
  const { t } = useTranslation();
  const hash = (text: string | null) => (
    <span className="font-mono text-small break-all">{text || NO_DATA}</span>
  );
  return (
    <Card density="work" labelledBy="seal-title">
      <CardBody>
        <CardHeading density="work" id="seal-title">
          {t('trail:tx.seal_title')}
        </CardHeading>
        <Callout
          kind={fault ? 'wrong' : 'done'}
          dense
          className="my-3"
          title={fault ? t('trail:tx.fails') : t('trail:tx.fits')}
        >
          {fault ? t(`trail:fault.${fault}`) : t('trail:tx.fits_text')}
        </Callout>
        <DefinitionList
          look="dense"
          rows={[
            { term: t('trail:tx.seal'), value: hash(seal) },
            { term: t('trail:tx.previous'), value: previous === '' ? t('trail:tx.first') : hash(previous) },
          ]}
        />
        {isNewest && !fault && <p className="mt-2 text-small text-ink-3">{t('trail:tx.newest')}</p>}
      </CardBody>
    </Card>
  );
}
