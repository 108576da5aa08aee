import { useTranslation } from 'react-i18next';
import { formatDate } from '~/office/formats';
import { ButtonLink } from '../ui/button';
import { Card, CardBody, CardHeading } from '../ui/card';
import { Chip } from '../ui/chip';
import { Award, Download } from '../ui/icons';
import { Timeline, type Step, type StepState } from '../ui/stepper';
import type { Confirmation, Lang } from './data';
import { inWords } from './in-words';

interface Props {
  /** Number of modules required, and those missing. */
  count: number;
  missing: string[];
  confirmation: Confirmation | null;
  lang: Lang;
  /** Another place on the page already has the download as its one main action. */
  plain?: boolean;
}

/** Where the confirmation stands: three steps, and who acts in each. */
export function ConfirmationCard({ count, missing, confirmation, lang, plain = false }: Props) {
  const { t } = useTranslation();
  const issued = confirmation?.state === 'valid';
  const isMet = missing.length === 0;
  const states: StepState[] = issued
    ? ['done', 'done', 'done']
    : isMet
      ? ['done', 'current', 'coming']
      : ['current', 'coming', 'coming'];
  const titles: Pick<Step, 'title' | 'note'>[] = [
    {
      title: t('learner:confirmation.step_met', { count, number: inWords(t, count, lang) }),
      note: isMet ? undefined : t('learner:confirmation.missing', { modules: missing.join(', ') }),
    },
    {
      title: t('learner:confirmation.step_review'),
      note: issued ? undefined : t('learner:confirmation.review_time'),
    },
    {
      title: t('learner:confirmation.step_issue'),
      note: issued
        ? t('learner:confirmation.issued_on', { date: formatDate(confirmation.issuedOn) })
        : undefined,
    },
  ];
  return (
    <Card labelledBy="confirmation-card">
      <CardBody>
        <CardHeading id="confirmation-card" icon={Award}>
          {t('learner:confirmation.title')}
        </CardHeading>
        <p className="mt-1.5">
          <Chip kind={issued ? 'met' : 'notIssued'}>
            {issued ? t('learner:confirmation.issued') : t('learner:confirmation.not_issued')}
          </Chip>
        </p>
        <Timeline
          className="mt-4"
          steps={titles.map((step, index) => {
            const state = states[index] ?? 'coming';
            return { ...step, state, stateLabel: t(`learner:step_state.${state}`), waitsForYou: index === 0 };
          })}
        />
        {issued && !plain && (
          <ButtonLink className="mt-4" icon={Download} href={`/confirmations/${confirmation.id}.pdf`}>
            {t('learner:confirmation.download')}
          </ButtonLink>
        )}
      </CardBody>
    </Card>
  );
}
