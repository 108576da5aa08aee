import { useTranslation } from 'react-i18next';
import { formatInstant } from '~/office/formats';
import { Button } from '../ui/button';
import { Chip } from '../ui/chip';
import { Cell, EmptyRow, HeadCell, Row, Table, TableCard } from '../ui/table';
import { accountHref } from './account-filter';

export interface ShownReset {
  id: number;
  username: string;
  fullName: string | null;
  requestedByName: string;
  requestedAt: number;
  reason: string;
  decidedByName: string | null;
  decidedAt: number | null;
  decision: 'approved' | 'refused' | null;
  mayDecide: boolean;
}

/** Requests to take a second factor away; who may decide finds the two buttons in the row. */
export function ResetTable({ resets, lang }: { resets: ShownReset[]; lang: 'vi' | 'en' }) {
  const { t } = useTranslation();
  const time = (at: number) => formatInstant(at, lang, 'minute');
  return (
    <TableCard>
      <Table caption={t('factors:resets.caption')} stack>
        <thead>
          <Row>
            <HeadCell>{t('factors:resets.account')}</HeadCell>
            <HeadCell>{t('factors:resets.reason')}</HeadCell>
            <HeadCell>{t('factors:resets.asked_by')}</HeadCell>
            <HeadCell>{t('factors:resets.asked_at')}</HeadCell>
            <HeadCell>{t('factors:resets.decision')}</HeadCell>
          </Row>
        </thead>
        <tbody>
          {resets.map((reset) => (
            <Row key={reset.id}>
              <Cell>
                <a href={accountHref(reset.username)} className="link">
                  {reset.fullName ?? reset.username}
                </a>
              </Cell>
              <Cell label={t('factors:resets.reason')}>{reset.reason}</Cell>
              <Cell label={t('factors:resets.asked_by')}>{reset.requestedByName}</Cell>
              <Cell label={t('factors:resets.asked_at')}>{time(reset.requestedAt)}</Cell>
              <Cell label={t('factors:resets.decision')} className="max-sm:basis-full">
                {reset.decision ? (
                  <>
                    <Chip kind={reset.decision === 'approved' ? 'met' : 'rejected'}>
                      {t(`factors:resets.${reset.decision}`)}
                    </Chip>{' '}
                    {t('factors:resets.decided_by', {
                      name: reset.decidedByName ?? '',
                      time: time(reset.decidedAt ?? 0),
                    })}
                  </>
                ) : reset.mayDecide ? (
                  <form method="post" className="flex flex-wrap gap-2">
                    <input type="hidden" name="id" value={reset.id} />
                    <Button
                      size={30}
                      name="decision"
                      value="approved"
                      aria-label={t('factors:resets.approve_named', {
                        name: reset.fullName ?? reset.username,
                      })}
                    >
                      {t('factors:resets.approve')}
                    </Button>
                    <Button
                      size={30}
                      name="decision"
                      value="refused"
                      aria-label={t('factors:resets.refuse_named', {
                        name: reset.fullName ?? reset.username,
                      })}
                    >
                      {t('factors:resets.refuse')}
                    </Button>
                  </form>
                ) : (
                  <Chip kind="waiting">{t('factors:resets.own')}</Chip>
                )}
              </Cell>
            </Row>
          ))}
          {resets.length === 0 && <EmptyRow span={5}>{t('factors:resets.none')}</EmptyRow>}
        </tbody>
      </Table>
    </TableCard>
  );
}
