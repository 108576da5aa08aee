import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';
import type { LucideIcon } from './icons';

export interface CardProps {
  children: ReactNode;
  /** "work": radius 10, tighter. */
  density?: 'learner' | 'work';
  /** The one thing to do next: a cham edge. At most one on a page. */
  next?: boolean;
  as?: 'section' | 'div' | 'article' | 'aside';
  /** Id of the heading that names the section. */
  labelledBy?: string;
  id?: string;
  className?: string;
}

export function Card({
  children,
  density = 'learner',
  next,
  as: Root = 'section',
  labelledBy,
  id,
  className,
}: CardProps) {
  return (
    <Root
      id={id}
      aria-labelledby={labelledBy}
      className={classNames('card', density === 'work' && 'card-work', next && 'card-next', className)}
    >
      {children}
    </Root>
  );
}

export interface CardHeadingProps {
  children: ReactNode;
  icon?: LucideIcon;
  density?: 'learner' | 'work';
  level?: 2 | 3 | 4;
  id?: string;
  className?: string;
}

export function CardHeading({
  children,
  icon,
  density = 'learner',
  level = 2,
  id,
  className,
}: CardHeadingProps) {
  const Heading = `h${level}` as const;
  const size = density === 'work' ? 'text-work-heading' : 'text-heading';
  return (
    <Heading id={id} className={classNames('flex min-w-0 items-center gap-2.5', size, className)}>
      {icon && <Icon of={icon} size={density === 'work' ? 18 : 20} />}
      <span className="min-w-0">{children}</span>
    </Heading>
  );
}

export interface CardHeadProps extends CardHeadingProps {
  /** At the right end: a link, a count, a control. */
  aside?: ReactNode;
  /** "line" separates head and rows, "sunk" makes a panel head on its own ground. */
  ground?: 'none' | 'line' | 'sunk';
}

export function CardHead({ aside, ground = 'none', className, ...heading }: CardHeadProps) {
  const line = ground === 'line' && 'card-head-line';
  return (
    <header className={classNames('card-head', line, ground === 'sunk' && 'card-head-sunk', className)}>
      <CardHeading {...heading} />
      {aside != null && <div className="ml-auto text-work">{aside}</div>}
    </header>
  );
}

export function CardBody({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={classNames('card-body', className)}>{children}</div>;
}

export function CardFoot({ children, className }: { children: ReactNode; className?: string }) {
  return <footer className={classNames('card-foot', className)}>{children}</footer>;
}
