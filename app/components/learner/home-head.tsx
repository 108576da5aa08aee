import { useTranslation } from 'react-i18next';
import { daysBetween } from '~/office/dates';
import { formatDate, weekdayName } from '~/office/formats';
import type { Salutation } from '~/organisation/names';
import { classNames } from '../ui/class-names';
import { Icon } from '../ui/icon';
import { CalendarClock, Clock } from '../ui/icons';
import type { Lang, Module } from './data';
import { inWords } from './in-words';
import { StandingBar } from './module-list';

/** More codes than this make no headline. */
const MOST_NAMED = 3;

interface Props {
  lang: Lang;
  today: string;
  who: Salutation;
  standing: { modules: Module[]; missing: string[]; expiring: string[] };
  dueOn: string | null;
}

/** The answer first: what is still required of me, until when. */
export function HomeHead({ lang, today, who, standing, dueOn }: Props) {
  const { t } = useTranslation();
  const { modules, missing } = standing;
  const met = modules.length - missing.length;
  return (
    <header>
      <p className="text-work text-ink-3 first-letter:uppercase">
        {t('learner:home.today', { weekday: weekdayName(today, lang), date: formatDate(today) })}
      </p>
      <h1 className="text-title">
        <Headline lang={lang} who={who} standing={standing} />
      </h1>
      {modules.length > 0 && (
        <div className="mt-2 flex flex-wrap items-center gap-x-5 gap-y-1.5">
          <StandingBar modules={modules} />
          <b>{t('learner:home.met_of', { met, count: modules.length })}</b>
          {dueOn && <Due today={today} dueOn={dueOn} />}
          <Expiring modules={modules} />
        </div>
      )}
    </header>
  );
}

function Headline({ lang, who, standing }: Pick<Props, 'lang' | 'who' | 'standing'>) {
  const { t } = useTranslation();
  const { modules, missing } = standing;
  const name = t(`learner:salutation.${who.key}`, { name: who.name });
  if (modules.length === 0) return t('learner:home.head_none', { who: name });
  if (missing.length === 0) {
    const count = modules.length;
    return t('learner:home.head_met', { who: name, count, number: inWords(t, count, lang) });
  }
  const count = missing.length;
  const words = { who: name, count, number: inWords(t, count, lang) };
  if (count > MOST_NAMED) return t('learner:home.head_missing', words);
  return t('learner:home.head_missing_named', { ...words, modules: missing.join(', ') });
}

function Due({ today, dueOn }: { today: string; dueOn: string }) {
  const { t } = useTranslation();
  const count = daysBetween(today, dueOn);
  const late = count < 0;
  return (
    <span className={classNames('flex items-center gap-1.5', late && 'text-nghe')}>
      <Icon of={CalendarClock} size={18} />
      <span>
        {t('learner:home.due')} <b>{formatDate(dueOn)}</b>{' '}
        <span className={late ? 'font-semibold' : 'text-ink-2'}>
          {late
            ? t('learner:home.days_late', { count: -count })
            : count === 0
              ? t('learner:home.due_today')
              : t('learner:home.days_left', { count })}
        </span>
      </span>
    </span>
  );
}

function Expiring({ modules }: { modules: Module[] }) {
  const { t } = useTranslation();
  const byDay = new Map<string, string[]>();
  for (const { module, expiring, evidence } of modules) {
    const day = evidence?.lastDay;
    if (expiring && day) byDay.set(day, [...(byDay.get(day) ?? []), module]);
  }
  if (byDay.size === 0) return null;
  const soon = [...byDay].map(([day, codes]) =>
    t('learner:home.modules_until', { modules: codes.join(', '), date: formatDate(day) }),
  );
  return (
    <span className="flex items-center gap-1.5 text-nghe">
      <Icon of={Clock} size={18} />
      <span>{t('learner:home.expiring', { modules: soon.join('; ') })}</span>
    </span>
  );
}
