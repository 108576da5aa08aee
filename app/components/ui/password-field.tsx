import { FieldShell, describedBy, type FieldProps } from './field';
import { Icon } from './icon';
import { Eye } from './icons';

export interface PasswordFieldProps extends FieldProps {
  /** "Hiện" and "Ẩn": words, not only an eye. */
  showLabel: string;
  hideLabel: string;
  autoComplete?: 'current-password' | 'new-password';
  autoFocus?: boolean;
  required?: boolean;
  minLength?: number;
  maxLength?: number;
}

/** The switch does nothing without script, so it stays hidden until enhance.js shows it. Nothing is filled in again. */
export function PasswordField(props: PasswordFieldProps) {
  const {
    showLabel,
    hideLabel,
    autoComplete = 'current-password',
    autoFocus,
    required,
    minLength,
    maxLength,
  } = props;
  const id = props.id ?? props.name;
  return (
    <FieldShell {...props} id={id}>
      <div className="input-wrap">
        <input
          id={id}
          name={props.name}
          type="password"
          autoComplete={autoComplete}
          autoFocus={autoFocus}
          required={required}
          minLength={minLength}
          maxLength={maxLength}
          spellCheck={false}
          autoCapitalize="none"
          aria-describedby={describedBy(id, props)}
          aria-invalid={props.error ? true : undefined}
          className="input pr-24"
        />
        <button
          type="button"
          hidden
          aria-controls={id}
          data-password=""
          data-hide-label={hideLabel}
          className="btn btn-quiet btn-36 absolute right-1.5 top-1.5"
        >
          <Icon of={Eye} size={18} />
          <span data-btn-label="">{showLabel}</span>
        </button>
      </div>
    </FieldShell>
  );
}
