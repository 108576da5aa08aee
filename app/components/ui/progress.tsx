import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface BarProps {
  /** 0 to 1; beyond that it is cut. */
  share: number;
  /** 0 to 1: the tick, in ink. */
  target?: number;
  /** Height in px at 100 % text size: 8 progress, 12 statistics, 22 the indicator. */
  height?: number;
  tone?: 'cham' | 'cham-600' | 'la' | 'nghe';
  className?: string;
}

/** 0.523 -> "52.3%", for SVG attributes (the security policy refuses style attributes). */
export function percentOf(share: number): string {
  return `${Math.round(Math.min(1, Math.max(0, share)) * 10000) / 100}%`;
}

/** A bare bar; the words beside it say what it shows. */
export function Bar({ share, target, height = 8, tone = 'cham', className }: BarProps) {
  const round = height === 8 ? 4 : 2;
  return (
    <svg
      className={classNames('bar', className)}
      height={`${height / 16}rem`}
      aria-hidden="true"
      focusable="false"
    >
      <rect className="bar-track" width="100%" height="100%" rx={round} />
      {share > 0 && <rect className={`bar-${tone}`} width={percentOf(share)} height="100%" rx={round} />}
      {target !== undefined && (
        <rect
          className="bar-tick"
          x={percentOf(target)}
          y="-22%"
          width="2"
          height="144%"
          transform="translate(-1 0)"
        />
      )}
    </svg>
  );
}

export interface ProgressProps extends BarProps {
  /** What is done, in words: "Khoá IU01: 3/6 bài". A bar never stands without them. */
  label: ReactNode;
  /** Right of the words. */
  detail?: ReactNode;
}

export function Progress({ label, detail, ...bar }: ProgressProps) {
  return (
    <div className="text-work">
      <div className="mb-1 flex justify-between gap-4">
        <span>{label}</span>
        {detail != null && <span>{detail}</span>}
      </div>
      <Bar {...bar} />
    </div>
  );
}

export type SegmentState = 'met' | 'missing' | 'waiting' | 'nearExpiry' | 'expired';

export interface ModuleBarProps {
  /** In module order, so that the gap stands where the module stands. */
  segments: { code: string; state: SegmentState }[];
  /** All of it in words, for who does not see it: "Còn thiếu IU01. Đã đạt IU02, IU03, IU04, IU05, IU06." */
  label: string;
  className?: string;
}

export function ModuleBar({ segments, label, className }: ModuleBarProps) {
  return (
    <div role="img" aria-label={label} className={classNames('segments', className)}>
      {segments.map(({ code, state }) => (
        <span key={code} className={`segment-${state}`} />
      ))}
    </div>
  );
}
