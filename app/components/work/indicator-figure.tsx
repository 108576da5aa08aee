import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatInteger, formatShare, NO_DATA } from '~/office/formats';
import { gapToTarget, mayShowShare, type Share } from '~/proficiency/figure';
import { Card, CardBody } from '../ui/card';
import { Chip } from '../ui/chip';
import { DefinitionList } from '../ui/definition-list';
import { Icon } from '../ui/icon';
import { CircleCheck, TrendingDown, TrendingUp } from '../ui/icons';
import { TargetBar } from '../ui/stat-bar';
import { shareText, targetText, type Lang } from './words';

export interface Figure {
  numerator: number;
  denominator: number;
}

export interface FigureCardProps {
  figure: Figure;
  target: Share;
  /** An earlier figure to compare with, null where the line is broken between the two. */
  earlier: (Figure & { asOf: string }) | null;
  metHref: string;
  countedHref: string;
  /** Whatever must stand beside the figure: that its rule is provisional. */
  note: ReactNode;
  lang: Lang;
}

/** The figure with its counts, its bar and its distance to the target, in one look. */
export function FigureCard({ figure, target, earlier, metHref, countedHref, note, lang }: FigureCardProps) {
  const { t } = useTranslation();
  const { numerator, denominator } = figure;
  const count = (value: number) => formatInteger(value, lang);
  const needed = numerator + gapToTarget(numerator, denominator, target);
  const goal = targetText(target, lang);
  return (
    <Card density="work" labelledBy="figure-title">
      <CardBody>
        <h2 id="figure-title" className="sr-only">
          {t('work:indicator.figure')}
        </h2>
        <div className="flex flex-wrap items-center gap-x-7 gap-y-1">
          <p className="text-figure">{shareText(numerator, denominator, target, lang)}</p>
          <div>
            <p className="text-option">
              <a href={metHref} className="link link-strong">
                {count(numerator)}
              </a>{' '}
              {t('work:indicator.met_of')}{' '}
              <a href={countedHref} className="link link-strong">
                {count(denominator)}
              </a>{' '}
              {t('work:indicator.people', { count: denominator })}
            </p>
            {earlier && <Trend figure={figure} earlier={earlier} lang={lang} />}
          </div>
        </div>
        {mayShowShare(denominator) ? (
          <div className="mt-3">
            <TargetBar
              share={numerator / denominator}
              target={target.num / target.den}
              startLabel="0%"
              targetLabel={t('work:indicator.target', { target: goal })}
              endLabel="100%"
            />
            <p className="mt-3">
              {numerator >= needed
                ? t('work:indicator.reached_sentence', {
                    target: goal,
                    denominator: count(denominator),
                    needed: count(gapToTarget(0, denominator, target)),
                    over: count(numerator - gapToTarget(0, denominator, target)),
                  })
                : t('work:indicator.gap_sentence', {
                    target: goal,
                    denominator: count(denominator),
                    needed: count(needed),
                    gap: count(needed - numerator),
                  })}
            </p>
          </div>
        ) : (
          <p className="mt-2">
            <Chip kind="neutral" dense>
              {denominator === 0 ? t('work:indicator.nobody') : t('work:indicator.small')}
            </Chip>
          </p>
        )}
        {note}
      </CardBody>
    </Card>
  );
}

/** Points of percentage against an earlier day, with a word and not only a sign. */
function Trend({
  figure,
  earlier,
  lang,
}: {
  figure: Figure;
  earlier: Figure & { asOf: string };
  lang: Lang;
}) {
  const { t } = useTranslation();
  const [d1, d2] = [BigInt(figure.denominator), BigInt(earlier.denominator)];
  if (!mayShowShare(figure.denominator) || !mayShowShare(earlier.denominator)) return null;
  const difference = BigInt(figure.numerator) * d2 - BigInt(earlier.numerator) * d1;
  const size = formatShare(difference < 0n ? -difference : difference, d1 * d2, lang).replace('%', '');
  const date = formatDate(earlier.asOf);
  if (/^0[.,]0$/.test(size)) return <p className="text-ink-2">{t('work:indicator.trend_same', { date })}</p>;
  const isUp = difference > 0n;
  return (
    <p className="flex items-center gap-1.5 text-ink-2">
      <Icon of={isUp ? TrendingUp : TrendingDown} size={16} className={isUp ? 'text-la' : 'text-son'} />
      {isUp
        ? t('work:indicator.trend_up', { points: size, date })
        : t('work:indicator.trend_down', { points: size, date })}
    </p>
  );
}

export interface GapCardProps {
  figure: Figure;
  /** What is to be reached, and the document that says so; null where none is recorded. */
  target: Share & { document: string | null };
  /** What the last report states, in its own words; null where none is recorded. */
  reported: { statement: string; source: string; date: string | null } | null;
  /** The people who count and do not meet the rule. */
  missingHref: string;
  lang: Lang;
}

/** What it takes: how many more people, among whom, and who says what is to be reached. */
export function GapCard({ figure, target, reported, missingHref, lang }: GapCardProps) {
  const { t } = useTranslation();
  const { numerator, denominator } = figure;
  const gap = gapToTarget(numerator, denominator, target);
  const goal = targetText(target, lang);
  const unmet = denominator - numerator;
  return (
    <Card density="work" labelledBy="gap-title">
      <CardBody>
        <h2 id="gap-title" className="text-work-heading">
          {t('work:indicator.to_reach', { target: goal })}
        </h2>
        <p className="text-work-title">
          {denominator === 0 && NO_DATA}
          {denominator > 0 &&
            gap > 0 &&
            t('work:indicator.need', { count: gap, number: formatInteger(gap, lang) })}
          {denominator > 0 && gap === 0 && (
            <>
              <Icon of={CircleCheck} size={22} className="mr-2 inline align-[-0.1875rem] text-la" />
              {t('work:indicator.reached')}
            </>
          )}
        </p>
        {unmet > 0 && (
          <p className="text-ink-2">
            {t('work:indicator.unmet_before')} <a href={missingHref}>{formatInteger(unmet, lang)}</a>{' '}
            {t('work:indicator.unmet_after', { count: unmet })}
          </p>
        )}
        <DefinitionList
          look="dense"
          className="mt-3 border-t border-line-soft pt-2 sm:[&>div]:grid-cols-[11rem_minmax(0,1fr)]"
          rows={[
            {
              term: t('work:indicator.target_document'),
              value: target.document ?? t('work:indicator.no_document'),
            },
            { term: t('work:indicator.reported'), value: <Reported reported={reported} /> },
          ]}
        />
      </CardBody>
    </Card>
  );
}

function Reported({ reported }: Pick<GapCardProps, 'reported'>) {
  const { t } = useTranslation();
  if (!reported) return <>{t('work:indicator.not_reported')}</>;
  const date = reported.date === null ? '' : `, ${formatDate(reported.date)}`;
  return (
    <>
      <span lang="vi">{reported.statement}</span>{' '}
      <span className="font-normal text-ink-3">({reported.source + date})</span>
    </>
  );
}
