import { useTranslation } from 'react-i18next';
import { formatInstant, formatMark, NO_DATA } from '~/office/formats';
import { Chip } from '../ui/chip';
import { Cell, HeadCell, Row, Table } from '../ui/table';
import type { Attempt, Exam, Lang } from './data';

/** Every attempt, newest first, with its result. */
export function ResultsTable({ exams, lang }: { exams: Exam[]; lang: Lang }) {
  const { t } = useTranslation();
  const attempts = exams
    .flatMap((exam) => exam.attempts.map((attempt, index) => ({ exam, attempt, n: index + 1 })))
    .sort((a, b) => b.attempt.startedAt - a.attempt.startedAt);
  return (
    <Table caption={t('learner:record.results')} density="learner" stack>
      <thead>
        <tr>
          <HeadCell>{t('learner:record.exam')}</HeadCell>
          <HeadCell>{t('learner:record.started')}</HeadCell>
          <HeadCell align="right" className="sm:pr-8">
            {t('learner:evidence.mark_head')}
          </HeadCell>
          <HeadCell>{t('learner:record.outcome')}</HeadCell>
          <HeadCell>
            <span className="sr-only">{t('learner:record.open')}</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {attempts.map(({ exam, attempt, n }) => (
          <Row key={attempt.publicId}>
            <Cell name>
              {exam.title[lang]}
              <span className="block text-work font-normal text-ink-2">
                {t('learner:record.attempt', { n })}
              </span>
            </Cell>
            <Cell label={t('learner:record.started')}>
              {formatInstant(attempt.startedAt, lang, 'minute')}
            </Cell>
            <Cell label={t('learner:evidence.mark_head')} align="right" className="sm:pr-8">
              {markOf(attempt, exam, lang)}
            </Cell>
            <Cell label={t('learner:record.outcome')}>
              <Outcome attempt={attempt} />
            </Cell>
            <Cell align="right">
              {attempt.submittedAt === null ? (
                <a href={`/attempts/${attempt.publicId}`}>{t('learner:step.exam_resume')}</a>
              ) : (
                <a href={`/attempts/${attempt.publicId}/result`}>
                  {t('learner:record.open')}
                  <span className="sr-only">
                    {' '}
                    {exam.module}, {t('learner:record.attempt', { n })}
                  </span>
                </a>
              )}
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function Outcome({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation();
  if (attempt.passed !== null) {
    return (
      <Chip kind={attempt.passed ? 'met' : 'missing'}>
        {attempt.passed ? t('learner:record.passed') : t('learner:record.not_passed')}
      </Chip>
    );
  }
  return (
    <Chip kind="waiting">
      {attempt.submittedAt === null ? t('learner:record.running') : t('learner:record.grading')}
    </Chip>
  );
}

function markOf({ mark }: Attempt, exam: Exam, lang: Lang): string {
  if (!mark) return NO_DATA;
  return formatMark(BigInt(mark.num), BigInt(mark.den), BigInt(exam.passHundredths), 100n, lang);
}
