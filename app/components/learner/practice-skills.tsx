import { useTranslation } from 'react-i18next';
import { Card, CardBody, CardHeading } from '../ui/card';
import { classNames } from '../ui/class-names';
import { Bar } from '../ui/progress';
import type { PracticeCount, PracticeSkill } from './data';

interface Props {
  /** Path of the practice page. */
  path: string;
  all: PracticeCount;
  skills: PracticeSkill[];
  /** The skill kept to; null for all. */
  chosen: string | null;
}

/** How far practice has come, by skill; each is a link that keeps to it. */
export function PracticeSkills({ path, all, skills, chosen }: Props) {
  const { t } = useTranslation();
  return (
    <Card labelledBy="practice-skills" className="no-print">
      <CardBody>
        <CardHeading id="practice-skills">{t('learner:practice.skills')}</CardHeading>
        <p className="mt-0.5 text-work text-ink-2">{t('learner:practice.counts_by')}</p>
        <nav aria-labelledby="practice-skills">
          <ul className="-mx-3 mt-2 grid gap-1">
            <SkillLink href={path} name={t('learner:practice.all')} count={all} isChosen={chosen === null} />
            {skills.map((skill) => (
              <SkillLink
                key={skill.code}
                href={`${path}?skill=${encodeURIComponent(skill.code)}`}
                name={t('learner:practice.skill_name', { code: skill.code, name: skill.name })}
                count={skill}
                isChosen={chosen === skill.code}
              />
            ))}
          </ul>
        </nav>
      </CardBody>
    </Card>
  );
}

function SkillLink(props: { href: string; name: string; count: PracticeCount; isChosen: boolean }) {
  const { t } = useTranslation();
  const { href, name, count, isChosen } = props;
  return (
    <li>
      <a
        href={href}
        aria-current={isChosen ? 'page' : undefined}
        className={classNames(
          'quiet-link grid gap-1 rounded-control px-3 py-2 text-work text-ink hover:bg-cham-50',
          isChosen && 'bg-cham-50 font-semibold',
        )}
      >
        <span>{name}</span>
        <span className="flex items-center gap-3 font-normal">
          <span className="min-w-0 flex-1">
            <Bar share={count.total === 0 ? 0 : count.right / count.total} tone="la" />
          </span>
          <span className="whitespace-nowrap text-ink-2">
            {t('learner:practice.right_of', { right: count.right, count: count.total })}
          </span>
        </span>
      </a>
    </li>
  );
}
