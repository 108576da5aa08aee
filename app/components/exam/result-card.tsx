import { useTranslation } from 'react-i18next';
import type { AttemptResult, Verdict } from './result-data';
import { formatDate, formatMark, formatTime } from '~/office/formats';
import type { Salutation } from '~/organisation/names';
import { Button, ButtonLink } from '../ui/button';
import { Callout } from '../ui/callout';
import { Card, CardBody } from '../ui/card';
import { Icon } from '../ui/icon';
import { Award, CalendarClock, CircleCheck, CircleDashed, Hourglass, Printer } from '../ui/icons';
import { Bar } from '../ui/progress';

interface Props {
  result: AttemptResult;
  lang: 'vi' | 'en';
  who: Salutation;
  standing: { met: boolean; count: number };
}

/** The verdict in words, the mark against the pass mark, then what it means and what to do next. */
export function ResultCard({ result, lang, who, standing }: Props) {
  const { t } = useTranslation();
  const { verdict } = result;
  if (!verdict) {
    return (
      <Card>
        <CardBody>
          <Head icon="waiting">{t('exam:result.head_grading')}</Head>
          <p className="mt-2 mb-4">{t('exam:result.grading_text')}</p>
          <ButtonLink variant="primary" href="">
            {t('exam:result.reload')}
          </ButtonLink>
        </CardBody>
      </Card>
    );
  }
  const name = t(`learner:salutation.${who.key}`, { name: who.name });
  return (
    <Card>
      <CardBody>
        <Head icon={verdict.passed ? 'passed' : 'not_passed'}>
          {!verdict.passed
            ? t('exam:result.head_not_passed', { count: verdict.missing })
            : standing.met
              ? t('exam:result.head_all', { who: name, count: standing.count })
              : t('exam:result.head_passed', { module: result.exam.module })}
        </Head>
        <MarkLine result={result} verdict={verdict} lang={lang} />
        {verdict.passed ? <Passed result={result} standing={standing} /> : <NotPassed result={result} />}
      </CardBody>
    </Card>
  );
}

const HEAD_ICONS = {
  passed: { icon: CircleCheck, tone: 'text-la' },
  not_passed: { icon: CircleDashed, tone: 'text-nghe' },
  waiting: { icon: Hourglass, tone: 'text-nghe' },
};

function Head({ icon, children }: { icon: keyof typeof HEAD_ICONS; children: string }) {
  const look = HEAD_ICONS[icon];
  return (
    <h1 className="flex items-start gap-3.5 text-title">
      <Icon of={look.icon} size={38} className={`shrink-0 ${look.tone}`} />
      {children}
    </h1>
  );
}

function MarkLine({ result, verdict, lang }: { result: AttemptResult; verdict: Verdict; lang: 'vi' | 'en' }) {
  const { t } = useTranslation();
  const { exam } = result;
  const { num, den } = verdict.mark;
  const mark = formatMark(BigInt(num), BigInt(den), BigInt(exam.passHundredths), 100n, lang);
  const pass = formatMark(BigInt(exam.passHundredths), 100n, 0n, 1n, lang);
  return (
    <>
      <p className="mt-1 sm:pl-13">
        {t('exam:result.line', { title: exam.title[lang] })}
        <b>{t('exam:result.mark_of', { mark, scale: exam.scale })}</b>,{' '}
        {t('exam:result.right_of', { right: verdict.rightCount, count: exam.questionCount })}
      </p>
      <div className="mt-4">
        <Bar
          share={num / den / exam.scale}
          target={exam.passHundredths / 100 / exam.scale}
          height={12}
          tone={verdict.passed ? 'la' : 'nghe'}
        />
        <p className="mt-1 flex justify-between text-work text-ink-2">
          <span>0</span>
          <span>{t('exam:result.pass_mark', { mark: pass })}</span>
          <span>{exam.scale}</span>
        </p>
      </div>
    </>
  );
}

function Passed({ result, standing }: { result: AttemptResult; standing: { met: boolean } }) {
  const { t } = useTranslation();
  return (
    <>
      <Callout
        kind="done"
        icon={Award}
        className="mt-4"
        title={t('exam:result.in_record', { time: formatTime(result.gradedAt ?? 0) })}
      >
        <p>{standing.met ? t('exam:result.in_record_all') : t('exam:result.in_record_more')}</p>
      </Callout>
      <div className="no-print mt-5 flex flex-wrap gap-3">
        <ButtonLink variant="primary" href="/record">
          {t('exam:result.to_record')}
        </ButtonLink>
        <Button type="button" icon={Printer} data-print="">
          {t('exam:result.print')}
        </Button>
      </div>
    </>
  );
}

function NotPassed({ result }: { result: AttemptResult }) {
  const { t } = useTranslation();
  const { next, attemptsLeft: count } = result;
  const title =
    next.kind === 'wait'
      ? t('exam:result.again_wait', { count, date: formatDate(next.earliest) })
      : next.kind === 'used_up'
        ? t('exam:result.again_none')
        : t('exam:result.again_start', { count });
  return (
    <>
      <Callout kind="note" icon={CalendarClock} className="mt-4" title={title}>
        <p>{t('exam:result.again_keep', { module: result.exam.module })}</p>
      </Callout>
      <div className="no-print mt-5 flex flex-wrap gap-3">
        <ButtonLink variant="primary" href="#weak">
          {t('exam:result.study')}
        </ButtonLink>
        <ButtonLink href="/exams">{t('exam:result.to_exams')}</ButtonLink>
      </div>
    </>
  );
}
