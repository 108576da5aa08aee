import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';
import {
  CircleCheck,
  CircleDashed,
  CircleX,
  Clock,
  CalendarClock,
  Hourglass,
  Info,
  Lock,
  Pencil,
  X,
  type LucideIcon,
} from './icons';

export type ChipKind =
  | 'met'
  | 'missing'
  | 'nearExpiry'
  | 'expired'
  | 'rejected'
  | 'waiting'
  | 'draft'
  | 'frozen'
  | 'info'
  | 'scheduled'
  | 'notIssued'
  | 'neutral';

/** One state, one picture, one tint, on every page. */
const kinds: Record<ChipKind, { tint: string; icon: LucideIcon }> = {
  met: { tint: 'chip-la', icon: CircleCheck },
  missing: { tint: 'chip-nghe', icon: CircleDashed },
  nearExpiry: { tint: 'chip-nghe', icon: Clock },
  expired: { tint: 'chip-son', icon: Hourglass },
  rejected: { tint: 'chip-son', icon: CircleX },
  waiting: { tint: 'chip-nghe', icon: Hourglass },
  draft: { tint: 'chip-mute', icon: Pencil },
  frozen: { tint: 'chip-edge', icon: Lock },
  info: { tint: 'chip-cham', icon: Info },
  scheduled: { tint: 'chip-cham', icon: CalendarClock },
  notIssued: { tint: 'chip-mute', icon: CircleDashed },
  neutral: { tint: 'chip-mute', icon: Info },
};

export interface ChipProps {
  kind: ChipKind;
  children: ReactNode;
  /** 24 px high, for tables. */
  dense?: boolean;
  /** Another picture, where info or neutral says something of its own. */
  icon?: LucideIcon;
  className?: string;
}

export function Chip({ kind, children, dense = false, icon, className }: ChipProps) {
  const { tint, icon: usual } = kinds[kind];
  return (
    <span className={classNames('chip', tint, dense && 'chip-dense', className)}>
      <Icon of={icon ?? usual} size={dense ? 14 : 16} />
      {children}
    </span>
  );
}

export interface FilterChipProps {
  children: ReactNode;
  /** The same page without this condition. */
  removeHref: string;
  removeLabel: string;
}

/** A condition in force, as words that can be taken off. */
export function FilterChip({ children, removeHref, removeLabel }: FilterChipProps) {
  return (
    <span className="chip chip-dense chip-cham chip-off">
      {children}
      <a href={removeHref} aria-label={removeLabel} title={removeLabel} className="chip-remove">
        <Icon of={X} size={14} />
      </a>
    </span>
  );
}
