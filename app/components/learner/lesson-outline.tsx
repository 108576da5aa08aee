import { useTranslation } from 'react-i18next';
import { classNames } from '../ui/class-names';
import { Icon } from '../ui/icon';
import { Circle, CircleCheck, CircleDot } from '../ui/icons';
import { Bar } from '../ui/progress';
import type { Lesson } from './data';

/** The course's lessons at the left of a lesson: what is done, where I am, what comes. */
export function LessonOutline({ lesson: page }: { lesson: Lesson }) {
  const { t } = useTranslation();
  const { course, outline, lesson } = page;
  return (
    <nav aria-label={t('learner:lesson.outline')}>
      <p className="text-work">
        <a href="/courses">{t('common:nav.courses')}</a>
      </p>
      <p className="mt-0.5 text-label font-semibold">
        <a href={`/courses/${course.code}`} className="quiet-link text-ink hover:text-cham">
          {t('learner:courses.name', { module: course.module, title: course.title })}
        </a>
      </p>
      <p className="mt-2 flex items-center gap-3 text-work">
        <span className="min-w-0 flex-1">
          <Bar share={course.lessonsDone / course.lessonCount} />
        </span>
        <span className="whitespace-nowrap">
          {t('learner:courses.lessons_done', { done: course.lessonsDone, count: course.lessonCount })}
        </span>
      </p>
      <ol className="mt-3 grid gap-0.5">
        {outline.map(({ slug, ordinal, title, state }) => {
          const isHere = slug === lesson.slug;
          const isDone = state === 'done';
          return (
            <li key={slug}>
              <a
                href={`/courses/${course.code}/lessons/${slug}`}
                aria-current={isHere ? 'page' : undefined}
                className={classNames('outline-item', isHere && 'outline-here')}
              >
                <Icon
                  of={isDone ? CircleCheck : isHere ? CircleDot : Circle}
                  size={18}
                  className={isDone ? 'text-la' : isHere ? 'text-cham' : 'text-ink-3'}
                />
                <span className="min-w-0">
                  {t('learner:lesson.name', { n: ordinal, title })}
                  {isDone && <span className="sr-only"> ({t('learner:step_state.done')})</span>}
                </span>
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** The sections of the lesson at the right; on a phone under the outline. */
export function SectionList({ lesson: page }: { lesson: Lesson }) {
  const { t } = useTranslation();
  const { course, lesson, sections, section } = page;
  return (
    <nav aria-label={t('learner:lesson.sections')}>
      <p className="mb-1.5 text-work font-semibold">{t('learner:lesson.sections')}</p>
      <ol className="section-list">
        {sections.map(({ number, title, done }) => (
          <li key={number}>
            <a
              href={`/courses/${course.code}/lessons/${lesson.slug}?section=${number}`}
              aria-current={number === section.number ? 'page' : undefined}
              className="section-item"
            >
              <span className="min-w-0 flex-1">
                {t('learner:lesson.section_name', { n: number, title })}
                {done && <span className="sr-only"> ({t('learner:step_state.done')})</span>}
              </span>
              {done && <Icon of={CircleCheck} size={15} className="mt-1 text-la" />}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
