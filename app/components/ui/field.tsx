import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';
import { ChevronDown, CircleX, Lock, type LucideIcon } from './icons';

/** Learner fields are 48 px high; work fields (filters, panels) 36; "inline" puts the label beside. */
export type FieldDensity = 'learner' | 'work' | 'inline';

export interface FieldProps {
  name: string;
  label: ReactNode;
  /** Default: the name. */
  id?: string;
  /** Light words after the label: "(không bắt buộc)". Required is the rule and goes unmarked. */
  note?: string;
  hint?: ReactNode;
  error?: string;
  density?: FieldDensity;
  /** At the right end of the label's line ("Quên mật khẩu?"). */
  labelAside?: ReactNode;
  className?: string;
}

interface FieldShellProps extends FieldProps {
  id: string;
  /** A group of inputs (radio, checkboxes) is named by a legend instead of a label. */
  group?: boolean;
  children: ReactNode;
}

/** What aria-describedby names: the error first, then the hint. */
export function describedBy(id: string, { hint, error }: Pick<FieldProps, 'hint' | 'error'>) {
  return classNames(error && `${id}-error`, hint != null && `${id}-hint`) || undefined;
}

/** Label above, hint under the input, error with its sign under that. */
export function FieldShell(props: FieldShellProps) {
  const { id, label, note, hint, error, density = 'learner', labelAside, className, group, children } = props;
  const Root = group ? 'fieldset' : 'div';
  const words = (
    <>
      {label}
      {note && <span className="label-note"> {note}</span>}
    </>
  );
  const labelLine = group ? (
    <legend className="label">{words}</legend>
  ) : (
    <label className="label" htmlFor={id}>
      {words}
    </label>
  );
  return (
    <Root
      className={classNames(
        'field',
        density !== 'learner' && 'field-work',
        density === 'inline' && 'field-inline',
        className,
      )}
      aria-describedby={group ? describedBy(id, props) : undefined}
      id={group ? id : undefined}
    >
      {labelAside ? (
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          {labelLine}
          <span className="text-work">{labelAside}</span>
        </div>
      ) : (
        labelLine
      )}
      {children}
      {hint != null && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          <Icon of={CircleX} size={16} />
          <span>{error}</span>
        </p>
      )}
    </Root>
  );
}

type Owned = 'id' | 'name' | 'className' | 'aria-describedby' | 'aria-invalid';

export interface TextFieldProps extends FieldProps, Omit<InputHTMLAttributes<HTMLInputElement>, Owned> {
  /** Inside the input, left: the glass of a search. */
  icon?: LucideIcon;
  iconEnd?: LucideIcon;
  inputClassName?: string;
}

export function TextField({ icon, iconEnd, inputClassName, ...props }: TextFieldProps) {
  const { field, rest } = split(props);
  const end = rest.readOnly ? Lock : iconEnd;
  const iconSize = field.density === 'learner' ? 18 : 16;
  return (
    <FieldShell {...field}>
      <div className={classNames('input-wrap', icon && 'has-icon', end && 'has-icon-end')}>
        {icon && <Icon of={icon} size={iconSize} className="input-icon" />}
        <input type="text" {...rest} {...wired(field)} className={classNames('input', inputClassName)} />
        {end && <Icon of={end} size={iconSize} className="input-icon-end" />}
      </div>
    </FieldShell>
  );
}

export interface TextAreaProps extends FieldProps, Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, Owned> {}

export function TextArea(props: TextAreaProps) {
  const { field, rest } = split(props);
  return (
    <FieldShell {...field}>
      <textarea {...rest} {...wired(field)} className="input" />
    </FieldShell>
  );
}

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

export interface SelectFieldProps extends FieldProps, Omit<SelectHTMLAttributes<HTMLSelectElement>, Owned> {
  options: SelectOption[];
}

export function SelectField({ options, ...props }: SelectFieldProps) {
  const { field, rest } = split(props);
  return (
    <FieldShell {...field}>
      <div className="input-wrap">
        <select {...rest} {...wired(field)} className="input">
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon of={ChevronDown} size={16} className="input-icon-end" />
      </div>
    </FieldShell>
  );
}

/** Parts the field's own props from those of the element. */
function split<Props extends FieldProps>(props: Props) {
  const {
    name,
    label,
    id = name,
    note,
    hint,
    error,
    density = 'learner',
    labelAside,
    className,
    ...rest
  } = props;
  return { field: { name, label, id, note, hint, error, density, labelAside, className }, rest };
}

function wired(field: FieldProps & { id: string }) {
  return {
    id: field.id,
    name: field.name,
    'aria-describedby': describedBy(field.id, field),
    'aria-invalid': field.error ? true : undefined,
  };
}
