import { useTranslation } from 'react-i18next';
import { formatDate } from '~/office/formats';
import { MenuPanel } from '../ui/menu';
import type { Lang, Rule } from './data';
import { inWords } from './in-words';

/** Why these modules: the standard, the rule and who decided it, in three sentences. */
export function WhyRequired({ rule, count, lang }: { rule: Rule; count: number; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <details className="menu no-print" data-menu="">
      <summary className="link inline-flex min-h-6 items-center">{t('learner:why.question')}</summary>
      <MenuPanel align="end">
        <div className="grid max-w-72 gap-2 p-2.5 sm:max-w-80">
          <p>{t('learner:why.standard')}</p>
          <p>{t('learner:why.rule', { count, number: inWords(t, count, lang) })}</p>
          <p className="text-ink-3">
            <RuleLine rule={rule} />
          </p>
        </div>
      </MenuPanel>
    </details>
  );
}

export function RuleLine({ rule }: { rule: Rule }) {
  const { t } = useTranslation();
  const { code, version, decision } = rule;
  if (!decision) return t('learner:why.provisional', { code, version });
  return t('learner:why.decided', {
    code,
    version,
    number: decision.number,
    date: formatDate(decision.date),
  });
}
