import { useTranslation } from 'react-i18next';
import { Card, CardHead } from '../ui/card';
import { Icon } from '../ui/icon';
import { Check } from '../ui/icons';
import { Bar } from '../ui/progress';
import type { Advice } from './result-data';

/** Right answers by skill, the weak ones first with the lessons that teach them. */
export function SkillTable({ advice, passed }: { advice: Advice[]; passed: boolean }) {
  const { t } = useTranslation();
  const weak = advice.filter((skill) => skill.isWeak);
  const rest = advice.filter((skill) => !skill.isWeak);
  return (
    <Card id="weak" labelledBy="weak-title">
      <CardHead id="weak-title">
        {weak.length > 0 ? t('exam:result.weak_title') : t('exam:result.by_skill')}
      </CardHead>
      {weak.length > 0 && (
        <p className="-mt-2 px-4 pb-3 text-work text-ink-2 sm:px-6">
          {passed ? t('exam:result.weak_passed') : t('exam:result.weak_failed')}
        </p>
      )}
      <div className="divide-y divide-line border-t border-line">
        <p
          aria-hidden="true"
          className={`${COLUMNS} hidden bg-sunk py-2 text-small font-semibold text-ink-2 sm:grid`}
        >
          <span>{t('exam:result.code')}</span>
          <span>{t('exam:result.skill')}</span>
          <span>{t('exam:result.right')}</span>
          {weak.length > 0 && <span>{t('exam:result.lessons')}</span>}
        </p>
        {weak.map((skill) => (
          <SkillRow key={skill.skill} skill={skill} />
        ))}
        {weak.length > 0 && rest.length > 0 && (
          <p className="bg-group px-4 py-2.5 text-label font-semibold sm:px-6">{t('exam:result.rest')}</p>
        )}
        {rest.map((skill) => (
          <SkillRow key={skill.skill} skill={skill} />
        ))}
      </div>
    </Card>
  );
}

const COLUMNS = 'gap-x-5 px-4 sm:grid-cols-[4rem_minmax(0,1fr)_10rem_minmax(0,1.2fr)] sm:px-6';

function SkillRow({ skill }: { skill: Advice }) {
  const { t } = useTranslation();
  const share = skill.total === 0 ? 0 : skill.right / skill.total;
  return (
    <div className={`${COLUMNS} grid items-center gap-y-1 py-3.5`}>
      <span className="text-ink-2">{skill.skill}</span>
      <span>{skill.name}</span>
      <span className="flex items-center gap-3">
        <span className="w-16 shrink-0">
          <Bar share={share} tone={skill.isWeak ? 'nghe' : share >= 0.8 ? 'la' : 'cham'} />
        </span>
        <b className="whitespace-nowrap">
          {t('exam:result.of_questions', { right: skill.right, count: skill.total })}
        </b>
      </span>
      <Lessons skill={skill} firm={share >= 0.8} />
    </div>
  );
}

function Lessons({ skill, firm }: { skill: Advice; firm: boolean }) {
  const { t } = useTranslation();
  if (!skill.isWeak) {
    return firm ? (
      <span className="flex items-center gap-2 text-la">
        <Icon of={Check} size={16} />
        {t('exam:result.firm')}
      </span>
    ) : (
      <span>{t('exam:result.fair')}</span>
    );
  }
  if (skill.lessons.length === 0) return <span>{t('exam:result.no_lesson')}</span>;
  return (
    <ul className="grid gap-1">
      {skill.lessons.map((lesson) => (
        <li key={lesson.slug}>
          <a href={`/courses/${lesson.courseCode}/lessons/${lesson.slug}`}>{lesson.title}</a>{' '}
          <span className="text-work whitespace-nowrap text-ink-2">
            {t('exam:result.minutes', { count: lesson.minutes })}
          </span>
        </li>
      ))}
    </ul>
  );
}
