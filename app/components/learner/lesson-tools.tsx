import { useTranslation } from 'react-i18next';
import { formatTime } from '~/office/formats';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { CircleCheck, Menu, Printer } from '../ui/icons';
import { Bar } from '../ui/progress';
import type { Lesson } from './data';
import { LessonOutline, SectionList } from './lesson-outline';

/** On a narrow screen the outline is one line that opens. */
export function LessonBar({ lesson: page }: { lesson: Lesson }) {
  const { t } = useTranslation();
  const { course, outline, lesson, sections, section } = page;
  return (
    <details className="lesson-bar no-print">
      <summary className="focus-inset">
        <span className="flex min-h-11 items-center gap-2 px-4 text-work lg:px-8">
          <Icon of={Menu} size={18} className="text-cham" />
          <b className="text-cham-800">
            {t('learner:lesson.bar', { module: course.module, n: lesson.ordinal, count: outline.length })}
          </b>
          <span className="ml-auto">
            {t('learner:lesson.bar_section', { n: section.number, count: sections.length })}
          </span>
        </span>
        <span className="block">
          <Bar share={section.number / sections.length} height={4} />
        </span>
      </summary>
      <div className="grid gap-5 border-b border-line bg-surface px-4 py-4 lg:px-8">
        <LessonOutline lesson={page} />
        <SectionList lesson={page} />
      </div>
    </details>
  );
}

export function LessonTools({ placeKeptAt }: { placeKeptAt: number | null }) {
  const { t } = useTranslation();
  return (
    <div className="no-print">
      <Button type="button" variant="quiet" size={36} icon={Printer} className="-ml-3" hidden data-print="">
        {t('learner:lesson.print')}
      </Button>
      {placeKeptAt !== null && (
        <p className="mt-1.5 flex items-start gap-1.5 text-small text-ink-3">
          <Icon of={CircleCheck} size={15} className="mt-0.5 text-la" />
          {t('learner:lesson.place_kept', { time: formatTime(placeKeptAt, 'minute') })}
        </p>
      )}
    </div>
  );
}
