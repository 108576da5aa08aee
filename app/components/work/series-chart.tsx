import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { dayNumber, formatDate } from '~/office/formats';
import { mayShowShare, type Share } from '~/proficiency/figure';
import { REFORM_DAY, type SeriesPoint } from '~/proficiency/series';
import { classNames } from '../ui/class-names';
import { SeriesTable, type SeriesTableProps } from './series-table';
import { shareText, targetText } from './words';

/** A share as a percentage for drawing only; what is printed is worked out in whole numbers. */
const percent = (share: Share) => (share.num / share.den) * 100;

/** A cut scale with air for words under the line, in steps of 10 or, where it is long, of 20. */
function scaleOf(values: number[]): { bottom: number; top: number; step: number } {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = most - least > 30 ? 20 : 10;
  const bottom = Math.max(0, Math.floor((least - 10) / step) * step);
  const top = Math.min(100, Math.ceil((most + 5) / step) * step);
  return { bottom, top, step };
}

interface Drawn {
  point: SeriesPoint;
  x: number;
  y: number;
}

/**
 * The figure over time, drawn by the server. Positions are percentages of the plot and letters have their own size, so
 * the same picture serves 1366 and 360 px. The line is broken where districts ended.
 */
export function SeriesChart({ points, target, lang, hrefOf }: SeriesTableProps) {
  const { t } = useTranslation();
  const shown = points.filter((point) => point.share !== null && mayShowShare(point.denominator));
  if (shown.length < 2) return <p className="text-ink-2">{t('work:series.too_short')}</p>;
  const values = shown.map((point) => percent(point.share!));
  const { bottom, top, step } = scaleOf([...values, percent(target)]);
  const [first, last] = [dayNumber(shown[0]!.asOf), dayNumber(shown.at(-1)!.asOf)];
  const xOf = (day: string) => ((dayNumber(day) - first) / (last - first)) * 100;
  const yOf = (value: number) => 100 - ((value - bottom) / (top - bottom)) * 100;
  const drawn = shown.map((point) => ({ point, x: xOf(point.asOf), y: yOf(percent(point.share!)) }));
  const before = drawn.filter(({ point }) => point.asOf < REFORM_DAY);
  const after = drawn.filter(({ point }) => point.asOf >= REFORM_DAY);
  const isBroken = before.length > 0 && after.length > 0;
  const grid = Array.from({ length: (top - bottom) / step + 1 }, (_, index) => bottom + index * step);
  const lastPoint = drawn.at(-1)!;
  const text = (point: SeriesPoint) =>
    shareText(point.numerator, point.denominator, target, lang).replace('%', '');
  return (
    <>
      <p className="text-small text-ink-3">{t('work:series.axis', { from: bottom })}</p>
      <div className="pt-3 pr-11 pb-7 pl-8">
        <svg
          className="block w-full overflow-visible text-small"
          height="13.5rem"
          role="img"
          aria-label={summary()}
          focusable="false"
        >
          {isBroken && (
            <rect x={`${xOf(REFORM_DAY) - 1.25}%`} width="2.5%" height="100%" className="fill-nghe-100" />
          )}
          {grid.map((value) => (
            <Fragment key={value}>
              <line x2="100%" y1={`${yOf(value)}%`} y2={`${yOf(value)}%`} className="stroke-line" />
              <text x="-0.5rem" y={`${yOf(value)}%`} dy="0.33em" textAnchor="end" className="fill-ink-3">
                {value}
              </text>
            </Fragment>
          ))}
          <line
            x2="100%"
            y1={`${yOf(percent(target))}%`}
            y2={`${yOf(percent(target))}%`}
            strokeDasharray="5 4"
            strokeWidth="1.5"
            className="stroke-ink"
          />
          <text
            y={`${yOf(percent(target))}%`}
            dy="-0.5em"
            strokeWidth="4"
            className="fill-ink stroke-surface font-semibold [paint-order:stroke]"
          >
            {t('work:indicator.target', { target: targetText(target, lang) })}
          </text>
          {isBroken && <ReformMark x={xOf(REFORM_DAY)} />}
          <Line points={before} className="stroke-ink-3" />
          <Line points={after} className="stroke-cham" />
          {drawn.map(({ point, x, y }) => (
            <circle
              key={point.asOf}
              cx={`${x}%`}
              cy={`${y}%`}
              r={point === lastPoint.point ? '0.375rem' : '0.25rem'}
              strokeWidth="2"
              className={dotClass(point)}
            />
          ))}
          {isBroken && <BreakLabels before={before.at(-1)!} after={after[0]!} text={text} />}
          <text
            x="100%"
            y={`${lastPoint.y}%`}
            dx="0.625rem"
            dy="0.33em"
            className="fill-ink text-work font-semibold"
          >
            {text(lastPoint.point)}
          </text>
          <TimeScale drawn={drawn} />
        </svg>
      </div>
      {isBroken && <p className="text-small text-nghe sm:sr-only">{t('work:series.break')}</p>}
      <SeriesTable {...{ points, target, lang, hrefOf }} />
    </>
  );

  function dotClass(point: SeriesPoint): string {
    if (point === lastPoint.point) return 'fill-cham stroke-cham';
    // A phone has no room for two years of dots: it keeps the ends of the lines.
    const ends = [drawn[0], before.at(-1), after[0]].map((end) => end?.point);
    return classNames(
      point.asOf < REFORM_DAY ? 'fill-surface stroke-ink-3' : 'fill-surface stroke-cham',
      !ends.includes(point) && 'max-sm:hidden',
    );
  }

  function summary(): string {
    return t('work:series.summary', {
      from: formatDate(shown[0]!.asOf),
      first: shareText(shown[0]!.numerator, shown[0]!.denominator, target, lang),
      to: formatDate(lastPoint.point.asOf),
      last: shareText(lastPoint.point.numerator, lastPoint.point.denominator, target, lang),
    });
  }
}

