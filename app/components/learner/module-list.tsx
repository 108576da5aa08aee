import { useTranslation } from 'react-i18next';
import { formatDate, formatMark } from '~/office/formats';
import { Chip } from '../ui/chip';
import { classNames } from '../ui/class-names';
import { ModuleBar } from '../ui/progress';
import type { Course, Evidence, Lang, Module } from './data';
import { moduleState } from './module-state';

interface Props {
  modules: Module[];
  /** Courses that a missing module may be learned in. */
  courses: Pick<Course, 'code' | 'module'>[];
  lang: Lang;
}

/** The modules of the rule with what shows each: gaps stand out, what is met stays quiet. */
export function ModuleList({ modules, courses, lang }: Props) {
  const { t } = useTranslation();
  return (
    <ul className="divide-y divide-line-soft">
      {modules.map((module) => {
        const state = moduleState(module);
        const isOpen = !module.met;
        return (
          <li
            key={module.module}
            className={classNames(
              'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-3 last:rounded-b-card sm:px-6',
              'sm:grid-cols-[3.5rem_minmax(0,1fr)_8.5rem_minmax(0,13rem)]',
              isOpen && 'bg-nghe-50',
            )}
          >
            <span className="col-span-2 text-work sm:col-span-1 sm:text-body">{module.module}</span>
            <span className={classNames(isOpen && 'font-semibold')}>
              {lang === 'vi' ? module.nameVi : module.nameEn}
            </span>
            <span>
              <Chip kind={state}>{t(`learner:state.${state}`)}</Chip>
            </span>
            <span className="col-span-2 text-work sm:col-span-1 sm:text-right">
              <Detail module={module} courses={courses} lang={lang} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Detail({ module, courses, lang }: { module: Module } & Omit<Props, 'modules'>) {
  const { t } = useTranslation();
  const course = courses.find((one) => one.module === module.module);
  if (module.evidence) return <Shown evidence={module.evidence} lang={lang} />;
  const { expired } = module;
  return (
    <>
      {course ? (
        <a className="link link-strong" href={`/courses/${course.code}`}>
          {t('learner:home.to_course')}
          <span className="sr-only"> {module.module}</span>
        </a>
      ) : (
        <span className="text-ink-2">{t('learner:home.no_course')}</span>
      )}
      {expired?.lastDay && (
        <span className="block text-small text-ink-2">
          {t('learner:evidence.ended', { date: formatDate(expired.lastDay) })}
        </span>
      )}
    </>
  );
}

function Shown({ evidence, lang }: { evidence: Evidence; lang: Lang }) {
  const { t } = useTranslation();
  const { kind, on, lastDay } = evidence;
  return (
    <>
      {whatShows(evidence, lang, (mark) => t('learner:evidence.mark', { mark }))} · {formatDate(on)}
      <span className="block text-small text-ink-3">
        {lastDay
          ? t('learner:evidence.valid_to', { date: formatDate(lastDay) })
          : kind === 'result'
            ? t('learner:evidence.no_end')
            : t('learner:evidence.reviewed')}
      </span>
    </>
  );
}

/** A mark where there is one, or else the evidence's own name. */
function whatShows(evidence: Evidence, lang: Lang, points: (mark: string) => string): string {
  const { mark, labelVi, labelEn } = evidence;
  // What counts as evidence has passed, so that no pass mark is needed to cut at.
  if (mark) return points(formatMark(BigInt(mark.num), BigInt(mark.den), 0n, 1n, lang));
  return lang === 'vi' ? labelVi : labelEn;
}

/** The bar keeps the order of modules, so that the gap stands where the module stands. */
export function StandingBar({ modules }: { modules: Module[] }) {
  const { t } = useTranslation();
  const segments = modules.map((module) => ({ code: module.module, state: moduleState(module) }));
  const open = segments.filter((_, index) => !modules[index]?.met).map(({ code }) => code);
  const met = segments.filter((_, index) => modules[index]?.met).map(({ code }) => code);
  const label = [
    open.length > 0 ? t('learner:home.bar_open', { modules: open.join(', ') }) : '',
    met.length > 0 ? t('learner:home.bar_met', { modules: met.join(', ') }) : '',
  ];
  return <ModuleBar className="w-full sm:w-70" segments={segments} label={label.join(' ').trim()} />;
}
