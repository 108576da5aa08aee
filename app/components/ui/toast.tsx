import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';
import { CircleCheck, CircleX, X } from './icons';

export interface ToastProps {
  kind: 'done' | 'wrong';
  children: ReactNode;
  /** One link, or one form with a link-like button ("Hoàn tác"). */
  action?: ReactNode;
  closeLabel: string;
}

/**
 * What the last action did, drawn by the page that follows it. Success leaves after six seconds by CSS alone;
 * an error stays, and never stands only here. Closing needs enhance.js, which shows the cross.
 */
export function Toast({ kind, children, action, closeLabel }: ToastProps) {
  const done = kind === 'done';
  return (
    <div
      role={done ? 'status' : 'alert'}
      className={classNames('toast', done ? 'toast-la' : 'toast-son')}
      data-toast=""
    >
      <Icon of={done ? CircleCheck : CircleX} size={20} className={done ? 'text-la' : 'text-son'} />
      <div className="min-w-0 flex-1 [&_form]:inline">
        {children} {action}
      </div>
      <button
        type="button"
        hidden
        data-dismiss=""
        aria-label={closeLabel}
        className="btn btn-quiet btn-icon btn-30 text-ink"
      >
        <Icon of={X} size={16} />
      </button>
    </div>
  );
}

export function Toasts({ children }: { children: ReactNode }) {
  return <div className="toasts">{children}</div>;
}
