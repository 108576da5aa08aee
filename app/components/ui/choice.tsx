import type { InputHTMLAttributes, ReactNode } from 'react';
import { classNames } from './class-names';
import { FieldShell, type FieldProps } from './field';

type InputRest = Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'name' | 'value' | 'id' | 'className'>;

export interface ChoiceProps extends InputRest {
  name: string;
  label: ReactNode;
  value?: string;
  id?: string;
  /** A second, lighter line. */
  hint?: ReactNode;
  className?: string;
}

/** A checkbox with its words; the whole row can be pressed. */
export function Checkbox({ label, hint, className, value = 'on', ...rest }: ChoiceProps) {
  return (
    <label className={classNames('choice', className)}>
      <input {...rest} type="checkbox" value={value} className="checkbox" />
      <ChoiceWords label={label} hint={hint} />
    </label>
  );
}

/** A bare checkbox in a table row; the name is for screen readers. */
export function RowCheckbox({ label, ...rest }: Omit<ChoiceProps, 'label' | 'hint'> & { label: string }) {
  return <input {...rest} type="checkbox" aria-label={label} className="checkbox" />;
}

export interface RadioOptionProps extends ChoiceProps {
  value: string;
  /** "box" is the bordered answer of questions; "row" an ordinary radio. */
  shape?: 'row' | 'box';
  /** A, B, C, D before the words of a box. */
  letter?: string;
}

export function RadioOption({
  shape = 'row',
  letter,
  label,
  hint,
  className,
  id,
  ...rest
}: RadioOptionProps) {
  if (shape === 'row') {
    return (
      <label className={classNames('choice', className)}>
        <input {...rest} id={id} type="radio" className="radio" />
        <ChoiceWords label={label} hint={hint} />
      </label>
    );
  }
  const inputId = id ?? `${rest.name}-${rest.value}`;
  return (
    <div className={classNames('option', className)}>
      <input {...rest} id={inputId} type="radio" className="radio" />
      <label htmlFor={inputId} className="option-box">
        {letter && <b className="w-4">{letter}</b>}
        <ChoiceWords label={label} hint={hint} />
      </label>
    </div>
  );
}

function ChoiceWords({ label, hint }: Pick<ChoiceProps, 'label' | 'hint'>) {
  return (
    <span className="min-w-0 flex-1">
      {label}
      {hint != null && <span className="block text-work text-ink-3">{hint}</span>}
    </span>
  );
}

export interface ChoiceGroupProps extends FieldProps {
  children: ReactNode;
}

/** Several checkboxes or radios under one question, with the group's hint and error. */
export function ChoiceGroup({ id, ...props }: ChoiceGroupProps) {
  return <FieldShell {...props} id={id ?? props.name} group />;
}
