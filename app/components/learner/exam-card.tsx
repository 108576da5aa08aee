import { useTranslation } from 'react-i18next';
import { formatDate, weekdayName } from '~/office/formats';
import { ButtonLink } from '../ui/button';
import { Card, CardBody, CardHeading } from '../ui/card';
import { CalendarClock } from '../ui/icons';
import type { Exam, Lang } from './data';

/** The exams of what is still missing: what they are, and from when they may be started. */
export function ExamCard({ exams, lang }: { exams: Exam[]; lang: Lang }) {
  const { t } = useTranslation();
  if (exams.length === 0) return null;
  return (
    <Card labelledBy="exam-card">
      <CardBody>
        <CardHeading id="exam-card" icon={CalendarClock}>
          {t('learner:exam.title')}
        </CardHeading>
        <div className="divide-y divide-line-soft">
          {exams.map((exam) => (
            <ExamLines key={exam.code} exam={exam} lang={lang} />
          ))}
        </div>
      </CardBody>
    </Card>
  );
}

function ExamLines({ exam, lang }: { exam: Exam; lang: Lang }) {
  const { t } = useTranslation();
  const { code, module, questionCount: count, minutes, next, attemptsAllowed: allowed, attempts } = exam;
  return (
    <div className="py-4 last:pb-0">
      <h3 className="text-label">{t('learner:exam.name', { module })}</h3>
      <p className="text-work-heading">
        {next.kind === 'wait'
          ? t('learner:exam.wait', {
              day: `${weekdayName(next.earliest, lang)} ${formatDate(next.earliest)}`,
            })
          : t(`learner:exam.next.${next.kind}`)}
      </p>
      <p className="mt-1 text-work text-ink-2">
        {t('learner:exam.shape', { count, minutes })}{' '}
        {t('learner:exam.left', { left: allowed - attempts.length, allowed })}
      </p>
      <ButtonLink
        className="mt-3"
        href={next.kind === 'resume' ? `/attempts/${next.publicId}` : `/exams/${code}`}
      >
        {next.kind === 'resume' ? t('learner:step.exam_resume') : t('learner:exam.open')}
        <span className="sr-only"> {module}</span>
      </ButtonLink>
    </div>
  );
}
