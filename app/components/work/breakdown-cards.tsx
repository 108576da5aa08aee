import { useTranslation } from 'react-i18next';
import { formatInteger } from '~/office/formats';
import {
  gapToTarget,
  mayShowShare,
  UNPLACED,
  type Breakdown,
  type Part,
  type Share,
} from '~/proficiency/figure';
import { BLOCKS, CATEGORIES, LEVELS } from '~/organisation/terms';
import { Card, CardBody, CardHeading } from '../ui/card';
import { StatBar } from '../ui/stat-bar';
import { shareText, type Lang } from './words';

export interface BreakdownCardsProps {
  parts: Record<Breakdown, Part[]>;
  target: Share;
  lang: Lang;
  /** The list of names behind a part. */
  hrefOf: (by: Breakdown, key: string) => string;
}

const BREAKDOWNS = ['level', 'block', 'category'] as const satisfies readonly Breakdown[];

/** Level, block and category, each group with its own distance to the target. */
export function BreakdownCards({ parts, target, lang, hrefOf }: BreakdownCardsProps) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      {BREAKDOWNS.map((by) => (
        <Card key={by} density="work" labelledBy={`by-${by}`}>
          <CardBody>
            <CardHeading density="work" id={`by-${by}`}>
              {t(`work:indicator.by_${by}`)}
            </CardHeading>
            <div className="mt-2 grid gap-4">
              {parts[by].map((part) => (
                <PartBar key={part.key} {...{ part, target, lang, by }} href={hrefOf(by, part.key)} />
              ))}
              {parts[by].length === 0 && <p className="text-ink-3">{t('work:indicator.nobody')}</p>}
            </div>
          </CardBody>
        </Card>
      ))}
    </div>
  );
}

interface PartBarProps {
  part: Part;
  target: Share;
  lang: Lang;
  by: Breakdown;
  href: string;
}

function PartBar({ part, target, lang, by, href }: PartBarProps) {
  const { t } = useTranslation();
  const label = usePartLabel()(by, part.key);
  const gap = gapToTarget(part.numerator, part.denominator, target);
  const isShown = mayShowShare(part.denominator);
  return (
    <StatBar
      label={label}
      {...(part.key === UNPLACED ? {} : { href })}
      value={shareText(part.numerator, part.denominator, target, lang)}
      share={isShown ? part.numerator / part.denominator : null}
      target={target.num / target.den}
      counts={t('work:indicator.counts', {
        met: formatInteger(part.numerator, lang),
        count: part.denominator,
        counted: formatInteger(part.denominator, lang),
      })}
      reached={isShown && gap === 0}
      gap={
        !isShown
          ? t('work:indicator.small')
          : gap === 0
            ? t('work:indicator.at_target')
            : t('work:indicator.short_of', { count: gap, number: formatInteger(gap, lang) })
      }
    />
  );
}

/** The name of a level, block or category; UNPLACED stands for people whose unit the day does not know. */
export function usePartLabel(): (by: Breakdown, key: string) => string {
  const { t } = useTranslation();
  return (by, key) => {
    if (by === 'level') {
      const level = LEVELS.find((known) => known === key);
      if (level) return t(`work:level.${level}`);
    } else if (by === 'block') {
      const block = BLOCKS.find((known) => known === key);
      if (block) return t(`work:block.${block}`);
    } else {
      const category = CATEGORIES.find((known) => known === key);
      if (category) return t(`work:category_label.${category}`);
    }
    return t('work:indicator.unplaced');
  };
}
