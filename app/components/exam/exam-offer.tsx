import { useTranslation } from 'react-i18next';
import type { MayStart } from '~/assessment/attempt-clock';
import type { Weight } from '~/assessment/grading';
import type { AttemptState } from '~/assessment/terms';
import { formatDate, formatInstant, formatMark } from '~/office/formats';
import { ButtonLink } from '../ui/button';
import { Card, CardBody, CardHead } from '../ui/card';
import { Chip } from '../ui/chip';
import { ArrowRight } from '../ui/icons';

export interface OfferedExam {
  code: string;
  title: { vi: string; en: string };
  minutes: number;
  scale: number;
  passHundredths: number;
  questionCount: number;
  attemptsAllowed: number;
  attempts: {
    publicId: string;
    state: AttemptState;
    startedAt: number;
    submittedAt: number | null;
    mark: Weight | null;
    passed: boolean | null;
  }[];
  next: MayStart;
}

/** One exam on offer: what it is, what may be done next, and what was done so far. */
export function ExamOffer({ exam, lang }: { exam: OfferedExam; lang: 'vi' | 'en' }) {
  const { t } = useTranslation();
  const { code, attempts, next, minutes, questionCount: count } = exam;
  return (
    <Card labelledBy={`exam-${code}`}>
      <CardHead id={`exam-${code}`} ground="line">
        {exam.title[lang]}
      </CardHead>
      <CardBody>
        <div className="flex flex-wrap items-center justify-between gap-4">
          <div>
            <p>{t('exam:list.shape', { count, minutes, allowed: exam.attemptsAllowed })}</p>
            <p className="text-work text-ink-2">
              <NextLine next={next} passed={attempts.some(({ passed }) => passed === true)} />
            </p>
          </div>
          {next.kind === 'resume' && (
            <ButtonLink variant="primary" href={`/attempts/${next.publicId}`} iconRight={ArrowRight}>
              {t('exam:list.resume')}
            </ButtonLink>
          )}
          {next.kind === 'start' && (
            <ButtonLink variant="primary" href={`/exams/${code}`} iconRight={ArrowRight}>
              {t('exam:list.open')}
            </ButtonLink>
          )}
        </div>
      </CardBody>
      {attempts.length > 0 && (
        <ul className="divide-y divide-line border-t border-line">
          {attempts.map((attempt, index) => (
            <li
              key={attempt.publicId}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 sm:px-6"
            >
              <span className="min-w-28">{t('exam:list.attempt', { n: index + 1 })}</span>
              <span className="text-work text-ink-2">{formatInstant(attempt.startedAt, lang, 'minute')}</span>
              <Outcome attempt={attempt} exam={exam} lang={lang} />
              {attempt.submittedAt !== null && (
                <a className="link ml-auto" href={`/attempts/${attempt.publicId}/result`}>
                  {t('exam:list.result')}
                  <span className="sr-only"> {t('exam:list.attempt', { n: index + 1 })}</span>
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function NextLine({ next, passed }: { next: MayStart; passed: boolean }) {
  const { t } = useTranslation();
  if (passed && next.kind !== 'resume') return t('exam:list.passed');
  if (next.kind === 'wait') return t('exam:list.wait', { date: formatDate(next.earliest) });
  return t(`exam:list.next.${next.kind}`);
}

function Outcome(props: { attempt: OfferedExam['attempts'][number]; exam: OfferedExam; lang: 'vi' | 'en' }) {
  const { t } = useTranslation();
  const { attempt, exam, lang } = props;
  if (attempt.mark === null || attempt.passed === null) {
    return (
      <Chip kind="waiting">
        {attempt.submittedAt === null ? t('exam:list.running') : t('exam:list.grading')}
      </Chip>
    );
  }
  const mark = formatMark(
    BigInt(attempt.mark.num),
    BigInt(attempt.mark.den),
    BigInt(exam.passHundredths),
    100n,
    lang,
  );
  return (
    <>
      <Chip kind={attempt.passed ? 'met' : 'missing'}>
        {attempt.passed ? t('exam:result.passed') : t('exam:result.not_passed')}
      </Chip>
      <span>{t('exam:result.mark_of', { mark, scale: exam.scale })}</span>
    </>
  );
}