/** Stretched to the plot; the stroke keeps its width. */
function Line({ points, className }: { points: Drawn[]; className: string }) {
  if (points.length < 2) return null;
  return (
    <svg
      width="100%"
      height="100%"
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      className="overflow-visible"
    >
      <polyline
        points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
        fill="none"
        strokeWidth="2"
        vectorEffect="non-scaling-stroke"
        className={className}
      />
    </svg>
  );
}

function ReformMark({ x }: { x: number }) {
  const { t } = useTranslation();
  const right = x < 55;
  const anchor = {
    x: `${x}%`,
    dx: right ? '0.875rem' : '-0.875rem',
    textAnchor: right ? 'start' : 'end',
  } as const;
  return (
    <>
      <line
        x1={`${x}%`}
        x2={`${x}%`}
        y2="100%"
        strokeDasharray="2 3"
        strokeWidth="1.5"
        className="stroke-nghe-500"
      />
      <g className="fill-nghe font-semibold max-sm:hidden" aria-hidden="true">
        <text {...anchor} y="100%" dy="-1.875rem">
          {t('work:series.break_line_1')}
        </text>
        <text {...anchor} y="100%" dy="-0.75rem">
          {t('work:series.break_line_2')}
        </text>
      </g>
    </>
  );
}

/** The values at both sides of the break: the higher one above its point, the lower one below. */
function BreakLabels({
  before,
  after,
  text,
}: {
  before: Drawn;
  after: Drawn;
  text: (point: SeriesPoint) => string;
}) {
  const [up, down] = ['-0.75em', '1.5em'];
  const beforeIsHigher = before.y <= after.y;
  return (
    <>
      <text
        x={`${before.x}%`}
        y={`${before.y}%`}
        dx="-0.5rem"
        dy={beforeIsHigher ? up : down}
        textAnchor="end"
        className="fill-ink-2"
      >
        {text(before.point)}
      </text>
      <text
        x={`${after.x}%`}
        y={`${after.y}%`}
        dx="0.375rem"
        dy={beforeIsHigher ? down : up}
        className="fill-cham-800"
      >
        {text(after.point)}
      </text>
    </>
  );
}

/** Up to six months under the plot, counted back from the last; a phone shows every second one. */
function TimeScale({ drawn }: { drawn: Drawn[] }) {
  const step = Math.max(1, Math.ceil((drawn.length - 1) / 5));
  const marks = drawn.filter((_, index) => (drawn.length - 1 - index) % step === 0).reverse();
  return (
    <>
      {marks.map(({ point, x }, index) => (
        <text
          key={point.asOf}
          x={`${x}%`}
          y="100%"
          dy="1.5rem"
          textAnchor="middle"
          className={index % 2 === 0 ? 'fill-ink-3' : 'fill-ink-3 max-sm:hidden'}
        >
          {`${point.asOf.slice(5, 7)}/${point.asOf.slice(0, 4)}`}
        </text>
      ))}
    </>
  );
}
