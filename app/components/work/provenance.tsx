import { useTranslation } from 'react-i18next';
import { formatDate, formatInstant, formatInteger } from '~/office/formats';
import { Card, CardBody, CardHeading } from '../ui/card';
import { Chip } from '../ui/chip';
import { FileText } from '../ui/icons';
import { useList, type Lang } from './words';

export interface RuleSentenceView {
  key: string;
  params: Record<string, string | number>;
  lists: Record<string, string[]>;
}

export interface RuleView {
  code: string;
  version: number;
  hash: string;
  validFrom: string;
  provisional: boolean;
  decision: { number: string; date: string; signer: string } | null;
  text: RuleSentenceView[];
}

export interface ProvenanceProps {
  /** ISO date. */
  asOf: string;
  tx: { id: number; at: number };
  rule: Omit<RuleView, 'text'> | null;
  lang: Lang;
}

/** As-of day, known-at time, transaction and rule: under every figure, on screen and on paper. */
export function Provenance({ asOf, tx, rule, lang }: ProvenanceProps) {
  const { t } = useTranslation();
  return (
    <p className="text-small text-ink-3">
      {t('work:provenance.moment', {
        date: formatDate(asOf),
        time: tx.id === 0 ? '–' : formatInstant(tx.at, lang),
        tx: formatInteger(tx.id, lang),
      })}{' '}
      {rule
        ? t('work:provenance.rule', {
            code: rule.code,
            version: rule.version,
            date: formatDate(rule.validFrom),
            hash: rule.hash.slice(0, 12),
          })
        : t('work:provenance.no_rule')}{' '}
      {rule?.provisional && `${t('work:rule.provisional')}.`}
    </p>
  );
}

/** "Quy tắc tạm, chưa được phê duyệt" while nobody has decided; otherwise the decision. */
export function RuleChip({ rule }: { rule: Omit<RuleView, 'text'> | null }) {
  const { t } = useTranslation();
  if (!rule) {
    return (
      <Chip kind="missing" dense>
        {t('work:provenance.no_rule')}
      </Chip>
    );
  }
  if (!rule.decision) {
    return (
      <Chip kind="waiting" dense>
        {t('work:rule.provisional')}
      </Chip>
    );
  }
  return (
    <Chip kind="info" icon={FileText} dense>
      {t('work:rule.decided', { number: rule.decision.number, date: formatDate(rule.decision.date) })}
    </Chip>
  );
}

/** How the figure is worked out, made from the rule itself. */
export function RuleCard({ asOf, tx, rule, lang }: ProvenanceProps & { rule: RuleView | null }) {
  const { t } = useTranslation();
  return (
    <Card density="work" labelledBy="rule-title">
      <CardBody>
        <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
          <CardHeading density="work" id="rule-title">
            {t('work:rule.title')}
          </CardHeading>
          <RuleChip rule={rule} />
        </div>
        <div className="grid gap-x-10 gap-y-3 lg:grid-cols-2">
          {rule ? <RuleWords text={rule.text} /> : <p>{t('work:provenance.no_rule_text')}</p>}
          <div className="grid content-start gap-2">
            {rule?.decision && (
              <p>
                {t('work:rule.decision', {
                  number: rule.decision.number,
                  date: formatDate(rule.decision.date),
                  signer: rule.decision.signer,
                })}
              </p>
            )}
            {rule && !rule.decision && <p>{t('work:rule.provisional_text')}</p>}
            <Provenance {...{ asOf, tx, rule, lang }} />
          </div>
        </div>
      </CardBody>
    </Card>
  );
}

function RuleWords({ text }: { text: RuleSentenceView[] }) {
  const { t } = useTranslation();
  const list = useList();
  // Keys come from the rule (ruleText); their words are those of `work:rule` and of the closed lists.
  const wordOf: (key: string, params?: Record<string, string | number>) => string = (key, params) =>
    String(i18nWord(t, `work:${key}`, params));
  const sentence = ({ key, params, lists }: RuleSentenceView) =>
    wordOf(key, {
      ...params,
      ...Object.fromEntries(
        Object.entries(lists).map(([name, items]) => [name, list(items.map((item) => wordOf(item)))]),
      ),
    });
  const [counted, ...rest] = text;
  const enough = rest.at(-1);
  const between = rest
    .slice(0, -1)
    .filter(({ lists }) => Object.values(lists).every((items) => items.length > 0));
  return (
    <p>
      {counted && (
        <>
          <b>{t('work:rule.who')}</b> {sentence(counted)}{' '}
        </>
      )}
      {between.map((item) => `${sentence(item)} `)}
      {enough && (
        <>
          <b>{t('work:rule.what')}</b> {sentence(enough)}
        </>
      )}
    </p>
  );
}

/** A word by a key that is data: the translations check reads literal calls of `t` only. */
function i18nWord(t: unknown, key: string, params: Record<string, string | number> = {}): string {
  return (t as (key: string, params: Record<string, string | number>) => string)(key, params);
}
