import { useTranslation } from 'react-i18next';
import { classNames } from '../ui/class-names';
import { Icon } from '../ui/icon';
import { Circle, CircleCheck, CircleDot } from '../ui/icons';
import type { OutlineLesson } from './data';

const SIGNS = {
  done: { icon: CircleCheck, tone: 'text-la' },
  current: { icon: CircleDot, tone: 'text-cham' },
  open: { icon: Circle, tone: 'text-ink-3' },
};

/** The lessons of a course in order, each with how far I am. */
export function LessonList({ courseCode, lessons }: { courseCode: string; lessons: OutlineLesson[] }) {
  const { t } = useTranslation();
  return (
    <ol className="divide-y divide-line-soft">
      {lessons.map(({ slug, ordinal, title, minutes, sectionCount, sectionsDone, state }) => (
        <li
          key={slug}
          className={classNames(
            'grid grid-cols-[1.375rem_minmax(0,1fr)] gap-x-4 px-4 py-3 last:rounded-b-card sm:px-6',
            'sm:grid-cols-[1.375rem_minmax(0,1fr)_9rem]',
            state === 'current' && 'bg-cham-50',
          )}
        >
          <Icon of={SIGNS[state].icon} size={22} className={`mt-0.5 ${SIGNS[state].tone}`} />
          <a
            href={`/courses/${courseCode}/lessons/${slug}`}
            className={classNames(
              'min-h-6 text-ink underline decoration-1 underline-offset-4 hover:text-cham',
              state === 'current' && 'font-semibold',
            )}
          >
            {t('learner:lesson.name', { n: ordinal, title })}
          </a>
          <span className="col-start-2 text-work text-ink-2 sm:col-start-3 sm:text-right">
            {state === 'done'
              ? t('learner:lesson.state_done')
              : sectionsDone > 0
                ? t('learner:lesson.state_part', { done: sectionsDone, count: sectionCount })
                : t('learner:lesson.state_open', { count: sectionCount, minutes })}
          </span>
        </li>
      ))}
    </ol>
  );
}
