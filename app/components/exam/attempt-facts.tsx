import { useTranslation } from 'react-i18next';
import { formatInstant, formatTime } from '~/office/formats';
import { Card, CardBody, CardHead } from '../ui/card';
import { DefinitionList } from '../ui/definition-list';
import type { AttemptResult } from './result-data';

/** When, how long, which paper, what was saved: enough to talk about an attempt on the phone. */
export function AttemptFacts({ result, lang }: { result: AttemptResult; lang: 'vi' | 'en' }) {
  const { t } = useTranslation();
  const { exam, startedAt } = result;
  const submittedAt = result.submittedAt ?? startedAt;
  const seconds = Math.floor((submittedAt - startedAt) / 1000);
  return (
    <Card labelledBy="attempt-title">
      <CardHead id="attempt-title">{t('exam:result.attempt')}</CardHead>
      <CardBody className="pt-0">
        <DefinitionList
          look="dense"
          className="sm:[&>div]:grid-cols-[7rem_minmax(0,1fr)]"
          rows={[
            { term: t('exam:result.started'), value: formatInstant(startedAt, lang) },
            {
              term: t('exam:result.submitted'),
              value: `${formatTime(submittedAt)}${
                result.submittedBy === 'deadline' ? `, ${t('exam:result.submitted_by_deadline')}` : ''
              }`,
            },
            {
              term: t('exam:result.taken'),
              value: t('exam:result.taken_value', {
                minutes: Math.floor(seconds / 60),
                seconds: seconds % 60,
              }),
            },
            {
              term: t('exam:result.paper'),
              value: t('exam:result.paper_value', {
                code: exam.code,
                version: exam.version,
                paper: result.paperCode,
              }),
            },
            { term: t('exam:result.saved'), value: `${result.answered}/${exam.questionCount}` },
            ...(result.late > 0
              ? [{ term: t('exam:result.late'), value: t('exam:result.late_value', { count: result.late }) }]
              : []),
            { term: t('exam:result.rounding'), value: t('exam:result.rounding_value') },
          ]}
        />
      </CardBody>
    </Card>
  );
}
