import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';
import { Check } from './icons';
import { Bar, percentOf } from './progress';

export interface StatBarProps {
  label: ReactNode;
  /** The list of names behind the figure. */
  href?: string;
  /** "77,4%", or "–" where there are too few. */
  value: string;
  share: number | null;
  target?: number;
  /** "2.489 / 3.216 người" */
  counts: ReactNode;
  /** "thiếu 650 người", or "trên mục tiêu" with reached. */
  gap?: ReactNode;
  reached?: boolean;
}

/** A group's share with its own distance to the target; a percentage never stands without its counts. */
export function StatBar({ label, href, value, share, target, counts, gap, reached = false }: StatBarProps) {
  return (
    <div>
      <div className="flex items-baseline justify-between gap-4 text-work">
        {href ? <a href={href}>{label}</a> : <span>{label}</span>}
        <b className="text-body">{value}</b>
      </div>
      <Bar share={share ?? 0} target={target} height={12} tone="cham-600" className="my-1" />
      <div className="flex flex-wrap justify-between gap-x-4 text-small text-ink-3">
        <span>{counts}</span>
        {gap != null && (
          <span className={classNames(reached && 'inline-flex items-center gap-1 font-semibold text-la')}>
            {reached && <Icon of={Check} size={14} />}
            {gap}
          </span>
        )}
      </div>
    </div>
  );
}

export interface TargetBarProps {
  share: number;
  target: number;
  /** "0%", "Mục tiêu 70%", "100%": words on the line itself instead of a legend. */
  startLabel: string;
  targetLabel: string;
  endLabel: string;
}

/** The indicator's own bar. */
export function TargetBar({ share, target, startLabel, targetLabel, endLabel }: TargetBarProps) {
  return (
    <div>
      <Bar share={share} target={target} height={22} />
      <BarScale
        target={target}
        startLabel={startLabel}
        targetLabel={targetLabel}
        endLabel={endLabel}
        className="mt-2"
      />
    </div>
  );
}

/** The scale under a bar, or as the head of a column of bars. */
export function BarScale(props: Omit<TargetBarProps, 'share'> & { className?: string }) {
  const { target, startLabel, targetLabel, endLabel, className } = props;
  return (
    <svg className={classNames('bar text-small', className)} height="1.25rem" aria-hidden="true">
      <text y="0.9375rem" className="fill-ink-3">
        {startLabel}
      </text>
      <text x={percentOf(target)} y="0.9375rem" textAnchor="middle" className="fill-ink font-semibold">
        {targetLabel}
      </text>
      <text x="100%" y="0.9375rem" textAnchor="end" className="fill-ink-3">
        {endLabel}
      </text>
    </svg>
  );
}
