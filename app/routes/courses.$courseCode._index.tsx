import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { listMyExams } from '~/assessment/attempts.server';
import { ExamCard } from '~/components/learner/exam-card';
import { LessonList } from '~/components/learner/lesson-list';
import { ButtonLink } from '~/components/ui/button';
import { Card, CardBody, CardHead, CardHeading } from '~/components/ui/card';
import { ArrowRight, CircleCheck, ListChecks } from '~/components/ui/icons';
import { Icon } from '~/components/ui/icon';
import { Progress } from '~/components/ui/progress';
import { answer, preferencesOf, requireLearner } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { getCourse } from '~/learning/courses.server';
import { practiceSummary } from '~/learning/practice.server';
import { i18nFor } from '~/locales/i18n.server';
import { formatDate } from '~/office/formats';

export const handle: PageHandle = { frame: 'learner', nav: 'courses' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireLearner(args);
  const { lang } = preferencesOf(args);
  const code = args.params.courseCode ?? '';
  return answer(() => {
    const course = getCourse(ctx, { code, lang });
    const { total, right } = practiceSummary(ctx, { courseCode: code, lang });
    const exams = listMyExams(ctx).filter((exam) => exam.code === course.exam);
    const title = i18nFor(lang).t('learner:courses.name', { module: course.module, title: course.title });
    return {
      lang,
      course,
      practice: { total, right },
      exams,
      title: i18nFor(lang).t('common:page_title', { title }),
    };
  });
}

export default function CoursePage() {
  const { t } = useTranslation();
  const { lang, course, practice, exams } = useLoaderData<typeof loader>();
  const { code, module, title, summary, minutes, lessonsDone, lessonCount, dueOn, resume } = course;
  return (
    <>
      <p className="mb-1 text-work">
        <a href="/courses">{t('common:nav.courses')}</a>
      </p>
      <h1 className="text-title">{t('learner:courses.name', { module, title })}</h1>
      <p className="mt-1 max-w-measure text-ink-2">{summary}</p>
      <div className="mt-6 grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_21.5rem] lg:gap-6">
        <div className="grid gap-5">
          <Card next labelledBy="go-on">
            <CardBody className="flex flex-col gap-x-6 gap-y-4 sm:flex-row sm:items-center sm:justify-between">
              <div className="min-w-0 flex-1">
                <h2 id="go-on" className="text-heading">
                  {resume
                    ? resume.started
                      ? t('learner:step.study', { n: resume.ordinal, title: resume.title })
                      : t('learner:step.study_new', { n: resume.ordinal, title: resume.title })
                    : t('learner:courses.all_done', { count: lessonCount })}
                </h2>
                <div className="mt-2 max-w-90">
                  <Progress
                    share={lessonCount === 0 ? 0 : lessonsDone / lessonCount}
                    label={t('learner:courses.done', { done: lessonsDone, count: lessonCount })}
                  />
                </div>
                <p className="mt-2 text-work text-ink-2">
                  {t('learner:courses.size', { lessons: lessonCount, minutes })}
                  {dueOn && ` ${t('learner:courses.due', { date: formatDate(dueOn) })}`}
                </p>
              </div>
              {resume ? (
                <ButtonLink
                  variant="primary"
                  size={52}
                  iconRight={ArrowRight}
                  href={`/courses/${code}/lessons/${resume.slug}?section=${resume.section}`}
                >
                  {resume.started || lessonsDone > 0 ? t('learner:step.go_on') : t('learner:step.begin')}
                </ButtonLink>
              ) : (
                <Icon of={CircleCheck} size={32} className="text-la" />
              )}
            </CardBody>
          </Card>
          <Card labelledBy="lessons">
            <CardHead id="lessons" ground="line">
              {t('learner:courses.lessons')}
            </CardHead>
            <LessonList courseCode={code} lessons={course.lessons} />
          </Card>
        </div>
        <div className="grid gap-5">
          {practice.total > 0 && (
            <Card labelledBy="practice">
              <CardBody>
                <CardHeading id="practice" icon={ListChecks}>
                  {t('learner:practice.title')}
                </CardHeading>
                <p className="mt-1.5 mb-3 text-label text-ink-2">{t('learner:practice.intro')}</p>
                <Progress
                  share={practice.right / practice.total}
                  tone="la"
                  label={t('learner:practice.right_of_all', { right: practice.right, count: practice.total })}
                />
                <ButtonLink className="mt-4" href={`/courses/${code}/practice`}>
                  {t('learner:practice.open')}
                </ButtonLink>
              </CardBody>
            </Card>
          )}
          <ExamCard exams={exams} lang={lang} />
        </div>
      </div>
    </>
  );
}
