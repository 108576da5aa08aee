import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';
import type { LucideIcon } from './icons';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger' | 'dangerSolid';
/** Height in px: 52 the one main action of a learner, 44 learner, 36 work pages, 30 inside a row. */
export type ButtonSize = 52 | 44 | 36 | 30;

export interface ButtonLook {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Left of the verb. */
  icon?: LucideIcon;
  /** Right of the verb: an arrow for "next", a chevron for a menu; nothing else. */
  iconRight?: LucideIcon;
}

const variantClass: Record<ButtonVariant, string> = {
  primary: 'btn-primary',
  secondary: 'btn-secondary',
  quiet: 'btn-quiet',
  danger: 'btn-danger',
  dangerSolid: 'btn-danger-solid',
};
const sizeClass: Record<ButtonSize, string> = { 52: 'btn-52', 44: '', 36: 'btn-36', 30: 'btn-30' };
const iconSize: Record<ButtonSize, number> = { 52: 20, 44: 18, 36: 16, 30: 15 };

export function buttonClass({ variant = 'secondary', size = 44 }: ButtonLook, className?: string): string {
  return classNames('btn', variantClass[variant], sizeClass[size], className);
}

/** The inside of a button, for a <summary> or <label> that looks like one. */
export function ButtonContent({
  icon,
  iconRight,
  size = 44,
  children,
}: ButtonLook & { children: ReactNode }) {
  return (
    <>
      {icon && <Icon of={icon} size={iconSize[size]} />}
      <span data-btn-label="">{children}</span>
      {iconRight && <Icon of={iconRight} size={iconSize[size]} className="menu-chevron" />}
    </>
  );
}

export interface ButtonProps extends ButtonLook, ButtonHTMLAttributes<HTMLButtonElement> {
  /** Already working: drawn with a ring, and not pressable. */
  busy?: boolean;
  /** What enhance.js writes on the button while its form is under way ("Đang ghi…"). */
  busyLabel?: string;
  /** Disables the button and says why, under it. Prefer an enabled button that explains. */
  disabledReason?: string;
  children: ReactNode;
}

export function Button({
  variant,
  size,
  icon,
  iconRight,
  busy = false,
  busyLabel,
  disabledReason,
  disabled,
  type = 'submit',
  id,
  className,
  children,
  ...rest
}: ButtonProps) {
  const look = { variant, size, icon, iconRight };
  const reasonId = disabledReason ? `${id ?? rest.name ?? 'button'}-reason` : undefined;
  const button = (
    <button
      {...rest}
      id={id}
      type={type}
      className={buttonClass(look, className)}
      disabled={disabled || busy || disabledReason !== undefined}
      aria-busy={busy || undefined}
      aria-describedby={reasonId ?? rest['aria-describedby']}
      data-busy-label={busyLabel}
    >
      <ButtonContent {...look}>{busy && busyLabel ? busyLabel : children}</ButtonContent>
    </button>
  );
  if (!disabledReason) return button;
  return (
    <span className="inline-flex flex-col items-start gap-1">
      {button}
      <span id={reasonId} className="text-small text-ink-3">
        {disabledReason}
      </span>
    </span>
  );
}

export interface ButtonLinkProps extends ButtonLook, AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string;
  children: ReactNode;
}

export function ButtonLink({
  variant,
  size,
  icon,
  iconRight,
  className,
  children,
  ...rest
}: ButtonLinkProps) {
  const look = { variant, size, icon, iconRight };
  return (
    <a {...rest} className={buttonClass(look, className)}>
      <ButtonContent {...look}>{children}</ButtonContent>
    </a>
  );
}

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  icon: LucideIcon;
  /** Accessible name and tooltip: the picture alone says too little. */
  label: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
}

export function IconButton({
  icon,
  label,
  variant,
  size = 36,
  className,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      title={label}
      className={buttonClass({ variant, size }, classNames('btn-icon', className))}
    >
      <Icon of={icon} size={iconSize[size]} />
    </button>
  );
}
