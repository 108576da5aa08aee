import { useTranslation } from 'react-i18next';
import { formatDate } from '~/office/formats';
import { inGroups } from '~/access/readable-code';
import { ButtonLink } from '../ui/button';
import { Chip } from '../ui/chip';
import { DefinitionList } from '../ui/definition-list';
import { Download } from '../ui/icons';
import type { Confirmation } from './data';

/** My confirmations, newest first: what stands on them, where to check them, and the file. */
export function RecordConfirmations({ confirmations }: { confirmations: Confirmation[] }) {
  const { t } = useTranslation();
  return (
    <div className="divide-y divide-line-soft">
      {confirmations.map(({ id, number, code, issuedOn, lastDay, state }) => (
        <div key={id} className="py-4 first:pt-1 last:pb-0">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <b>{t('learner:confirmation.number', { number })}</b>
            <Chip kind={state === 'valid' ? 'met' : 'expired'}>
              {t(`learner:confirmation.state.${state}`)}
            </Chip>
          </p>
          <DefinitionList
            look="dense"
            className="mt-1.5"
            rows={[
              { term: t('learner:confirmation.issued_head'), value: formatDate(issuedOn) },
              {
                term: t('learner:confirmation.until'),
                value: lastDay ? formatDate(lastDay) : t('learner:evidence.no_end'),
              },
              {
                term: t('learner:confirmation.code'),
                value: (
                  <a href={`/verify/${code}`} className="link whitespace-nowrap">
                    {inGroups(code)}
                  </a>
                ),
              },
            ]}
          />
          <ButtonLink className="mt-3" icon={Download} href={`/confirmations/${id}.pdf`}>
            {t('learner:confirmation.download')}
            <span className="sr-only"> {number}</span>
          </ButtonLink>
        </div>
      ))}
    </div>
  );
}
