import type { ReactNode } from 'react';
import { Button, type ButtonSize } from './button';

export interface DialogProps {
  /** A trigger anywhere carries data-dialog with this id: <a href="/…/confirm" data-dialog="submit-attempt">. */
  id: string;
  /** The question, with its number: "Nộp bài khi còn 08:15?" */
  title: ReactNode;
  /** Consequences, with counts. */
  children: ReactNode;
  /** The way back ("Làm tiếp"): focus starts on it, and Escape does the same. */
  safeLabel: string;
  /** The verb that goes on: a form with its button, or a link. */
  action: ReactNode;
  size?: ButtonSize;
}

/**
 * Only for what cannot be undone or must be decided now. enhance.js opens it; without script the trigger's
 * own address must lead to a page that asks the same.
 */
export function Dialog({ id, title, children, safeLabel, action, size = 44 }: DialogProps) {
  return (
    <dialog id={id} aria-labelledby={`${id}-title`} className="dialog">
      <h2 id={`${id}-title`} className="text-heading">
        {title}
      </h2>
      <div className="mt-2">{children}</div>
      <div className="mt-5 flex flex-wrap justify-end gap-3">
        <form method="dialog">
          <Button size={size} autoFocus data-safe="">
            {safeLabel}
          </Button>
        </form>
        {action}
      </div>
    </dialog>
  );
}

/** The rows of counts inside a dialog: a chip left, links or a number right. */
export function DialogCounts({ rows }: { rows: { state: ReactNode; value: ReactNode }[] }) {
  return (
    <ul className="mt-4 rounded-control border border-line">
      {rows.map(({ state, value }, index) => (
        <li
          key={index}
          className="flex flex-wrap items-center justify-between gap-2 border-t border-line-soft px-2.5 py-2 first:border-t-0"
        >
          {state}
          <span>{value}</span>
        </li>
      ))}
    </ul>
  );
}
