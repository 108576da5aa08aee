import type { ReactNode } from 'react';
import { Icon } from './icon';
import { CircleX } from './icons';

export interface ErrorSummaryProps {
  /** "Chưa lưu. Có 2 chỗ cần sửa:" */
  title: string;
  /** Links to each field, by its id. */
  errors: { fieldId: string; label: string }[];
  children?: ReactNode;
  id?: string;
}

/** On top of a form that was refused. enhance.js moves focus here; without script it is the first thing met. */
export function ErrorSummary({ title, errors, children, id = 'error-summary' }: ErrorSummaryProps) {
  return (
    <div
      id={id}
      className="callout callout-son callout-dense"
      role="group"
      aria-labelledby={`${id}-title`}
      tabIndex={-1}
      data-error-summary=""
    >
      <Icon of={CircleX} size={20} className="text-son" />
      <div className="min-w-0">
        <p id={`${id}-title`} className="callout-title">
          {title}
        </p>
        {errors.length > 0 && (
          <ul className="flex flex-wrap gap-x-1.5">
            {errors.map(({ fieldId, label }, index) => (
              <li key={fieldId}>
                <a href={`#${fieldId}`}>{label}</a>
                {index < errors.length - 1 && ','}
              </li>
            ))}
          </ul>
        )}
        {children}
      </div>
    </div>
  );
}
