import { useTranslation } from 'react-i18next';
import { formatDate } from '~/office/formats';
import { ButtonLink } from '../ui/button';
import { Card, CardBody } from '../ui/card';
import { Chip } from '../ui/chip';
import { ArrowRight } from '../ui/icons';
import { Progress } from '../ui/progress';
import type { Course } from './data';
import type { ModuleState } from './module-state';

interface Props {
  course: Course;
  /** Of the module that it teaches; null where the rule does not ask for it. */
  state: ModuleState | null;
  /** The one course to go on with has the page's primary button. */
  isNext: boolean;
}

export function CourseCard({ course, state, isNext }: Props) {
  const { t } = useTranslation();
  const { code, module, title, summary, minutes, lessonsDone, lessonCount, dueOn, resume } = course;
  return (
    <Card labelledBy={`course-${code}`} next={isNext}>
      <CardBody className="grid gap-x-8 gap-y-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h2 id={`course-${code}`} className="text-heading">
              <a href={`/courses/${code}`} className="quiet-link text-ink hover:text-cham">
                {t('learner:courses.name', { module, title })}
              </a>
            </h2>
            {state && <Chip kind={state}>{t(`learner:state.${state}`)}</Chip>}
          </div>
          <p className="mt-1 max-w-measure text-label text-ink-2">{summary}</p>
          <p className="mt-1 text-work text-ink-3">
            {t('learner:courses.size', { lessons: lessonCount, minutes })}
            {dueOn && ` ${t('learner:courses.due', { date: formatDate(dueOn) })}`}
          </p>
          <div className="mt-3 max-w-90">
            <Progress
              share={lessonCount === 0 ? 0 : lessonsDone / lessonCount}
              label={t('learner:courses.done', { done: lessonsDone, count: lessonCount })}
            />
          </div>
        </div>
        <div className="grid">
          <GoOn code={code} module={module} resume={resume} lessonsDone={lessonsDone} isNext={isNext} />
        </div>
      </CardBody>
    </Card>
  );
}

type GoOnProps = Pick<Course, 'code' | 'module' | 'resume' | 'lessonsDone'> & { isNext: boolean };

function GoOn({ code, module, resume, lessonsDone, isNext }: GoOnProps) {
  const { t } = useTranslation();
  const variant = isNext ? 'primary' : 'secondary';
  if (!resume) {
    return (
      <ButtonLink href={`/courses/${code}/practice`}>
        {t('learner:practice.open')}
        <span className="sr-only"> {module}</span>
      </ButtonLink>
    );
  }
  const isNew = lessonsDone === 0 && !resume.started;
  return (
    <ButtonLink
      variant={variant}
      iconRight={ArrowRight}
      href={`/courses/${code}/lessons/${resume.slug}?section=${resume.section}`}
    >
      {isNew ? t('learner:step.begin') : t('learner:step.go_on')}
      <span className="sr-only"> {module}</span>
    </ButtonLink>
  );
}
