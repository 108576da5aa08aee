import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, weekdayName } from '~/office/formats';
import { ButtonLink } from '../ui/button';
import { Card, CardBody } from '../ui/card';
import { ArrowRight, Download } from '../ui/icons';
import { Bar } from '../ui/progress';
import type { Lang } from './data';
import type { HomeStep } from './home-step';

/** The next thing to do with the page's one primary button; or, in the same place, for whom the person waits. */
export function NextStepCard({ step, lang }: { step: HomeStep; lang: Lang }) {
  const { t } = useTranslation();
  switch (step.kind) {
    case 'study': {
      const { module, ordinal, title, lessonsDone, lessonCount, minutes, section, started } = step;
      const n = ordinal;
      const isNew = !started && lessonsDone === 0;
      return (
        <Shell
          title={started ? t('learner:step.study', { n, title }) : t('learner:step.study_new', { n, title })}
          text={
            <>
              {t('learner:step.study_text', { module, done: lessonsDone, count: lessonCount })}{' '}
              {started
                ? t('learner:step.study_place', { count: minutes, section })
                : t('learner:step.study_minutes', { count: minutes })}
            </>
          }
          share={lessonsDone / lessonCount}
          action={
            <Primary href={lessonPath(step)}>
              {isNew ? t('learner:step.begin') : t('learner:step.go_on')}
            </Primary>
          }
        />
      );
    }
    case 'exam_running':
      return (
        <Shell
          title={t('learner:step.exam_running', { module: step.module })}
          text={t('learner:step.exam_running_text')}
          action={<Primary href={`/attempts/${step.publicId}`}>{t('learner:step.exam_resume')}</Primary>}
        />
      );
    case 'exam_ready': {
      const { module, questionCount: count, minutes, left } = step;
      return (
        <Shell
          title={t('learner:step.exam_ready', { module })}
          text={t('learner:step.exam_ready_text', { count, minutes, left })}
          action={<Primary href={`/exams/${step.code}`}>{t('learner:step.exam_open')}</Primary>}
        />
      );
    }
    case 'exam_wait': {
      const day = `${weekdayName(step.earliest, lang)} ${formatDate(step.earliest)}`;
      return (
        <Shell
          title={t('learner:step.exam_wait', { module: step.module })}
          text={t('learner:exam.wait', { day })}
          action={<Practise courseCode={step.courseCode} />}
        />
      );
    }
    case 'exam_used_up':
      return (
        <Shell
          title={t('learner:step.exam_used_up', { module: step.module })}
          text={t('learner:step.exam_used_up_text')}
          action={<Practise courseCode={step.courseCode} />}
        />
      );
    case 'no_course':
      return (
        <Shell
          title={t('learner:step.no_course', { modules: step.modules.join(', ') })}
          text={t('learner:step.no_course_text')}
        />
      );
    case 'under_review':
      return <Shell now title={t('learner:step.under_review')} text={t('learner:step.under_review_text')} />;
    case 'confirmed':
      return (
        <Shell
          now
          title={t('learner:step.confirmed', { number: step.number })}
          text={t('learner:step.confirmed_text')}
          action={
            <ButtonLink variant="primary" size={52} icon={Download} href={`/confirmations/${step.id}.pdf`}>
              {t('learner:confirmation.download')}
            </ButtonLink>
          }
        />
      );
  }
}

interface ShellProps {
  title: string;
  text: ReactNode;
  share?: number;
  action?: ReactNode;
  /** Nothing is left for the person to do: the card says how things stand. */
  now?: boolean;
}

function Shell(props: ShellProps) {
  const { t } = useTranslation();
  const { title, text, share, action, now = false } = props;
  return (
    <Card next labelledBy="next-step">
      <CardBody className="flex flex-col gap-x-6 gap-y-4 sm:flex-row sm:items-center sm:justify-between">
        <div className="min-w-0">
          <p className="text-work text-ink-2">{now ? t('learner:step.now') : t('learner:step.title')}</p>
          <h2 id="next-step" className="text-heading">
            {title}
          </h2>
          <p className="mt-0.5 text-ink-2">{text}</p>
          {share !== undefined && <Bar share={share} className="mt-3 max-w-90" />}
        </div>
        {action && <div className="grid shrink-0">{action}</div>}
      </CardBody>
    </Card>
  );
}

function Primary({ href, children }: { href: string; children: string }) {
  return (
    <ButtonLink variant="primary" size={52} href={href} iconRight={ArrowRight}>
      {children}
    </ButtonLink>
  );
}

function Practise({ courseCode }: { courseCode: string | null }) {
  const { t } = useTranslation();
  if (courseCode === null) return null;
  return <Primary href={`/courses/${courseCode}/practice`}>{t('learner:practice.open')}</Primary>;
}

function lessonPath({
  courseCode,
  slug,
  section,
}: {
  courseCode: string;
  slug: string;
  section: number;
}): string {
  return `/courses/${courseCode}/lessons/${slug}?section=${section}`;
}
