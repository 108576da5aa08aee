import { buttonClass } from './button';
import { Icon } from './icon';
import { ChevronLeft, ChevronRight, type LucideIcon } from './icons';

export interface PagerProps {
  /** "1–15 trên 86" */
  range: string;
  /** Null on the first or last page. */
  previousHref: string | null;
  nextHref: string | null;
  previousLabel: string;
  nextLabel: string;
  /** Names the navigation for screen readers. */
  label: string;
}

export function Pager({ range, previousHref, nextHref, previousLabel, nextLabel, label }: PagerProps) {
  return (
    <nav aria-label={label} className="no-print ml-auto flex items-center gap-2">
      <span className="text-ink-2">{range}</span>
      <Turn href={previousHref} label={previousLabel} icon={ChevronLeft} rel="prev" />
      <Turn href={nextHref} label={nextLabel} icon={ChevronRight} rel="next" />
    </nav>
  );
}

function Turn({
  href,
  label,
  icon,
  rel,
}: {
  href: string | null;
  label: string;
  icon: LucideIcon;
  rel: string;
}) {
  const look = buttonClass({ size: 30 }, 'w-9 px-0');
  if (href === null) {
    return (
      <span className={look} role="link" aria-disabled="true" aria-label={label}>
        <Icon of={icon} size={16} />
      </span>
    );
  }
  return (
    <a href={href} rel={rel} className={look} aria-label={label} title={label}>
      <Icon of={icon} size={16} />
    </a>
  );
}
