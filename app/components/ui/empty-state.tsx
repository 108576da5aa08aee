import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';
import type { LucideIcon } from './icons';

export interface EmptyStateProps {
  icon: LucideIcon;
  /** son for a server error, nghe for "not allowed". */
  tone?: 'quiet' | 'nghe' | 'son';
  title: ReactNode;
  /** Why it is empty, or what happened and what is safe. */
  children?: ReactNode;
  /** The one thing to do first, then at most one other. */
  actions?: ReactNode;
  /** Incident number and time to read out on the phone. */
  foot?: ReactNode;
  level?: 1 | 2 | 3;
  className?: string;
}

const tones = { quiet: 'text-ink-3', nghe: 'text-nghe', son: 'text-son' };

/** Empty, not found, not allowed, failed: the same shape for all. */
export function EmptyState({
  icon,
  tone = 'quiet',
  title,
  children,
  actions,
  foot,
  level = 2,
  className,
}: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div className={classNames('max-w-measure', className)}>
      <Icon of={icon} size={40} className={tones[tone]} />
      <Heading className="mt-2.5 text-heading">{title}</Heading>
      {children != null && <div className="mt-0.5 text-label text-ink-2">{children}</div>}
      {actions != null && <div className="mt-4 flex flex-wrap gap-2">{actions}</div>}
      {foot != null && <p className="mt-3.5 border-t border-line pt-2.5 text-small text-ink-3">{foot}</p>}
    </div>
  );
}
