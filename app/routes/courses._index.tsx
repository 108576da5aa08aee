import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { CourseCard } from '~/components/learner/course-card';
import { moduleState } from '~/components/learner/module-state';
import { ButtonLink } from '~/components/ui/button';
import { Card, CardBody } from '~/components/ui/card';
import { EmptyState } from '~/components/ui/empty-state';
import { Inbox } from '~/components/ui/icons';
import { answer, preferencesOf, requireLearner } from '~/http/context.server';
import type { PageHandle } from '~/http/handle';
import { listCourses, nextStep } from '~/learning/courses.server';
import { i18nFor } from '~/locales/i18n.server';
import { moduleStanding } from '~/proficiency/standing.server';

export const handle: PageHandle = { frame: 'learner', nav: 'courses' };
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export function loader(args: LoaderFunctionArgs) {
  const ctx = requireLearner(args);
  const { lang } = preferencesOf(args);
  return answer(() => ({
    courses: listCourses(ctx, { lang }),
    next: nextStep(ctx, { lang })?.courseCode ?? null,
    modules: moduleStanding(ctx).modules,
    title: i18nFor(lang).t('common:page_title', { title: i18nFor(lang).t('common:nav.courses') }),
  }));
}

export default function CoursesPage() {
  const { t } = useTranslation();
  const { courses, next, modules } = useLoaderData<typeof loader>();
  return (
    <>
      <h1 className="text-title">{t('common:nav.courses')}</h1>
      {courses.length === 0 ? (
        <Card className="mt-4 max-w-public">
          <CardBody>
            <EmptyState
              icon={Inbox}
              title={t('learner:courses.empty')}
              actions={
                <ButtonLink variant="primary" href="/">
                  {t('learner:courses.empty_home')}
                </ButtonLink>
              }
            >
              {t('learner:courses.empty_text')}
            </EmptyState>
          </CardBody>
        </Card>
      ) : (
        <>
          <p className="mb-6 text-ink-2">{t('learner:courses.intro')}</p>
          <div className="grid gap-5">
            {courses.map((course) => {
              const required = modules.find(({ module }) => module === course.module);
              const state = required ? moduleState(required) : null;
              return (
                <CourseCard key={course.code} course={course} state={state} isNext={course.code === next} />
              );
            })}
          </div>
        </>
      )}
    </>
  );
}
