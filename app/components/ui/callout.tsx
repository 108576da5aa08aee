import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';
import { CircleCheck, CircleX, Info, TriangleAlert, type LucideIcon } from './icons';

export type CalloutKind = 'note' | 'warning' | 'wrong' | 'done';

const kinds: Record<CalloutKind, { tint: string; text: string; icon: LucideIcon }> = {
  note: { tint: 'callout-cham', text: 'text-cham', icon: Info },
  warning: { tint: 'callout-nghe', text: 'text-nghe', icon: TriangleAlert },
  wrong: { tint: 'callout-son', text: 'text-son', icon: CircleX },
  done: { tint: 'callout-la', text: 'text-la', icon: CircleCheck },
};

export interface CalloutProps {
  kind: CalloutKind;
  /** The bold first sentence. */
  title?: ReactNode;
  children?: ReactNode;
  icon?: LucideIcon;
  /** Work pages and forms. */
  dense?: boolean;
  /** "status" or "alert" only where the callout appears after the page; a loaded page needs none. */
  role?: 'status' | 'alert';
  id?: string;
  className?: string;
}

export function Callout({ kind, title, children, icon, dense = false, role, id, className }: CalloutProps) {
  const { tint, text, icon: usual } = kinds[kind];
  return (
    <div id={id} role={role} className={classNames('callout', tint, dense && 'callout-dense', className)}>
      <Icon of={icon ?? usual} size={dense ? 18 : 20} className={text} />
      <div className="min-w-0 flex-1">
        {title != null && <p className="callout-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
